import { findWorkspace } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import type { Random } from '#platform/ports';
import type { ContactCaps } from '../contract.ts';
import {
  contactCapsChanged,
  suppressionAdded,
  suppressionListAdded,
  suppressionListRemoved,
  suppressionRemoved,
} from '../events.ts';
import { objectorsListed } from '../job-names.ts';
import {
  countOwn,
  deleteList,
  deleteOwn,
  ensureKey,
  findKey,
  findReachable,
  insertList,
  insertOwn,
  insertSuppressions,
  lockObjections,
  upsertCaps,
} from '../queries/suppression.ts';
import {
  hashKey,
  listedKinds,
  readSuppressed,
  readSuppressionList,
  type Suppressed,
  suppressionHash,
} from '../rules/suppressed.ts';
import type { SuppressionListRow } from '../schema.ts';
import type { ConsentWorld } from './ledger.ts';
import { recount } from './summary.ts';

const mostListBytes = 20 * 1024 ** 2;

/** Takes a list in, hashed; what it said in clear is forgotten when the request ends. */
export async function addSuppressionList(
  db: Db<ConsentWorld>,
  actor: Actor,
  input: { name: string; content: AsyncIterable<Uint8Array> },
  random: Random,
  now: Date,
): Promise<SuppressionListRow> {
  const { workspaceId, userId } = actor;
  const text = await readText(input.content);
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) throw notFound();
  const { found, unreadable } = readSuppressionList(text, workspace.country);
  if (found.length === 0)
    throw new Refusal(422, 'list_empty', 'In dieser Datei steht keine Telefonnummer und keine E-Mail-Adresse.');
  return inTransaction(db, async (trx) => {
    const key = await ensureKey(trx, workspaceId, hashKey(random(64)));
    const row: SuppressionListRow = {
      workspaceId,
      id: newId(now.getTime()),
      name: input.name,
      entries: found.length,
      unreadable,
      addedBy: userId,
      addedAt: now,
    };
    await insertList(trx, row);
    const hashes = found.map(({ kind, value }) => ({ kind, hash: suppressionHash(key, value) }));
    await insertSuppressions(trx, { workspaceId, listId: row.id, addedAt: now }, hashes);
    const { id: listId, name, entries } = row;
    await announce(trx, actor, suppressionListAdded, { listId, name, entries }, now);
    await recountAll(trx, workspaceId);
    return row;
  });
}

async function readText(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > mostListBytes) throw new Refusal(413, 'too_large', 'Die Liste ist größer als 20 MB.');
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  if (whole.includes(0))
    throw new Refusal(
      422,
      'list_unreadable',
      'Das ist keine Textdatei. Bitte speichern Sie die Liste als CSV oder TXT.',
    );
  return whole.toString('utf8');
}

export function removeSuppressionList(db: Db<ConsentWorld>, actor: Actor, listId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const removed = await deleteList(trx, { workspaceId: actor.workspaceId, listId });
    if (!removed) throw notFound();
    const { name, entries } = removed;
    await announce(trx, actor, suppressionListRemoved, { listId, name, entries }, now);
    await recountAll(trx, actor.workspaceId);
  });
}

async function recountAll(trx: Db<ConsentWorld>, workspaceId: string): Promise<void> {
  for (const channel of ['phone', 'sms', 'email'] as const) await recount(trx, workspaceId, channel);
}

/** One number or address onto the workspace's own list. */
export async function addSuppression(
  db: Db<ConsentWorld>,
  actor: Actor,
  typed: string,
  random: Random,
  now: Date,
): Promise<number> {
  const reachable = await requireSuppressed(db, actor.workspaceId, typed);
  return inTransaction(db, async (trx) => {
    await suppress(trx, actor, [{ ...reachable, contactId: null }], random, now);
    return countOwn(trx, actor.workspaceId);
  });
}

export async function removeSuppression(db: Db<ConsentWorld>, actor: Actor, typed: string, now: Date): Promise<number> {
  const { workspaceId } = actor;
  const { value } = await requireSuppressed(db, workspaceId, typed);
  return inTransaction(db, async (trx) => {
    const key = await findKey(trx, workspaceId);
    const removed = key ? await deleteOwn(trx, workspaceId, suppressionHash(key, value)) : 0;
    if (removed === 0) throw new Refusal(404, 'not_on_list', 'Das steht nicht auf Ihrer eigenen Sperrliste.');
    await announce(trx, actor, suppressionRemoved, { person: null, entries: removed }, now);
    return countOwn(trx, workspaceId);
  });
}

/** Whoever never wants to be contacted again is not contacted either when another list brings them as somebody new. */
export async function suppressPerson(
  trx: Db<ConsentWorld>,
  actor: Actor,
  contactId: string,
  random: Random,
  now: Date,
): Promise<void> {
  await suppress(trx, actor, await findReachable(trx, actor.workspaceId, [contactId]), random, now);
}

/** The same for objections that came by the thousand, or before there was a list. */
export async function suppressObjectors(
  trx: Db<ConsentWorld>,
  actor: Actor,
  contactIds: readonly string[],
  random: Random,
  now: Date,
): Promise<void> {
  const { workspaceId } = actor;
  const objections = Map.groupBy(await lockObjections(trx, workspaceId, contactIds), ({ contactId }) => contactId);
  const kinds = new Map([...objections].map(([contactId, each]) => [contactId, listedKinds(each)]));
  const reachable = await findReachable(trx, workspaceId, [...kinds.keys()]);
  const listed = reachable.filter(({ contactId, kind }) => kinds.get(contactId)?.includes(kind));
  await suppress(trx, actor, listed, random, now);
}

/** In the background: an import is through, and may have brought objections. */
export function suppressImported<Tables>(db: Db<Tables>, workspaceId: string, importId: string): Promise<void> {
  return enqueue(db, objectorsListed, { workspaceId, importId }, { key: `consent.suppressObjectors ${importId}` });
}

async function suppress(
  trx: Db<ConsentWorld>,
  actor: Actor,
  /** `contactId`: whose objection it is; null: an admin's word. */
  reachable: readonly (Suppressed & { contactId: string | null })[],
  random: Random,
  now: Date,
): Promise<void> {
  if (reachable.length === 0) return;
  const { workspaceId, userId: addedBy } = actor;
  const key = await ensureKey(trx, workspaceId, hashKey(random(64)));
  const rows = reachable.map(({ kind, value, contactId }) => {
    const [id, hash] = [newId(now.getTime()), suppressionHash(key, value)];
    return { workspaceId, id, hash, kind, contactId, addedBy, addedAt: now };
  });
  const added = Map.groupBy(await insertOwn(trx, rows), ({ contactId }) => contactId);
  const happened = [...added].map(([person, { length: entries }]) => ({
    payload: { person, entries },
    occurredAt: now,
  }));
  if (happened.length > 0) await announceAll(trx, actor, suppressionAdded, happened, now);
}

async function requireSuppressed(db: Db<ConsentWorld>, workspaceId: string, typed: string): Promise<Suppressed> {
  const workspace = await findWorkspace(db, workspaceId);
  const found = workspace && readSuppressed(typed, workspace.country);
  if (!found) throw new Refusal(422, 'not_reachable', 'Das ist weder eine Telefonnummer noch eine E-Mail-Adresse.');
  return found;
}

export function changeContactCaps(
  db: Db<ConsentWorld>,
  actor: Actor & { userId: string },
  caps: ContactCaps,
  now: Date,
): Promise<ContactCaps> {
  return inTransaction(db, async (trx) => {
    const { perDay, perWeek } = caps;
    if (perWeek < perDay)
      throw new Refusal(422, 'week_below_day', 'Pro Woche muss mindestens so viel erlaubt sein wie pro Tag.');
    await upsertCaps(trx, { workspaceId: actor.workspaceId, perDay, perWeek, changedBy: actor.userId, changedAt: now });
    await announce(trx, actor, contactCapsChanged, { perDay, perWeek }, now);
    return { perDay, perWeek };
  });
}
