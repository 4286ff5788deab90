import type { CallView } from '#calls/contract';
import type { DealItem } from '#deals/contract';
import type { ForecastChange, HealthReason } from '#forecasts/contract';
import type { PointReason } from './contract.ts';

/** What a team can talk over in an hour. */
export const mostDeals = 12;
export const mostCalls = 3;
/** By hand, more may be added. */
export const mostPoints = 60;
/** A deal that is to close within so many days is due. */
export const dueDays = 14;
const largest = 5;
const mostMoved = 5;

export type Candidates = {
  /** Each once, in any order. */
  deals: readonly DealItem[];
  /** What speaks against the health of the open ones. */
  health: ReadonlyMap<string, readonly HealthReason[]>;
  changes: readonly ForecastChange[];
};

export type DealPoint = { deal: DealItem; reasons: PointReason[] };

/** Deals with a reason, those first where much money has many of them. */
export function dealsToDiscuss(
  { deals, health, changes }: Candidates,
  today: string,
): { points: DealPoint[]; leftOut: number } {
  const largestIds = new Set(
    deals
      .filter(({ state }) => state === 'open')
      .toSorted((a, b) => b.valueCents - a.valueCents || (a.id < b.id ? -1 : 1))
      .slice(0, largest)
      .map(({ id }) => id),
  );
  const moves = largestMoves(changes);
  const lastDueDay = Temporal.PlainDate.from(today).add({ days: dueDays }).toString();
  const points = deals
    .map((deal): DealPoint => {
      const { id, state, closeOn } = deal;
      const moved = moves.get(id);
      const reasons: PointReason[] = [];
      if (state === 'open') {
        reasons.push(...(health.get(id) ?? []));
        if (closeOn !== null && closeOn >= today && closeOn <= lastDueDay) reasons.push({ code: 'due', on: closeOn });
        if (largestIds.has(id)) reasons.push({ code: 'large' });
      }
      if (moved) reasons.push({ code: 'moved', kind: moved.kind, cents: moved.cents });
      return { deal, reasons };
    })
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a) || (a.deal.id < b.deal.id ? -1 : 1));
  return { points: points.slice(0, mostDeals), leftOut: Math.max(0, points.length - mostDeals) };
}

const weightOf = ({ deal, reasons }: DealPoint): number => deal.valueCents * reasons.length;

/** What moved the forecast most, each deal by its largest change; what was removed is nothing to talk over. */
function largestMoves(changes: readonly ForecastChange[]): Map<string, ForecastChange> {
  const moves = new Map<string, ForecastChange>();
  for (const change of changes.toSorted((a, b) => Math.abs(b.cents) - Math.abs(a.cents))) {
    if (moves.size === mostMoved) break;
    if (change.cents !== 0 && change.to.state !== 'removed' && !moves.has(change.dealId))
      moves.set(change.dealId, change);
  }
  return moves;
}

export type CallPoint = { call: CallView; recordingId: string | null; reasons: PointReason[] };

/** Long talks that can be heard, then long ones that somebody wrote about. */
export function callsWorthHearing(calls: readonly CallView[], recordings: ReadonlyMap<string, string>): CallPoint[] {
  return calls
    .map((call): CallPoint => {
      const recordingId = recordings.get(call.id) ?? null;
      const reasons: PointReason[] = [];
      if (recordingId !== null) reasons.push({ code: 'recorded' });
      if (call.note?.trim()) reasons.push({ code: 'noted' });
      return { call, recordingId, reasons };
    })
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted(
      (a, b) =>
        Number(b.recordingId !== null) - Number(a.recordingId !== null) ||
        (b.call.durationSeconds ?? 0) - (a.call.durationSeconds ?? 0) ||
        (a.call.id < b.call.id ? -1 : 1),
    )
    .slice(0, mostCalls);
}

type Point = { dealId: string | null; callId: string | null; title: string; reasons: PointReason[] };
type Proposal = { dealId: string | null; title: string; proposedBy: string };

/** What the team proposed comes first; a deal that is on the agenda anyway stays where it is, with one more reason. */
export function withProposals(points: readonly Point[], proposals: readonly Proposal[]): Point[] {
  const reasonOf = ({ proposedBy: by }: Proposal): PointReason => ({ code: 'proposed', by });
  const onIt = new Set(points.flatMap(({ dealId }) => dealId ?? []));
  const first = proposals
    .filter(({ dealId }) => dealId === null || !onIt.has(dealId))
    .map((proposal) => ({
      dealId: proposal.dealId,
      callId: null,
      title: proposal.title,
      reasons: [reasonOf(proposal)],
    }));
  const rest = points.map((point) => {
    const named = proposals.find(({ dealId }) => dealId !== null && dealId === point.dealId);
    return named ? { ...point, reasons: [...point.reasons, reasonOf(named)] } : point;
  });
  return [...first, ...rest];
}
