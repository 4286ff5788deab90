import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Db } from './db.ts';
import { dbOf } from './ground.ts';
import { newId } from './ids.ts';
import { defineJob, enqueue } from './jobs.ts';
import type { MailPort, OutgoingMail } from './ports.ts';
import type { PlatformTables } from './schema.ts';

type MailTables = Pick<PlatformTables, 'mail'>;

export function smtpMail(url: string, from: string): MailPort {
  const transport = createTransport(url, { from });
  return {
    configured: true,
    send: async ({ to, subject, text, senderName, replyTo, unsubscribeUrl, calendar }) => {
      // As objects, so that nothing in a name or address is read as a second recipient or a header.
      const only = (address: string) => ({ name: '', address });
      await transport.sendMail({
        from: senderName === undefined ? from : { name: senderName, address: addressIn(from) },
        to: only(to),
        subject,
        text,
        ...(replyTo !== undefined && { replyTo: only(replyTo) }),
        ...(unsubscribeUrl !== undefined && {
          list: { unsubscribe: { url: unsubscribeUrl } },
          headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
        }),
        ...(calendar !== undefined && {
          icalEvent: { method: methodIn(calendar), filename: 'termin.ics', content: calendar },
        }),
      });
    },
  };
}

/** Mail programs look at the method beside the type, not inside. */
const methodIn = (calendar: string): string => /^METHOD:(\w+)\r?$/m.exec(calendar)?.[1] ?? 'PUBLISH';

const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;

/** Without a mail server mails stay on the outbox page, where an admin reads and passes them on. */
export const noMail: MailPort = {
  configured: false,
  send: async () => {
    throw new Error('no mail server');
  },
};

/**
 * Writes the mail into the outbox in the caller's transaction; a job hands it to the mail server. For users, about their own account; a
 * mail to a contact goes through `#consent`, which asks the gate.
 */
export async function sendMail(
  db: Db<MailTables>,
  workspaceId: string,
  mail: OutgoingMail,
  now: Date,
): Promise<string> {
  const id = newId(now.getTime());
  await db
    .insertInto('mail')
    .values({
      workspaceId,
      id,
      recipient: mail.to,
      subject: mail.subject,
      body: mail.text,
      senderName: mail.senderName ?? null,
      replyTo: mail.replyTo ?? null,
      unsubscribeUrl: mail.unsubscribeUrl ?? null,
      calendar: mail.calendar ?? null,
      createdAt: now,
      sentAt: null,
      lastError: null,
    })
    .execute();
  await enqueue(db as Db<object>, mailDelivery, { workspaceId, mailId: id });
  return id;
}

export const mailDelivery = defineJob({
  name: 'mail.deliver',
  payload: z.strictObject({ workspaceId: z.uuid(), mailId: z.uuid() }),
  attempts: 12,
  run: async ({ workspaceId, mailId }, { ground }) => {
    if (!ground.ports.mail.configured) return;
    const db = dbOf<MailTables>(ground, { workspaceId });
    const mail = await db
      .selectFrom('mail')
      .selectAll()
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', mailId)
      .executeTakeFirst();
    if (!mail || mail.sentAt) return;
    const mark = (what: Partial<PlatformTables['mail']>) =>
      db.updateTable('mail').set(what).where('workspaceId', '=', workspaceId).where('id', '=', mailId).execute();
    try {
      const { recipient: to, subject, body: text, senderName, replyTo, unsubscribeUrl, calendar } = mail;
      await ground.ports.mail.send({
        to,
        subject,
        text,
        senderName: senderName ?? undefined,
        replyTo: replyTo ?? undefined,
        unsubscribeUrl: unsubscribeUrl ?? undefined,
        calendar: calendar ?? undefined,
      });
    } catch (error) {
      await mark({ lastError: error instanceof Error ? error.message.slice(0, 300) : 'unknown' });
      throw error;
    }
    // Sent, then noted: a crash in between sends it twice rather than never.
    await mark({ sentAt: ground.ports.clock(), lastError: null });
  },
});
