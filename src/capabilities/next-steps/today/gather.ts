import { type DisposedCall, findCallingNumbers, unfinishedCallsOf } from '#calls';
import { type ContactRow, findContactsByIds, matchKeys, newContacts } from '#contacts';
import { findCallCandidates, mayContactMany } from '#consent';
import type { MayContactAnswer } from '#consent/contract';
import { type DealAtStage, findOwnDealsByAge } from '#deals';
import type { Db } from '#platform/db';
import { findDueSteps, findNextDueDays } from '../queries/today.ts';
import { dayOf } from '../rules/due.ts';
import { type Moment, reasonOfDeal } from '../rules/today.ts';
import type { NextStepRow } from '../schema.ts';
import type { OutcomeWorld } from '../commands/outcomes.ts';

export type Desk = { workspaceId: string; userId: string; zone: string };

/** So many of each kind make a day's list at most. */
export const roomForEach = 200;
/** Pages of open deals that are looked through before the rest is left for another day. */
const pages = { size: 400, most: 5 };
/** New contacts of whom a ground to call is written down; so many are put to the gate. */
const mostCandidates = 2_000;

export type Gathered = {
  steps: NextStepRow[];
  unknownNumbers: Map<string, string>;
  calls: DisposedCall[];
  deals: { deal: DealAtStage; code: 'deal_stuck' | 'deal_without_step'; days?: number }[];
  leads: ContactRow[];
  /** New contacts who may be called but found no room. */
  leadsLeft: number;
  notCallable: { count: number; more: boolean };
  more: boolean;
};

/** Everything that may speak for a place in today's list, within bounds that don't grow with the workspace. */
export async function gather(trx: Db<OutcomeWorld>, desk: Desk, moment: Moment): Promise<Gathered> {
  const owner = { workspaceId: desk.workspaceId, ownerId: desk.userId };
  const [{ steps, unknownNumbers }, calls, dealsFound, leadsFound] = await Promise.all([
    gatherSteps(trx, owner, moment),
    unfinishedCallsOf(trx, desk.workspaceId, desk.userId, roomForEach),
    gatherDeals(trx, desk, moment),
    gatherLeads(trx, desk, moment),
  ]);
  const full = [
    steps.length >= roomForEach,
    calls.length >= roomForEach,
    dealsFound.more,
    leadsFound.leadsLeft > 0,
    leadsFound.notCallable.more,
  ];
  return {
    steps,
    unknownNumbers,
    calls,
    deals: dealsFound.deals,
    leads: leadsFound.leads,
    leadsLeft: leadsFound.leadsLeft,
    notCallable: leadsFound.notCallable,
    more: full.includes(true),
  };
}

/** A missed call of an unknown number is about a person as soon as one has that number. */
async function gatherSteps(
  trx: Db<OutcomeWorld>,
  owner: { workspaceId: string; ownerId: string },
  moment: Moment,
): Promise<Pick<Gathered, 'steps' | 'unknownNumbers'>> {
  const due = await findDueSteps(trx, owner, moment.today, roomForEach);
  const aboutNobody = due.filter((step) => (step.contactId ?? step.companyId ?? step.dealId) === null);
  const numbers = await findCallingNumbers(
    trx,
    owner.workspaceId,
    aboutNobody.map(({ id }) => id),
  );
  const keys = [...new Set(numbers.values())].map((value) => ({ kind: 'phone' as const, value }));
  const matches = await matchKeys(trx, owner.workspaceId, keys);
  const known = new Map(
    matches.flatMap(({ value, contactIds: [only, other] }) => (only && !other ? [[value, only] as const] : [])),
  );
  const knownFor = (step: NextStepRow) => known.get(numbers.get(step.id) ?? '');
  return {
    steps: due.map((step) => ({ ...step, contactId: knownFor(step) ?? step.contactId })),
    unknownNumbers: new Map([...numbers].filter(([, number]) => !known.has(number))),
  };
}

async function gatherDeals(
  trx: Db<OutcomeWorld>,
  desk: Desk,
  moment: Moment,
): Promise<Pick<Gathered, 'deals' | 'more'>> {
  const found: Gathered['deals'] = [];
  let after: DealAtStage | undefined;
  for (let page = 0; page < pages.most; page++) {
    const deals = await findOwnDealsByAge(trx, desk.workspaceId, desk.userId, { limit: pages.size, after });
    const nextDue = await findNextDueDays(
      trx,
      desk.workspaceId,
      deals.map((deal) => deal.id),
    );
    for (const deal of deals) {
      const ageing = { stageSinceOn: dayOf(deal.stageSince, desk.zone), maxAgeDays: deal.maxAgeDays };
      const reason = reasonOfDeal(ageing, nextDue.get(deal.id), moment);
      if (reason) found.push({ deal, ...reason });
    }
    if (found.length >= roomForEach) return { deals: found.slice(0, roomForEach), more: true };
    if (deals.length < pages.size) return { deals: found, more: false };
    after = deals.at(-1);
  }
  return { deals: found, more: true };
}

/**
 * New contacts whom the phone may reach, now or once the hours begin: one's own first, then nobody's. The rest is only counted,
 * so that nobody is offered a call that would be refused.
 */
async function gatherLeads(
  trx: Db<OutcomeWorld>,
  desk: Desk,
  moment: Moment,
): Promise<Pick<Gathered, 'leads' | 'leadsLeft' | 'notCallable'>> {
  const own = await leadsOf(trx, desk, desk.userId, moment);
  const nobodys = await leadsOf(trx, desk, null, moment);
  const offered = [...own.offered, ...nobodys.offered];
  const ids = offered.slice(0, roomForEach);
  return {
    leads: await findContactsByIds(trx, desk.workspaceId, ids),
    leadsLeft: offered.length - ids.length,
    notCallable: { count: own.notCallable + nobodys.notCallable, more: own.more || nobodys.more },
  };
}

/** `more`: so many candidates that the gate was not asked about all; at least so many may not be called. */
type Leads = { offered: string[]; notCallable: number; more: boolean };

async function leadsOf(
  trx: Db<OutcomeWorld>,
  { workspaceId }: Desk,
  ownerId: string | null,
  { now }: Moment,
): Promise<Leads> {
  const selection = newContacts(workspaceId, ownerId);
  const { contactIds, candidates, all } = await findCallCandidates(trx, workspaceId, selection, mostCandidates);
  const asked = { workspaceId, contactIds, channel: 'phone', purpose: 'advertising', at: now } as const;
  const answers = contactIds.length > 0 ? await mayContactMany(trx, asked) : new Map<string, MayContactAnswer>();
  const offered = contactIds.filter((id) => isOffered(answers.get(id)));
  const refused = contactIds.length - offered.length;
  return { offered, notCallable: all - candidates + refused, more: candidates > contactIds.length };
}

export function isOffered(answer: MayContactAnswer | undefined): boolean {
  return answer !== undefined && (answer.allowed || waits(answer));
}

/** Allowed but for the hour of the day. */
export function waits(answer: MayContactAnswer): boolean {
  if (answer.allowed) return answer.quiet !== undefined;
  return answer.because === 'rest_day' || answer.because === 'outside_hours';
}
