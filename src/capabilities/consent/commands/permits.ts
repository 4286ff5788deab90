import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { sendMail } from '#platform/mail';
import type { OutgoingMail, PermitId } from '#platform/ports';
import { mayContact } from '../answers.ts';
import type { Channel, ContactAct, ContactNotAllowed, PermitRequest, Purpose } from '../contract.ts';
import { permitMinutes } from '../country-rules.ts';
import { permitIssued, permitUsed } from '../events.ts';
import { findUsedPermit, insertPermit, insertUse } from '../queries/permits.ts';
import { findKey, isSuppressed } from '../queries/suppression.ts';
import { suppressionHash } from '../rules/suppressed.ts';
import type { ConsentTables, ContactPermitRow, ContactUseRow } from '../schema.ts';
import type { ConsentWorld } from './ledger.ts';

declare const issued: unique symbol;
/** What the gate allowed, for one channel. Nobody can write one down: `issuePermit` is the only way to it. */
export type Permit<Over extends Channel = Channel> = Readonly<Omit<ContactPermitRow, 'id' | 'channel' | 'purpose'>> & {
  readonly id: PermitId;
  readonly purpose: Purpose;
  readonly channel: Over;
  readonly [issued]: Over;
};

type Ask<Over extends Channel> = {
  contactId: string;
  channel: Over;
  /** The number that may ring, the address that may be written to: the caller has made sure it is this person's. */
  address: string;
  purpose: Purpose;
  request?: PermitRequest | undefined;
  /** When the contact takes place; it may lie in the past. */
  at: Date;
};

/** Asks the gate, and writes down its yes. Throws its no, with reason, norm and lawful ways on. */
export async function issuePermit<Over extends Channel>(
  trx: Db<ConsentWorld>,
  actor: Actor,
  ask: Ask<Over>,
  now: Date,
): Promise<Permit<Over>> {
  const { contactId, channel, address, purpose, request, at } = ask;
  const { workspaceId } = actor;
  const answer = await mayContact(trx, {
    workspaceId,
    contactId,
    channel,
    purpose,
    at,
    ...(request && { request: { at: new Date(request.at), about: request.about } }),
  });
  if (!answer.allowed) {
    const details: ContactNotAllowed = { contactId, answer };
    throw new Refusal(403, 'contact_not_allowed', refusalWords[channel], details);
  }
  if (purpose === 'advertising' || purpose === 'ask_consent')
    await refuseSuppressed(trx, workspaceId, contactId, channel, address);
  const { basis, norm, ruleVersion, entryId } = answer;
  const row: ContactPermitRow = {
    workspaceId,
    id: newId(now.getTime()),
    contactId,
    channel,
    address,
    purpose,
    basis,
    norm,
    ruleVersion,
    entryId,
    request: request ?? null,
    validFrom: at,
    validUntil: new Date(at.getTime() + permitMinutes[channel] * 60_000),
    issuedBy: actor.userId,
    issuedAt: now,
  };
  await Promise.all([insertPermit(trx, row), announce(trx, actor, permitIssued, toIssued(row), now)]);
  return row as Permit<Over>;
}

/** The number that rings may be the firm's: it may stand on a list although the person's own do not. */
async function refuseSuppressed(
  trx: Db<ConsentWorld>,
  workspaceId: string,
  contactId: string,
  channel: Channel,
  address: string,
): Promise<void> {
  const key = await findKey(trx, workspaceId);
  if (!key || !(await isSuppressed(trx, workspaceId, suppressionHash(key, address.toLowerCase()), contactId))) return;
  throw new Refusal(403, 'address_suppressed', `${refusalWords[channel]} ${address} steht auf der Sperrliste.`);
}

const refusalWords: Record<Channel, string> = {
  phone: 'Diese Person darf jetzt nicht angerufen werden.',
  email: 'Dieser Person dürfen Sie jetzt keine E-Mail schreiben.',
  sms: 'Dieser Person dürfen Sie jetzt keine SMS schreiben.',
  post: 'Dieser Person dürfen Sie keinen Brief schreiben.',
  visit: 'Diese Person dürfen Sie jetzt nicht besuchen.',
};

function expired(): Refusal {
  return new Refusal(409, 'permit_expired', 'Die Erlaubnis ist abgelaufen. Bitte fragen Sie neu.');
}

/** Enters into the ledger that the contact took place. A permit is good for one contact, while it is valid. */
export function usePermit(
  trx: Db<ConsentWorld>,
  actor: Actor,
  permit: Permit,
  use: { act: Exclude<ContactAct, 'recording'>; actId: string; at: Date },
  now: Date,
): Promise<void> {
  return enterUse(trx, actor, permit, use, now);
}

/** For whatever a permit was issued. */
export async function enterUse(
  trx: Db<ConsentWorld>,
  actor: Actor,
  permit: Pick<ContactPermitRow, 'id' | 'contactId' | 'entryId' | 'validFrom' | 'validUntil'>,
  use: { act: ContactAct; actId: string; at: Date },
  now: Date,
): Promise<void> {
  if (use.at < permit.validFrom || use.at > permit.validUntil) {
    throw expired();
  }
  const row: ContactUseRow = {
    workspaceId: actor.workspaceId,
    permitId: permit.id,
    contactId: permit.contactId,
    entryId: permit.entryId,
    act: use.act,
    actId: use.actId,
    usedAt: use.at,
    usedBy: actor.userId,
    recordedAt: now,
  };
  const [fresh] = await Promise.all([insertUse(trx, row), announce(trx, actor, permitUsed, toUsed(row), now)]);
  if (!fresh) throw new Refusal(409, 'permit_used', 'Diese Erlaubnis wurde schon genutzt. Bitte fragen Sie neu.');
}

/** The permit a call was written down on, for the carrier that is to ring now; it rings on no other, and on none that is over. */
export async function permitInUse(
  db: Db<ConsentTables>,
  { workspaceId, permitId, actId }: { workspaceId: string; permitId: string; actId: string },
  now: Date,
): Promise<Permit<'phone'>> {
  const row = await findUsedPermit(db, { workspaceId, permitId, actId });
  if (!row || row.channel !== 'phone' || row.purpose === 'recording') throw notFound();
  if (now < row.validFrom || now > row.validUntil) throw expired();
  return row as Permit<'phone'>;
}

/** The one door through which a mail reaches a contact: it goes where the permit says. */
export async function mailContact(
  trx: Db<ConsentWorld>,
  actor: Actor,
  permit: Permit<'email'>,
  mail: Omit<OutgoingMail, 'to'>,
  now: Date,
): Promise<string> {
  const mailId = await sendMail(trx, actor.workspaceId, { ...mail, to: permit.address }, now);
  await usePermit(trx, actor, permit, { act: 'mail', actId: mailId, at: now }, now);
  return mailId;
}

/** What the chain of events seals of a permit; the audit compares it with the row. */
export function toIssued(row: ContactPermitRow) {
  return {
    permitId: row.id,
    person: row.contactId,
    channel: row.channel,
    address: row.address,
    purpose: row.purpose,
    basis: row.basis,
    norm: row.norm,
    ruleVersion: row.ruleVersion,
    entryId: row.entryId,
    request: row.request,
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil.toISOString(),
  };
}

export function toUsed(row: ContactUseRow) {
  return {
    permitId: row.permitId,
    person: row.contactId,
    entryId: row.entryId,
    act: row.act,
    actId: row.actId,
    usedAt: row.usedAt.toISOString(),
  };
}
