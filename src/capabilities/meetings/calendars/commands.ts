import { type AccessTables } from '#access';
import type { Actor } from '#platform/actor';
import type { Config, Secrets } from '#platform/config';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { openText, sealText, secretPath } from '#platform/vault';
import type { WorkspaceTables } from '#workspace';
import type { AddCalendar, CalendarProblem, FindCalendars } from './contract.ts';
import { calendarAdded, calendarRemoved } from './events.ts';
import { readSoon } from './soon.ts';
import * as queries from './queries.ts';
import type { CalendarRow, CalendarTables } from './schema.ts';
import { CalendarError, type OpenCalendar, readAddress } from './sources/asking.ts';
import { findCollections, type FoundCalendar } from './sources/caldav.ts';

export type CalendarsWorld = CalendarTables & AccessTables & WorkspaceTables & PlatformTables;
type User = Actor & { userId: string };

const mostCalendars = 20;

export function addCalendar(
  db: Db<CalendarsWorld>,
  { secrets, config }: { secrets: Secrets; config: Config },
  actor: User,
  input: AddCalendar,
  now: Date,
): Promise<CalendarRow> {
  const url = requireAddress(input.address, config);
  const open: OpenCalendar = { address: url.href, ...loginOf(input) };
  return inTransaction(db, async (trx) => {
    const others = await queries.listCalendars(trx, actor);
    if (others.length >= mostCalendars)
      throw new Refusal(
        422,
        'too_many_calendars',
        'Mehr als 20 Kalender liest Klinke nicht. Bitte entfernen Sie erst einen.',
      );
    const { workspaceId, userId } = actor;
    const id = newId(now.getTime());
    const row: CalendarRow = {
      workspaceId,
      id,
      userId,
      name: input.name,
      kind: input.kind,
      host: url.host,
      userName: open.userName ?? null,
      fingerprint: secretPath(secrets, `calendar ${workspaceId} ${userId} ${url.href}`),
      readAt: null,
      workedOutAt: null,
      state: null,
      problem: null,
      problemSince: null,
      tries: 0,
      skipped: 0,
      nextReadAt: now,
      writingSince: null,
      createdAt: now,
    };
    if (!(await queries.insertCalendar(trx, row, sealText(secrets, placeOf(row), JSON.stringify(open)))))
      throw new Refusal(409, 'calendar_exists', 'Diesen Kalender haben Sie schon hinzugefügt.');
    await announce(trx, actor, calendarAdded, { calendarId: id, name: row.name, kind: row.kind }, now);
    await readSoon(trx, row);
    return row;
  });
}

const loginOf = (input: AddCalendar) =>
  input.kind === 'caldav' ? { userName: input.userName, password: input.password } : {};

const placeOf = ({ workspaceId, id }: CalendarRow): string => `${workspaceId} calendar_secret ${id}`;

/** Its address and login, for who asks the server and nobody else. */
export async function openCalendar(db: Db<CalendarTables>, secrets: Secrets, row: CalendarRow): Promise<OpenCalendar> {
  const sealed = await queries.findSecret(db, { workspaceId: row.workspaceId, calendarId: row.id });
  try {
    if (!sealed) throw new Error('No secret.');
    return JSON.parse(openText(secrets, placeOf(row), sealed)) as OpenCalendar;
  } catch {
    throw new CalendarError('secret_unreadable');
  }
}

/** What a server says no with is an answer, too. */
export async function searchCalendars(
  config: Config,
  { address, userName, password }: FindCalendars,
): Promise<{ items: FoundCalendar[]; problem: CalendarProblem | null }> {
  const url = requireAddress(address, config);
  try {
    const items = await findCollections(
      { address: url.href, userName, password },
      { privateHosts: config.privateHosts, timeoutMs: 8_000 },
    );
    return { items, problem: null };
  } catch (error) {
    if (error instanceof CalendarError) return { items: [], problem: error.problem };
    throw error;
  }
}

export function removeCalendar(db: Db<CalendarsWorld>, actor: User, calendarId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await requireOwn(trx, actor, calendarId);
    await forget(trx, actor, row, now);
  });
}

export async function forget(trx: Db<CalendarsWorld>, actor: Actor, row: CalendarRow, now: Date): Promise<void> {
  await queries.deleteCalendar(trx, { workspaceId: row.workspaceId, calendarId: row.id });
  await announce(trx, actor, calendarRemoved, { calendarId: row.id, name: row.name }, now);
}

/** Asked for by hand: at once, whatever it was waiting for. */
export function readNow(db: Db<CalendarsWorld>, actor: User, calendarId: string, now: Date): Promise<CalendarRow> {
  return inTransaction(db, async (trx) => {
    const row = await requireOwn(trx, actor, calendarId);
    await queries.updateCalendar(trx, { workspaceId: row.workspaceId, calendarId }, { nextReadAt: now });
    await readSoon(trx, row);
    return { ...row, nextReadAt: now };
  });
}

/** Locked until the transaction ends. */
export async function requireOwn(trx: Db<CalendarTables>, actor: User, calendarId: string): Promise<CalendarRow> {
  const row = await queries.lockCalendar(trx, { workspaceId: actor.workspaceId, calendarId });
  if (!row || row.userId !== actor.userId) throw notFound();
  return row;
}

function requireAddress(text: string, { privateHosts }: Config): URL {
  const url = readAddress(text, privateHosts);
  if (url) return url;
  throw new Refusal(
    422,
    'address_invalid',
    'Das ist keine Adresse eines Kalenders. Sie beginnt mit https:// oder webcal:// und enthält keine Zugangsdaten.',
  );
}
