import { listMembers } from '#access';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { Ground } from '#platform/ground';
import { findWorkspace } from '#workspace';
import { type CalendarsWorld, forget, openCalendar } from './commands.ts';
import type { CalendarProblem } from './contract.ts';
import { readSoon } from './soon.ts';
import * as queries from './queries.ts';
import { readAway } from './reading.ts';
import type { CalendarRow } from './schema.ts';
import { CalendarError } from './sources/asking.ts';
import { fetchEntries } from './sources/caldav.ts';
import { fetchFeed } from './sources/feed.ts';
import { uidEnding } from './writing/entry.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Nobody books further ahead. */
const aheadMs = 200 * dayMs;
/** The window moves on, though nothing in the calendar has changed. */
const workedOutForMs = dayMs / 2;

type Read =
  | { busy: Float64Array; skipped: number; state: string | null }
  | { busy: null }
  | { busy: null; problem: CalendarProblem };

/** Reads a calendar and plans the next reading. What is known of it stays until something better is known. */
export async function readOnce(
  db: Db<CalendarsWorld>,
  ground: Ground,
  key: queries.Key,
  signal: AbortSignal,
): Promise<void> {
  const calendar = await queries.findCalendar(db, key);
  if (!calendar) return;
  const now = ground.ports.clock();
  if (!(await worksHere(db, calendar))) {
    // Whoever has left took their calendars along.
    await db.transaction().execute((trx) => forget(trx, systemActor(key.workspaceId), calendar, now));
    return;
  }
  const read = await readFrom(db, ground, calendar, now, signal);
  signal.throwIfAborted();
  await db.transaction().execute(async (trx) => {
    const row = await queries.lockCalendar(trx, key);
    if (!row) return;
    const tries = 'problem' in read ? row.tries + 1 : 0;
    const delayMs = delay(tries, ground.ports.random(1)[0] ?? 0);
    const change = changeOf(row, read, now);
    if (read.busy) await queries.replaceBusyTimes(trx, row, read.busy);
    await queries.updateCalendar(trx, key, { ...change, tries, nextReadAt: new Date(now.getTime() + delayMs) });
    await readSoon(trx, row, delayMs);
  });
}

function changeOf(row: CalendarRow, read: Read, now: Date): Partial<CalendarRow> {
  if ('problem' in read) return { problem: read.problem, problemSince: row.problemSince ?? now };
  const well = { readAt: now, problem: null, problemSince: null };
  return read.busy === null ? well : { ...well, workedOutAt: now, state: read.state, skipped: read.skipped };
}

/** Every ten minutes, not all at the same moment; more and more rarely where it does not work. */
function delay(tries: number, random: number): number {
  return Math.round(10 * minuteMs * Math.min(2 ** tries, 12) * (0.9 + (0.2 * random) / 255));
}

async function worksHere(db: Db<CalendarsWorld>, { workspaceId, userId }: CalendarRow): Promise<boolean> {
  const members = await listMembers(db, workspaceId);
  return members.some((member) => member.userId === userId && member.endedAt === null);
}

async function readFrom(
  db: Db<CalendarsWorld>,
  { secrets, config }: Ground,
  calendar: CalendarRow,
  now: Date,
  signal: AbortSignal,
): Promise<Read> {
  const window = { from: now.getTime() - dayMs, to: now.getTime() + aheadMs };
  const reach = { privateHosts: config.privateHosts, signal };
  const { workedOutAt, kind } = calendar;
  const state = workedOutAt && now.getTime() - workedOutAt.getTime() < workedOutForMs ? calendar.state : null;
  try {
    const open = await openCalendar(db, secrets, calendar);
    const fetched =
      kind === 'feed' ? await fetchFeed(open, state, reach) : await fetchEntries(open, state, window, reach);
    if (fetched.unchanged) return { busy: null };
    const zone = (await findWorkspace(db, calendar.workspaceId))?.timeZone ?? 'Europe/Berlin';
    const result = await readAway({
      kind: kind === 'feed' ? 'feed' : 'entries',
      bytes: fetched.bytes,
      window,
      zone,
      ownEnding: uidEnding(calendar.workspaceId),
    });
    if ('busy' in result) return { ...result, state: fetched.state };
    return { busy: null, problem: 'problem' in result ? result.problem : 'odd_answer' };
  } catch (error) {
    if (error instanceof CalendarError) return { busy: null, problem: error.problem };
    throw error;
  }
}
