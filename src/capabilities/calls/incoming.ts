import { type CompanyRow, type ContactRow, findCompaniesByIds, findContactsByIds, matchKeys } from '#contacts';
import { mayContactMany } from '#consent';
import { type DealAtStage, openDealsOf } from '#deals';
import { findLinesByIds, type LineRow } from '#telephony';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { lastCallsOf } from './answers.ts';
import type { LineCallsWorld } from './commands/line-calls/hearing.ts';
import type { CallerStory, IncomingCall } from './contract.ts';
import { findIncoming } from './queries/line-calls.ts';
import type { LineCallRow } from './schema.ts';

type Person = Actor & { userId: string };
/** Between more, nobody chooses while it rings. */
const mostCallers = 5;

/** Who is calling this person now, each with the few words one reads while it rings. */
export function incomingFor(db: Db<LineCallsWorld>, person: Person, now: Date): Promise<IncomingCall[]> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = person;
    const calls = await findIncoming(trx, workspaceId, now);
    if (calls.length === 0) return [];
    const [lines, callers] = await Promise.all([
      findLinesByIds(trx, workspaceId, [...new Set(calls.map((call) => call.lineId))]),
      callersOf(trx, workspaceId, calls),
    ]);
    const lineById = new Map(lines.map((line) => [line.id, line]));
    const mine = calls.filter((call) => concerns(person, call, lineById.get(call.lineId), callers.get(call.id) ?? []));
    const contacts = mine.flatMap((call) => callers.get(call.id) ?? []);
    const stories = await storiesOf(trx, workspaceId, contacts, now);
    return mine.map((call) => ({
      id: call.id,
      lineName: lineById.get(call.lineId)?.name ?? '',
      number: call.number,
      state: call.state,
      rangAt: (call.rangAt ?? call.createdAt).toISOString(),
      answeredAt: call.answeredAt?.toISOString() ?? null,
      endedAt: call.endedAt?.toISOString() ?? null,
      callId: call.callId,
      userId: call.userId,
      callers: (callers.get(call.id) ?? []).flatMap(({ id }) => stories.get(id) ?? []),
    }));
  });
}

async function callersOf(
  trx: Db<LineCallsWorld>,
  workspaceId: string,
  calls: readonly LineCallRow[],
): Promise<Map<string, ContactRow[]>> {
  const open = [
    ...new Set(calls.flatMap(({ contactId, number }) => (contactId === null && number !== null ? [number] : []))),
  ];
  const matches = await matchKeys(
    trx,
    workspaceId,
    open.map((value) => ({ kind: 'phone', value })),
  );
  const byNumber = new Map(matches.map(({ value, contactIds }) => [value, contactIds.slice(0, mostCallers)]));
  const idsOf = ({ contactId, number }: LineCallRow) =>
    contactId === null ? (byNumber.get(number ?? '') ?? []) : [contactId];
  const found = await findContactsByIds(trx, workspaceId, [...new Set(calls.flatMap(idsOf))]);
  const byId = new Map(found.map((contact) => [contact.id, contact]));
  return new Map(calls.map((call) => [call.id, idsOf(call).flatMap((id) => byId.get(id) ?? [])]));
}

/**
 * Who has it is known, or at whom it rings. Else it is for whose line or whose contact it is, and for the team when it is nobody's in particular. Somebody else's conversation is not
 * theirs.
 */
function concerns(
  { userId }: Person,
  call: LineCallRow,
  line: LineRow | undefined,
  callers: readonly ContactRow[],
): boolean {
  if (call.callId !== null || (call.answeredAt !== null && call.userId !== null)) return call.userId === userId;
  if (call.ringsFor.length > 0 && call.answeredAt === null) return call.ringsFor.includes(userId);
  if (line?.userId === userId || callers.some(({ ownerId }) => ownerId === userId)) return true;
  return line?.userId === null && callers.every(({ ownerId }) => ownerId === null);
}

async function storiesOf(
  trx: Db<LineCallsWorld>,
  workspaceId: string,
  contacts: readonly ContactRow[],
  now: Date,
): Promise<Map<string, CallerStory>> {
  const contactIds = [...new Set(contacts.map(({ id }) => id))];
  if (contactIds.length === 0) return new Map();
  const companyIds = [...new Set(contacts.flatMap(({ companyId }) => companyId ?? []))];
  const gate = { workspaceId, contactIds, channel: 'phone', purpose: 'advertising', at: now } as const;
  const [companies, lastCalls, deals, answers] = await Promise.all([
    findCompaniesByIds(trx, workspaceId, companyIds),
    lastCallsOf(trx, workspaceId, contactIds),
    openDealsOf(trx, workspaceId, contactIds),
    mayContactMany(trx, gate),
  ]);
  const companyById = new Map(companies.map((company) => [company.id, company]));
  const dealOf = new Map(deals.toReversed().map((deal) => [deal.contactId, deal]));
  return new Map(
    contacts.map((contact) => {
      const story = toStory(contact, companyById.get(contact.companyId ?? ''), dealOf.get(contact.id));
      const last = lastCalls.get(contact.id);
      const lastCall = last && {
        at: last.startedAt.toISOString(),
        userId: last.userId,
        disposition: last.dispositionName,
        note: last.note,
      };
      return [contact.id, { ...story, lastCall: lastCall ?? null, phone: answers.get(contact.id) ?? null }];
    }),
  );
}

function toStory(contact: ContactRow, company: CompanyRow | undefined, deal: DealAtStage | undefined) {
  return {
    id: contact.id,
    name: contact.name,
    kind: contact.kind,
    companyName: company?.name ?? null,
    city: contact.addresses[0]?.city ?? null,
    ownerId: contact.ownerId,
    deal: deal
      ? {
          id: deal.id,
          title: deal.title,
          stageName: deal.stageName,
          valueCents: deal.valueCents,
          currency: deal.currency,
        }
      : null,
  };
}
