import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plain, postOffice } from '../../test/setup/post-office.ts';
import { axe } from '../setup/axe.ts';
import { ask } from '../setup/calling.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter } from '../setup/meeting.ts';
import { hears, sees } from '../setup/seeing.ts';
import { watchConnections } from '../setup/telephone.ts';

/** From the booking to what comes after the meeting, with a real mail server and a clock that is put on. */

let klinke: OpenKlinke;
let office: Awaited<ReturnType<typeof postOffice>>;
beforeAll(async () => {
  office = await postOffice();
  klinke = await openKlinke({ meets: true, begins: nextMonday(), settings: { SMTP_URL: office.url } });
}, 240_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const permissions = ['camera', 'microphone'];
const minute = 60_000;
const hour = 60 * minute;

/** In the morning, as Kassel has it. */
function nextMonday(): Date {
  const day = new Date();
  day.setUTCHours(7, 0, 0, 0);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() !== 1);
  return day;
}

test('booked, confirmed and reminded by mail, met by the link of the mail, held, and what comes next is written down', async () => {
  await using closing = new AsyncDisposableStack();
  const guest = await klinke.strangers({ permissions });
  closing.defer(() => guest.context().close());
  const begins = await book(guest, await openPage(), { lastName: 'Feld', email: 'jutta@example.org' });

  const [confirmation] = await lettersTo('jutta@example.org', 'Ihr Termin steht:');
  expect(confirmation).toContain(`DTSTART:${icalTime(begins)}`);
  expect(confirmation).toContain('METHOD:REQUEST');
  await klinke.passTime(new Date(begins.getTime() - 24 * hour));
  await lettersTo('jutta@example.org', 'wir freuen uns auf Ihren Termin:');
  await klinke.passTime(new Date(begins.getTime() - hour));
  const [, reminder = ''] = await lettersTo('jutta@example.org', 'wir freuen uns auf Ihren Termin:', 2);
  await klinke.passTime(new Date(begins.getTime() - minute));

  const host = await klinke.window({ permissions });
  closing.defer(() => host.context().close());
  for (const page of [host, guest]) await page.addInitScript(watchConnections);
  await host.goto('/');
  await host.getByRole('list', { name: 'Arbeitsliste' }).getByRole('button', { name: 'Feld' }).click();
  const meeting = host.getByRole('listitem').filter({ has: host.getByRole('link', { name: 'Raum öffnen' }) });
  await meeting.getByText('selbst gebucht').waitFor();
  expect(await axe(host)).toEqual([]);
  await meeting.getByRole('link', { name: 'Raum öffnen' }).click();
  await enter(host);

  const link = /http:\/\/localhost:\d+\/termin\/gebucht\/[\w-]+/.exec(reminder)?.[0] ?? '';
  await guest.goto(link);
  expect(await axe(guest)).toEqual([]);
  await guest.getByRole('button', { name: 'Zum Videogespräch' }).click();
  await enter(guest, 'Jutta Feld');
  await host.getByText('Jutta Feld wartet vor der Tür.').waitFor();
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  for (const page of [host, guest]) {
    await sees(page);
    await hears(page);
  }

  await klinke.passTime(new Date(begins.getTime() + 31 * minute));
  await guest.getByRole('button', { name: 'Verlassen' }).click();
  await host.getByRole('button', { name: 'Verlassen' }).click();
  await host.goto('/');
  await host.getByRole('list', { name: 'Arbeitsliste' }).getByRole('button', { name: 'Feld' }).click();
  await host.getByRole('button', { name: 'Fand statt' }).click();
  await host.getByText('Termin fand statt').first().waitFor();
  await host
    .getByRole('list', { name: 'Arbeitsliste' })
    .getByRole('button', { name: 'Feld' })
    .waitFor({ state: 'detached' });

  await host.goto('/menschen');
  await host.getByRole('link', { name: 'Feld' }).first().click();
  await host.getByRole('button', { name: 'Nächsten Schritt setzen' }).click();
  const dialog = host.getByRole('dialog');
  await dialog.getByLabel('Worum geht es?').fill('Angebot schicken');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await host.getByText('Angebot schicken').first().waitFor();
  const { items } = await ask<{ items: { title: string }[] }>(host, 'GET', '/next-steps');
  expect(items.map(({ title }) => title)).toEqual(['Angebot schicken']);
  expect(klinke.complaints).toEqual([]);
});

test('who does not come is called by the host, from Heute', async () => {
  const guest = await klinke.strangers();
  const begins = await book(guest, await openPage(), { lastName: 'Berg', email: 'karl@example.org' });
  await lettersTo('karl@example.org', 'Ihr Termin steht:');
  await klinke.passTime(new Date(begins.getTime() + 10 * minute));

  const host = await klinke.window();
  await host.goto('/');
  const list = host.getByRole('list', { name: 'Arbeitsliste' });
  await list.getByRole('button', { name: 'Berg' }).click();
  await host.getByRole('button', { name: 'Kam nicht' }).click();
  await list.getByText('Nicht erschienen: Dachberatung').waitFor();
  expect(await axe(host)).toEqual([]);
  const { items } = await ask<{ items: object[] }>(host, 'GET', '/next-steps');
  expect(items).toContainEqual(expect.objectContaining({ kind: 'call', title: 'Nicht erschienen: Dachberatung' }));
  expect(klinke.complaints).toEqual([]);
});

/** A booking page by video, as its owner opens it. */
async function openPage(): Promise<string> {
  const host = await klinke.window();
  const { user } = await ask<{ user: { id: string } }>(host, 'GET', '/me');
  const page = await ask<{ address: string }>(host, 'POST', '/booking-pages', {
    title: 'Dachberatung',
    privacyUrl: 'https://sonnendach.example/datenschutz',
    where: { way: 'video' },
    minutes: 30,
    hostIds: [user.id],
  });
  // Days later they have to sign in again.
  await host.context().close();
  return page.address;
}

/** The first time of the last day that is shown: far enough for both reminders. */
async function book(guest: Page, address: string, who: { lastName: string; email: string }): Promise<Date> {
  await guest.goto(address);
  await guest.locator('.times').last().locator('a').first().click();
  const time = new URL(guest.url()).searchParams.get('time') ?? '';
  await guest.getByLabel('Nachname').fill(who.lastName);
  await guest.getByLabel('E-Mail').fill(who.email);
  await guest.getByRole('button', { name: 'Termin buchen' }).click();
  await guest.getByRole('heading', { name: 'Ihr Termin steht.' }).waitFor();
  return new Date(time);
}

/** The mails that say this, once there are so many. */
async function lettersTo(email: string, said: string, count = 1): Promise<string[]> {
  const found = () =>
    office.letters
      .filter(({ to }) => to.includes(email))
      .map(({ raw }) => plain(raw))
      .filter((text) => text.includes(said));
  await expect.poll(() => found().length).toBe(count);
  return found();
}

const icalTime = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
