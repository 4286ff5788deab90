import { listMembers } from '#access';
import { requireContact } from '#contacts';
import { findWorkspace, localDay } from '#workspace';
import { type Actor, systemActor } from '#platform/actor';
import type { Secrets } from '#platform/config';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { givenKey } from '#platform/given-key';
import type { WriteMail, WrittenMail } from '../contract.ts';
import { mailWritten } from '../events.ts';
import { findLedgers } from '../queries/ledger.ts';
import { findPermitOfMail } from '../queries/permits.ts';
import { standingEntry } from '../rules/ledger.ts';
import { withUnsubscribeNote } from '../rules/mail-text.ts';
import { recordConsents } from './ledger.ts';
import { issuePermit, mailContact } from './permits.ts';
import type { WaysWorld } from './requests.ts';

export const unsubscribePath = '/ja/keine-werbung/:key';

/** The gate is asked, its yes used, and the mail put into the outbox together or not at all. */
export function writeMail(
  db: Db<WaysWorld>,
  actor: Actor,
  { contactId, ...input }: WriteMail & { contactId: string },
  house: { secrets: Secrets; publicUrl: string | undefined },
  now: Date,
): Promise<WrittenMail> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const contact = await requireContact(trx, workspaceId, contactId);
    const own = contact.emails.map(({ value }) => value);
    const address = input.to === undefined ? own[0] : own.find((one) => one.toLowerCase() === input.to?.toLowerCase());
    if (address === undefined)
      throw new Refusal(422, 'no_email_address', 'Bei dieser Person steht diese E-Mail-Adresse nicht (mehr).');
    const { purpose, request, subject } = input;
    const permit = await issuePermit(
      trx,
      actor,
      { contactId, channel: 'email', address, purpose, request, at: now },
      now,
    );
    const advertises = purpose === 'advertising';
    if (advertises && house.publicUrl === undefined)
      throw new Refusal(
        409,
        'no_public_address',
        'Werbung braucht einen Link zum Abmelden, den alle erreichen. Bitte setzen Sie KLINKE_URL.',
      );

    const [home, members] = await Promise.all([findWorkspace(trx, workspaceId), listMembers(trx, workspaceId)]);
    if (!home) throw notFound();
    const writer = members.find(({ userId }) => userId === actor.userId);
    const key = givenKey(house.secrets, 'mail', { workspaceId, id: permit.id });
    const unsubscribe = `${house.publicUrl ?? ''}${unsubscribePath.replace(':key', key)}`;
    const text = advertises
      ? withUnsubscribeNote(input.text, { company: home.name, unsubscribe, locale: home.locale })
      : input.text;
    const mailId = await mailContact(
      trx,
      actor,
      permit,
      {
        subject,
        text,
        senderName: writer ? `${writer.name}, ${home.name}` : home.name,
        replyTo: writer?.email,
        ...(advertises && { unsubscribeUrl: unsubscribe }),
      },
      now,
    );
    const payload = { contactId, mailId, permitId: permit.id, to: address, purpose, subject, text: input.text };
    await announce(trx, actor, mailWritten, payload, now);
    return { mailId, permitId: permit.id, to: address, text, writtenAt: now.toISOString() };
  });
}

/** One click, and whoever has the mail has said no. Clicking again says nothing new. */
export function unsubscribe(
  db: Db<WaysWorld>,
  { workspaceId, permitId }: { workspaceId: string; permitId: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const permit = await findPermitOfMail(trx, { workspaceId, permitId });
    const home = await findWorkspace(trx, workspaceId);
    if (!permit || !home) throw notFound();
    const { contactId } = permit;
    const ledger = await findLedgers(trx, workspaceId, [contactId]);
    const standing = standingEntry(
      ledger.filter(({ channel }) => channel === 'email'),
      now,
    );
    if (standing?.state === 'denied' && standing.because === 'objected') return;
    const on = localDay(permit.validFrom, home.timeZone);
    const said = {
      contactId,
      channel: 'email',
      state: 'denied',
      because: 'objected',
      at: now,
      source: 'incoming_message',
      wording: home.locale === 'en' ? 'No more advertising by e-mail' : 'Keine Werbung mehr per E-Mail',
      proof: { reference: `Link in der E-Mail vom ${on} (${permitId})`, advertiser: 'us' },
    } as const;
    await recordConsents(trx, systemActor(workspaceId), [said], now);
  });
}
