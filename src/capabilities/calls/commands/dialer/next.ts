import { type CompanyRow, type ContactRow, checkContact, findCompaniesByIds, findContactsByIds } from '#contacts';
import { mayContactMany } from '#consent';
import type { MayContactAnswer, PermitRequest, Purpose } from '#consent/contract';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import type { NextInDialer, PassedBecause } from '../../contract.ts';
import { deleteClaim, findClaim, insertClaim, renewClaim } from '../../queries/claims.ts';
import {
  findEntry,
  findOpenEntries,
  findSession,
  lockList,
  type OpenEntry,
  type OpenSession,
  type Settlement,
  settleEntries,
  updateSession,
} from '../../queries/dialer.ts';
import { chooseNumber, dialerLease } from '../../rules.ts';
import type { Caller, CallsWorld } from '../parts.ts';
import { requireSession } from './starting.ts';

/** So many are put to the gate together. */
export const dialerPage = 100;
/** And so many first: on most lists one of them may be called. */
const firstPage = 10;
/** Pages without anybody who may be called that one request goes through; the page asks again and shows how far it is. */
const mostPages = 10;

/**
 * The next person who may be called, held for this setter alone. In two steps, each a transaction: who holds one person never waits for another, so no
 * two setters can wait for each other.
 */
export async function nextInDialer(db: Db<CallsWorld>, actor: Caller, input: NextInDialer, now: Date): Promise<void> {
  const session = await requireSession(db, actor);
  if (session.pausedAt !== null)
    throw new Refusal(409, 'dialer_paused', 'Die Telefonliste macht Pause. Setzen Sie sie erst fort.');
  await updateSession(db, session, { seenAt: now });
  if (input.leaving !== undefined) await leave(db, session, input.leaving, now);
  if (input.callback && (await takeCallback(db, session, input.callback, now))) return;
  for (let page = 0; page <= mostPages; page++)
    if (await takeNext(db, session, now, page === 0 ? firstPage : dialerPage)) return;
}

/** Done with, or passed over. Who was left already stays left: pressing twice skips nobody. */
function leave(db: Db<CallsWorld>, session: OpenSession, contactId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, listId, id: sessionId } = session;
    await lockList(trx, workspaceId, listId);
    const claim = await findClaim(trx, { workspaceId, sessionId });
    if (claim?.contactId !== contactId) return checkContact(trx, workspaceId, contactId);
    await deleteClaim(trx, { workspaceId, sessionId });
    const entry = await findEntry(trx, session, contactId);
    if (!entry) return;
    const [decision] = entry.called ? [] : await decide(trx, workspaceId, [entry], now);
    const settlement: Settlement = entry.called
      ? { contactId, settled: 'called' }
      : decision?.because
        ? refused(decision, now)
        : { contactId, settled: 'skipped' };
    await settleEntries(trx, session, [settlement], now);
  });
}

/** A promise goes before the list, and before "once a list": unless a colleague has them or the gate says no. */
function takeCallback(
  db: Db<CallsWorld>,
  session: OpenSession,
  callback: NonNullable<NextInDialer['callback']>,
  now: Date,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, listId } = session;
    await checkContact(trx, workspaceId, callback.contactId);
    await lockList(trx, workspaceId, listId);
    if (await holdsSomebody(trx, session)) return true;
    const wanted = { ...callback, request: callback.request ?? null };
    const [decision] = await decide(trx, workspaceId, [wanted], now);
    return decision?.because === undefined && claim(trx, session, wanted, now);
  });
}

/** `true`: there is somebody, or nobody is left whose turn it is. */
function takeNext(db: Db<CallsWorld>, session: OpenSession, now: Date, most: number): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, listId, id: sessionId } = session;
    await lockList(trx, workspaceId, listId);
    if (await holdsSomebody(trx, session)) return true;
    const entries = await findOpenEntries(trx, session, now, most);
    const decisions = await decide(
      trx,
      workspaceId,
      entries.filter((entry) => !entry.called),
      now,
    );
    const byContact = new Map(decisions.map((decision) => [decision.contactId, decision]));
    const passed: Settlement[] = [];
    let found = false;
    for (const entry of entries) {
      const settlement = settlementOf(entry, byContact.get(entry.contactId), now);
      if (settlement) passed.push(settlement);
      else if ((found = await claim(trx, session, entry, now))) {
        // Whoever began a call in this very moment had them first: its claim was committed before ours, so now its call shows.
        if (!(await findEntry(trx, session, entry.contactId))?.called) break;
        await deleteClaim(trx, { workspaceId, sessionId });
        passed.push({ contactId: entry.contactId, settled: 'called' });
        found = false;
      }
    }
    await settleEntries(trx, session, passed, now);
    return found || entries.length < most;
  });
}

/** Somebody who was removed meanwhile is nobody. */
async function holdsSomebody(trx: Db<CallsWorld>, { workspaceId, id: sessionId }: OpenSession): Promise<boolean> {
  const claim = await findClaim(trx, { workspaceId, sessionId });
  if (!claim) return false;
  if ((await findContactsByIds(trx, workspaceId, [claim.contactId])).length > 0) return true;
  await deleteClaim(trx, { workspaceId, sessionId });
  return false;
}

function settlementOf(entry: OpenEntry, decision: Decision | undefined, now: Date): Settlement | undefined {
  if (entry.called) return { contactId: entry.contactId, settled: 'called' };
  // Removed since the list was read, or another owner's by now.
  if (!decision) return { contactId: entry.contactId, settled: 'skipped' };
  return decision.because ? refused(decision, now) : undefined;
}

function refused({ contactId, because, until }: Decision, now: Date): Settlement {
  const againAt = until && until > now ? until : undefined;
  return { contactId, settled: 'refused', because: because ?? 'no_number', againAt };
}

function claim(trx: Db<CallsWorld>, session: OpenSession, wanted: Wanted, now: Date): Promise<boolean> {
  const { workspaceId, userId, id: sessionId } = session;
  const { contactId, purpose, request } = wanted;
  return insertClaim(
    trx,
    { workspaceId, contactId, userId, sessionId, purpose, request, leaseUntil: dialerLease(now) },
    now,
  );
}

type Wanted = { contactId: string; purpose: Purpose; request: PermitRequest | null };
export type Decision = {
  contactId: string;
  contact: ContactRow;
  company: CompanyRow | undefined;
  number: string | null;
  answer: MayContactAnswer;
  /** Why nobody rings; left out: they may be called now. */
  because?: PassedBecause;
  until?: Date | undefined;
};

/** For a page of people whether each may be called now and at which number, however many: the statements don't grow with it. */
export async function decide(
  db: Db<CallsWorld>,
  workspaceId: string,
  wanted: readonly Wanted[],
  now: Date,
): Promise<Decision[]> {
  if (wanted.length === 0) return [];
  const purposes = [...new Set(wanted.map(({ purpose }) => purpose))];
  const [contacts, ...answers] = await Promise.all([
    findContactsByIds(
      db,
      workspaceId,
      wanted.map(({ contactId }) => contactId),
    ),
    ...purposes.map((purpose) => ask(db, workspaceId, purpose, wanted, now)),
  ]);
  const companyIds = [...new Set(contacts.flatMap(({ companyId }) => companyId ?? []))];
  const companies = new Map((await findCompaniesByIds(db, workspaceId, companyIds)).map((one) => [one.id, one]));
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  return wanted.flatMap(({ contactId, purpose }) => {
    const contact = byId.get(contactId);
    const answer = answers[purposes.indexOf(purpose)]?.get(contactId);
    if (!contact || !answer) return [];
    const company = companies.get(contact.companyId ?? '');
    return [{ contactId, contact, company, answer, ...outcomeOf(contact, company, answer) }];
  });
}

function ask(db: Db<CallsWorld>, workspaceId: string, purpose: Purpose, wanted: readonly Wanted[], at: Date) {
  const asked = wanted.filter((one) => one.purpose === purpose);
  const requests = new Map(
    asked.flatMap(({ contactId, request }) =>
      request ? [[contactId, { at: new Date(request.at), about: request.about }] as const] : [],
    ),
  );
  const contactIds = asked.map(({ contactId }) => contactId);
  return mayContactMany(db, { workspaceId, contactIds, channel: 'phone', purpose, at, requests });
}

function outcomeOf(
  contact: ContactRow,
  company: CompanyRow | undefined,
  answer: MayContactAnswer,
): Pick<Decision, 'number' | 'because' | 'until'> {
  const choice = chooseNumber(contact.phones, company?.phones ?? []);
  if ('because' in choice)
    return { number: null, because: choice.because === 'number_wrong' ? 'number_wrong' : 'no_number' };
  const { number } = choice;
  // A call somebody asked for is lawful at night; a list that goes on by itself does not ring then all the same.
  const no = answer.allowed ? answer.quiet : { because: answer.because, until: answer.facts.until };
  if (!no) return { number };
  const { because, until } = no;
  return { number, because, until: until === undefined ? undefined : new Date(until) };
}

/** The open page is still there. Null: nobody is held, or a colleague took over what had run out. */
export async function holdInDialer(db: Db<CallsWorld>, actor: Caller, now: Date): Promise<string | null> {
  const session = await findSession(db, actor);
  if (!session) return null;
  const { workspaceId, id: sessionId } = session;
  const [held] = await Promise.all([
    renewClaim(db, { workspaceId, sessionId }, dialerLease(now)),
    updateSession(db, session, { seenAt: now }),
  ]);
  return held;
}
