import { expect, test } from 'vitest';
import { eventually } from '../../test/setup/eventually.ts';
import { startApp } from '../../test/setup/house.ts';
import { type Letter, postOffice } from '../../test/setup/post-office.ts';
import { dbOf } from './ground.ts';
import { sendMail, smtpMail } from './mail.ts';
import type { PlatformTables } from './schema.ts';

/** What other tests of this database left to be sent may come here too. */
const lettersIn = ({ letters }: { letters: readonly Letter[] }) =>
  letters.filter(({ to }) => to.join() === 'kunde@example.org');

test('a mail written in a transaction reaches a real mail server, umlauts whole', async () => {
  await using office = await postOffice();
  await using app = await startApp({ ports: { mail: smtpMail(office.url, 'Klinke <klinke@example.org>') } });
  const { id } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });

  await db
    .transaction()
    .execute((trx) =>
      sendMail(trx, id, { to: 'kunde@example.org', subject: 'Grüße', text: 'Schöne Aussicht\n' }, app.time.now),
    );

  await eventually(() => expect(lettersIn(office)).toHaveLength(1));
  expect(lettersIn(office)[0]?.raw).toContain('=?UTF-8?');
  // The server has it before we have noted that.
  await expect
    .poll(() => db.selectFrom('mail').select('sentAt').where('workspaceId', '=', id).executeTakeFirst())
    .toEqual({ sentAt: app.time.now });
});

test('a mail of a transaction that fails is never sent', async () => {
  await using office = await postOffice();
  await using app = await startApp({ ports: { mail: smtpMail(office.url, 'klinke@example.org') } });
  const { id } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });

  await expect(
    db.transaction().execute(async (trx) => {
      await sendMail(trx, id, { to: 'kunde@example.org', subject: 'Nie', text: '' }, app.time.now);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  await db
    .transaction()
    .execute((trx) => sendMail(trx, id, { to: 'kunde@example.org', subject: 'Doch', text: '' }, app.time.now));

  await eventually(() => expect(lettersIn(office)).toHaveLength(1));
  expect(lettersIn(office)[0]?.raw).toContain('Subject: Doch');
});

test.each([
  'a@example.org\r\nBcc: b@example.org',
  'a@example.org, b@example.org',
  'Angebot <a@example.org>, b@example.org',
])('no second recipient and no header comes in through an address: %j', async (to) => {
  await using office = await postOffice();
  const mail = smtpMail(office.url, 'klinke@example.org');

  await mail.send({ to, subject: 'x\r\nBcc: c@example.org', text: 'x' }).catch(() => undefined);

  expect(office.letters.flatMap((letter) => letter.to).filter((address) => /^[bc]@/.test(address))).toEqual([]);
  expect(office.letters.filter((letter) => /^bcc:/im.test(letter.raw))).toEqual([]);
});

test('a mail server that says "later" is asked again, and the outbox says why it waits', async () => {
  await using office = await postOffice(1);
  await using app = await startApp({ ports: { mail: smtpMail(office.url, 'klinke@example.org') } });
  const { id } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });

  await db
    .transaction()
    .execute((trx) => sendMail(trx, id, { to: 'kunde@example.org', subject: 'Geduld', text: '' }, app.time.now));

  const waiting = () => db.selectFrom('mail').selectAll().where('workspaceId', '=', id).executeTakeFirstOrThrow();
  await eventually(async () => expect((await waiting()).lastError).toContain('try later'));
  await eventually(() => expect(lettersIn(office)).toHaveLength(1));
  await eventually(async () => expect(await waiting()).toMatchObject({ lastError: null, sentAt: app.time.now }));
});
