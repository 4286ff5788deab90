import { ContactFilter, Sort } from '#contacts/contract';
import { contactPage, holdContacts } from '#contacts';
import { sightOf } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { ChangeDialer, StartDialer } from '../../contract.ts';
import { dialerEnded, dialerPaused, dialerResumed, dialerStarted } from '../../events.ts';
import { deleteClaim, findClaim } from '../../queries/claims.ts';
import {
  findEntry,
  findListToJoin,
  findSession,
  insertList,
  insertSession,
  type Listed,
  lockList,
  type OpenSession,
  updateSession,
} from '../../queries/dialer.ts';
import type { DialerListRow } from '../../schema.ts';
import type { Caller, CallsWorld } from '../parts.ts';

/** So many people make a list at most: more than a team calls in a day. */
const mostPeople = 5_000;
/** Who begins with the same list so soon goes on where the team is; later it is read anew. */
const joinForMs = 12 * 3_600_000;

export function startDialer(db: Db<CallsWorld>, actor: Caller, input: StartDialer, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    await endDialer(trx, actor, now);
    const list = await openList(trx, actor, input, now);
    const { workspaceId, userId } = actor;
    const row = { workspaceId, id: newId(now.getTime()), userId, listId: list.id, paceSeconds: input.paceSeconds };
    await insertSession(trx, { ...row, startedAt: now, pausedAt: null, endedAt: null, seenAt: now });
    const about = { sessionId: row.id, listId: list.id, name: list.name, people: list.people };
    await announce(trx, actor, dialerStarted, about, now);
  });
}

async function openList(trx: Db<CallsWorld>, actor: Caller, input: StartDialer, now: Date): Promise<DialerListRow> {
  const { workspaceId, userId } = actor;
  const onlyOwnOf = sightOf(actor).onlyOwnOf ?? null;
  const blank = { workspaceId, id: newId(now.getTime()), name: input.name, onlyOwnOf, readAt: now, readBy: userId };
  if (input.people.from === 'named') {
    const people = await named(trx, workspaceId, input.people.contacts);
    const list = { ...blank, query: null, people: people.length };
    await insertList(trx, list, people);
    return list;
  }
  const { filter, sort } = readList(input.people);
  const query = { filter, sort };
  const known = await findListToJoin(trx, {
    workspaceId,
    query,
    onlyOwnOf,
    since: new Date(now.getTime() - joinForMs),
  });
  if (known) return known;
  const { items } = await contactPage(trx, actor, { ...filter, sort, limit: mostPeople });
  const ids = items.map(({ id }) => id);
  // An import may be taken back just now.
  const there = await holdContacts(trx, workspaceId, ids);
  const people = ids.filter((id) => there.has(id)).map((contactId) => ({ contactId, purpose: 'advertising' as const }));
  const list = { ...blank, query, people: people.length };
  await insertList(trx, list, people);
  return list;
}

function readList(list: Extract<StartDialer['people'], { from: 'list' }>): { filter: ContactFilter; sort: Sort } {
  const [filter, sort] = [ContactFilter.safeParse(list.filters), Sort.safeParse(list.sort)];
  if (filter.success && sort.success) return { filter: filter.data, sort: sort.data };
  throw new Refusal(
    422,
    'filters_unknown',
    'Diese Liste lässt sich nicht lesen. Bitte stellen Sie die Filter neu ein.',
  );
}

/** Each once, whatever was named twice. */
async function named(trx: Db<CallsWorld>, workspaceId: string, contacts: readonly Listed[]): Promise<Listed[]> {
  const people = [...new Map(contacts.map((one) => [one.contactId, one])).values()];
  const there = await holdContacts(
    trx,
    workspaceId,
    people.map(({ contactId }) => contactId),
  );
  if (there.size < people.length) throw notFound();
  return people;
}

/** Pausing gives back a person who has not been called: nobody waits through somebody's lunch. */
export function changeDialer(db: Db<CallsWorld>, actor: Caller, input: ChangeDialer, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const session = await requireSession(trx, actor);
    if (input.paceSeconds !== undefined) await updateSession(trx, session, { paceSeconds: input.paceSeconds });
    if (input.paused === undefined || input.paused === (session.pausedAt !== null)) return;
    await updateSession(trx, session, { pausedAt: input.paused ? now : null, seenAt: now });
    if (input.paused) await giveBackUncalled(trx, session);
    await announce(trx, actor, input.paused ? dialerPaused : dialerResumed, { sessionId: session.id }, now);
  });
}

async function giveBackUncalled(trx: Db<CallsWorld>, session: OpenSession): Promise<void> {
  const key = { workspaceId: session.workspaceId, sessionId: session.id };
  await lockList(trx, session.workspaceId, session.listId);
  const claim = await findClaim(trx, key);
  if (claim && !(await findEntry(trx, session, claim.contactId))?.called) await deleteClaim(trx, key);
}

/** Nothing where none runs: ending twice ends once. */
export function endDialer(db: Db<CallsWorld>, actor: Caller, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const session = await findSession(trx, actor);
    if (!session) return;
    const { id: sessionId, workspaceId } = session;
    await updateSession(trx, session, { endedAt: now });
    await deleteClaim(trx, { workspaceId, sessionId });
    await announce(trx, actor, dialerEnded, { sessionId, name: session.name }, now);
  });
}

export async function requireSession(db: Db<CallsWorld>, actor: Caller): Promise<OpenSession> {
  const session = await findSession(db, actor);
  if (!session) throw notFound();
  return session;
}
