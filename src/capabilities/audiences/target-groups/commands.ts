import { startDialer } from '#calls';
import { mayContactMany } from '#consent';
import type { MayContactAnswer } from '#consent/contract';
import { findScores } from '#scoring';
import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { findAvatar } from '../avatars/queries.ts';
import { audienceChanged, audienceCreated, audienceRemoved, audienceRestored } from '../events.ts';
import { counting } from '../job-names.ts';
import type { AudienceRow } from '../schema.ts';
import type { AudiencesWorld } from '../world.ts';
import { type AudienceCount, AudienceFilter, type ChangeAudience, type CreateAudience } from './contract.ts';
import { audiencePage } from './people.ts';
import {
  averageWon,
  findAudience,
  insertAudience,
  keepCount,
  listAudiences,
  lockAudience,
  type ShownAudience,
  updateAudience,
} from './queries.ts';

type World = Db<AudiencesWorld>;
type Person = Actor & { userId: string };

const mostAudiences = 200;
/** Half of the customers of a kind are closer to its core than that. */
const usualPercent = 50;

export function createAudience(db: World, actor: Person, input: CreateAudience, now: Date): Promise<string> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    await check(trx, workspaceId, input);
    if ((await listAudiences(trx, workspaceId)).length >= mostAudiences)
      throw new Refusal(422, 'too_many_audiences', `Mehr als ${mostAudiences} Zielgruppen findet niemand wieder.`);
    const { name, filters, avatarId } = input;
    const leastPercent = avatarId === null ? null : (input.leastPercent ?? usualPercent);
    const row: AudienceRow = {
      workspaceId,
      id: newId(now.getTime()),
      name,
      filters,
      avatarId,
      leastPercent,
      createdBy: userId,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
      counted: null,
      countedAt: null,
      countedVersion: null,
    };
    await insertAudience(trx, row);
    await announce(trx, actor, audienceCreated, { audienceId: row.id, name }, now);
    await countSoon(trx, row);
    return row.id;
  });
}

export function changeAudience(
  db: World,
  actor: Person,
  audienceId: string,
  input: ChangeAudience,
  ifMatch: number | undefined,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const before = await requireLocked(trx, actor, audienceId);
    refuseStale(before.version, ifMatch);
    await check(trx, workspaceId, input);
    const avatarId = input.avatarId === undefined ? before.avatarId : input.avatarId;
    const wanted = input.leastPercent === undefined ? before.leastPercent : input.leastPercent;
    const after = {
      name: input.name ?? before.name,
      filters: input.filters ?? before.filters,
      avatarId,
      leastPercent: avatarId === null ? null : (wanted ?? usualPercent),
    };
    const changed = differences(before, after);
    if (Object.keys(changed).length === 0) return;
    const version = before.version + 1;
    await updateAudience(trx, before, { ...after, updatedAt: now, version });
    await announce(trx, actor, audienceChanged, { audienceId, name: after.name, changed }, now);
    await countSoon(trx, before);
  });
}

type Settings = Pick<AudienceRow, 'name' | 'filters' | 'avatarId' | 'leastPercent'>;

function differences(before: Settings, after: Settings): Record<string, { from: unknown; to: unknown }> {
  const names = ['name', 'filters', 'avatarId', 'leastPercent'] as const;
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, { from: before[name], to: after[name] }]),
  );
}

export function removeAudience(db: World, actor: Person, audienceId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await requireLocked(trx, actor, audienceId);
    await updateAudience(trx, row, { removedAt: now, version: row.version + 1 });
    await announce(trx, actor, audienceRemoved, { audienceId, name: row.name }, now);
  });
}

/** Brought back twice is brought back once. */
export function restoreAudience(db: World, actor: Person, audienceId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockAudience(trx, { workspaceId: actor.workspaceId, audienceId });
    if (!row) throw notFound();
    if (row.removedAt === null) return;
    await updateAudience(trx, row, { removedAt: null, version: row.version + 1 });
    await announce(trx, actor, audienceRestored, { audienceId, name: row.name }, now);
  });
}

async function check(trx: World, workspaceId: string, input: ChangeAudience): Promise<void> {
  if (input.filters && !AudienceFilter.safeParse(input.filters).success)
    throw new Refusal(422, 'filters_unknown', 'Diese Filter lassen sich nicht lesen. Bitte stellen Sie sie neu ein.');
  if (!input.avatarId) return;
  const avatar = await findAvatar(trx, { workspaceId, avatarId: input.avatarId });
  // Only of customers won anybody is told how well they fit.
  if (avatar?.outcome !== 'won') throw new Refusal(422, 'avatar_unknown', 'Diesen Kundenavatar gibt es nicht.');
}

async function requireLocked(trx: World, { workspaceId }: Actor, audienceId: string): Promise<AudienceRow> {
  const row = await lockAudience(trx, { workspaceId, audienceId });
  if (!row || row.removedAt !== null) throw notFound();
  return row;
}

export async function requireAudience(db: World, workspaceId: string, audienceId: string): Promise<ShownAudience> {
  const row = await findAudience(db, { workspaceId, audienceId });
  if (!row) throw notFound();
  return row;
}

const freshForMs = 3_600_000;

/** Numbers of an hour ago are told, and counted anew meanwhile. */
export async function countStale(db: World, rows: readonly AudienceRow[], now: Date): Promise<void> {
  for (const row of rows) {
    const { version, countedVersion, countedAt } = row;
    if (countedVersion === version && countedAt && now.getTime() - countedAt.getTime() < freshForMs) continue;
    await countSoon(db, row);
  }
}

async function countSoon<Tables>(
  db: Db<Tables>,
  { workspaceId, id: audienceId }: Pick<AudienceRow, 'workspaceId' | 'id'>,
) {
  await enqueue(db, counting, { workspaceId, audienceId }, { key: `audiences.count ${audienceId}` });
}

/** Asks the gate about everybody in it, some hundred at a time. */
export async function count(
  db: World,
  { workspaceId, audienceId }: { workspaceId: string; audienceId: string },
  { signal, clock }: { signal: AbortSignal; clock: () => Date },
): Promise<void> {
  const audience = await findAudience(db, { workspaceId, audienceId });
  if (!audience) return;
  const actor = systemActor(workspaceId);
  const counted: AudienceCount = { people: 0, callable: 0, mailable: 0, averageCents: null, expectedCents: null };
  let chances: number | undefined;
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await audiencePage(db, actor, audience, { cursor, limit: 500 });
    const contacts = page.items.map(({ contact }) => contact);
    const ask = { workspaceId, purpose: 'advertising' as const, at: clock() };
    const ids = (has: 'phone' | 'email') => contacts.filter((one) => one[has] !== null).map(({ id }) => id);
    const calls = await mayContactMany(db, { ...ask, channel: 'phone', contactIds: ids('phone') });
    const mails = await mayContactMany(db, { ...ask, channel: 'email', contactIds: ids('email') });
    const all = contacts.map(({ id }) => id);
    const scores = await findScores(db, workspaceId, 'lead_win', all);
    for (const { probability } of scores.values()) chances = (chances ?? 0) + probability;
    counted.people += contacts.length;
    counted.callable += [...calls.values()].filter(isCallable).length;
    counted.mailable += [...mails.values()].filter(({ allowed }) => allowed).length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const avatar = audience.avatarId ? await findAvatar(db, { workspaceId, avatarId: audience.avatarId }) : undefined;
  counted.averageCents = avatar?.figures.valueCents ?? (await averageWon(db, workspaceId));
  if (chances !== undefined && counted.averageCents !== null)
    counted.expectedCents = Math.round(chances * counted.averageCents);
  await keepCount(db, audience, counted, clock());
}

/** Allowed, if not at this hour. */
function isCallable(answer: MayContactAnswer): boolean {
  return answer.allowed || answer.because === 'rest_day' || answer.because === 'outside_hours';
}

/** More than a team calls in a day. */
const mostDialled = 5_000;

/** By the filters of people alone it is a list like any other, which a colleague who begins with it joins. */
export async function dialAudience(
  db: World,
  actor: Person,
  audienceId: string,
  now: Date,
): Promise<{ people: number }> {
  const audience = await requireAudience(db, actor.workspaceId, audienceId);
  const contacts: { contactId: string; purpose: 'advertising' }[] = [];
  let cursor: string | undefined;
  do {
    const page = await audiencePage(db, actor, audience, { cursor, limit: 500 });
    contacts.push(
      ...page.items
        .filter(({ contact }) => contact.phone !== null)
        .map(({ contact }) => ({ contactId: contact.id, purpose: 'advertising' as const })),
    );
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && contacts.length < mostDialled);
  if (contacts.length === 0)
    throw new Refusal(409, 'audience_empty', 'In dieser Zielgruppe hat niemand eine Telefonnummer.');
  const people =
    audience.avatarId === null && audience.filters['isCustomer'] === undefined
      ? { from: 'list' as const, filters: { ...audience.filters, hasPhone: 'true' }, sort: 'name' }
      : { from: 'named' as const, contacts: contacts.slice(0, mostDialled) };
  await startDialer(db, actor, { name: audience.name, paceSeconds: null, people }, now);
  return { people: Math.min(contacts.length, mostDialled) };
}
