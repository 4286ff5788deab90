import { findContactsByIds } from '#contacts';
import { findLinesByIds, type Telephony, type TelephonyTables } from '#telephony';
import { findWorkspace, localDay, zonedTime } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import type { CallsWorld } from './commands/parts.ts';
import type { BoardRow } from './contract.ts';
import { countDay, findPresent, findRunningCalls } from './queries/board.ts';

/** A call without a result for longer is one whose result was forgotten. */
const longestCallMs = 2 * 3_600_000;
/** Four signs of life missed. */
const goneAfterMs = 60_000;

export async function boardOf(
  db: Db<CallsWorld & TelephonyTables>,
  { workspaceId, seesOnlyOwn }: Actor,
  speaking: ReturnType<Telephony['speaking']>,
  now: Date,
): Promise<{ on: string; items: BoardRow[] }> {
  // It is about colleagues, by its nature.
  if (seesOnlyOwn) throw new Refusal(403, 'forbidden', 'Dazu fehlt Ihnen die Berechtigung.');
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) throw notFound();
  const midnight = zonedTime(now, workspace.timeZone).startOfDay();
  const span = { from: at(midnight), to: at(midnight.add({ days: 1 })) };
  const before = (ms: number) => new Date(now.getTime() - ms);
  const [figures, running, present] = await Promise.all([
    countDay(db, workspaceId, span),
    findRunningCalls(db, workspaceId, before(longestCallMs)),
    findPresent(db, workspaceId, { seen: before(goneAfterMs), paused: span.from }),
  ]);
  const [contacts, lines] = await Promise.all([
    findContactsByIds(db, workspaceId, [...new Set(running.map(({ contactId }) => contactId))]),
    findLinesByIds(db, workspaceId, [...new Set(running.flatMap(({ lineId }) => lineId ?? []))]),
  ]);
  const userIds = new Set([...figures, ...running, ...present, ...speaking].map(({ userId }) => userId));
  const items = [...userIds].map((userId): BoardRow => {
    const of = <Row extends { userId: string }>(rows: readonly Row[]) => rows.find((row) => row.userId === userId);
    const { calls = 0, reached = 0, appointments = 0 } = of(figures) ?? {};
    const call = of(running);
    const session = of(present);
    const contact = contacts.find(({ id }) => id === call?.contactId);
    const here = of(speaking);
    const inThePage = lines.some(({ id, kind }) => id === call?.lineId && kind === 'sip');
    const answered = here !== undefined || (call !== undefined && (call.lineId === null || call.answeredAt !== null));
    const since = here?.since ?? call?.answeredAt ?? call?.startedAt ?? session?.pausedAt ?? session?.startedAt;
    return {
      userId,
      state: answered ? 'talking' : call ? 'calling' : session ? (session.pausedAt ? 'paused' : 'dialing') : null,
      canListen: here ? 'here' : answered && inThePage ? 'elsewhere' : null,
      listener: here?.listener ? { userId: here.listener.userId, mode: here.listener.mode } : null,
      since: since?.toISOString() ?? null,
      contact: contact ? { id: contact.id, name: contact.name } : null,
      list: session?.list ?? null,
      calls,
      reached,
      appointments,
    };
  });
  return { on: localDay(now, workspace.timeZone), items: items.toSorted((a, b) => b.calls - a.calls) };
}

function at(moment: Temporal.ZonedDateTime): Date {
  return new Date(moment.epochMilliseconds);
}
