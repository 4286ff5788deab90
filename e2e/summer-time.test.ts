import { afterAll, beforeAll, expect, test } from 'vitest';
import { plain, postOffice } from '../test/setup/post-office.ts';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

/** Somebody moves a meeting from the Friday before the clocks go forward to the Monday after: everybody names the same minute. */

const day = 86_400_000;
const change = changeToSummerTime();
let klinke: OpenKlinke;
let office: Awaited<ReturnType<typeof postOffice>>;
beforeAll(async () => {
  office = await postOffice();
  // On the Thursday before, at nine in Kassel.
  klinke = await openKlinke({ begins: at(-3, '08:00'), settings: { SMTP_URL: office.url } });
}, 240_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** The coming last Sunday of March: in 2027 the 28th. */
function changeToSummerTime(): Date {
  const inYear = (year: number) => {
    const last = new Date(Date.UTC(year, 2, 31));
    return new Date(last.getTime() - last.getUTCDay() * day);
  };
  const year = new Date().getUTCFullYear();
  return [inYear(year), inYear(year + 1)].find((sunday) => sunday.getTime() - 3 * day > Date.now()) ?? inYear(year + 1);
}

/** So many days after that Sunday, by the clock of Greenwich. */
function at(days: number, clock: string): Date {
  return new Date(`${isoDay(days)}T${clock}:00.000Z`);
}

function isoDay(days: number): string {
  return new Date(change.getTime() + days * day).toISOString().slice(0, 10);
}

test('moved across the change to summer time, the times offered, the mail, the calendar and Heute agree to the minute', async () => {
  const host = await klinke.window();
  const { user } = await ask<{ user: { id: string } }>(host, 'GET', '/me');
  const on = (days: number, from: string, to: string) => ({ on: isoDay(days), spans: [{ from, to }] });
  // Said for these days, because Easter may be one of them.
  const exceptions = [on(-2, '09:00', '17:00'), on(0, '01:00', '04:00'), on(1, '09:00', '17:00')];
  await ask(host, 'PUT', '/me/hours', { timeZone: 'Europe/Berlin', hours: {}, exceptions });
  const { address } = await ask<{ address: string }>(host, 'POST', '/booking-pages', {
    title: 'Dachberatung',
    privacyUrl: 'https://sonnendach.example/datenschutz',
    where: { way: 'phone' },
    minutes: 30,
    hostIds: [user.id],
  });
  await host.context().close();

  const guest = await klinke.strangers();
  await guest.goto(address);
  await guest.locator(`a[href*="${encodeURIComponent(at(-2, '13:00').toISOString())}"]`).click();
  await guest.getByText('14:00–14:30 Uhr (Europe/Berlin)').waitFor();
  await guest.getByLabel('Nachname').fill('Feld');
  await guest.getByLabel('E-Mail').fill('jutta@example.org');
  await guest.getByLabel('Telefon').fill('0561 4711470');
  await guest.getByRole('button', { name: 'Termin buchen' }).click();
  const confirmation = await letterTo('jutta@example.org', 'Ihr Termin steht:');
  expect(confirmation).toContain(`${longDay(-2)}, 14:00–14:30 Uhr (Europe/Berlin)`);
  expect(confirmation).toContain(`DTSTART:${icalTime(at(-2, '13:00'))}`);

  await guest.goto(/http:\/\/localhost:\d+\/termin\/gebucht\/[\w-]+/.exec(confirmation)?.[0] ?? '');
  await guest.getByRole('link', { name: 'Verschieben' }).click();
  const offered = await guest
    .locator('.times a')
    .evaluateAll((links) =>
      links.map((link) => [
        new URL((link as HTMLAnchorElement).href).searchParams.get('time'),
        link.textContent.trim(),
      ]),
    );
  // The hour from two to three is missing, and one hour by the clock is no time at all.
  expect(offered.filter(([time]) => time?.startsWith(isoDay(0)))).toEqual([
    [at(0, '00:00').toISOString(), '01:00 Uhr'],
    [at(0, '00:30').toISOString(), '01:30 Uhr'],
    [at(0, '01:00').toISOString(), '03:00 Uhr'],
    [at(0, '01:30').toISOString(), '03:30 Uhr'],
  ]);
  expect(offered).toContainEqual([at(-2, '08:00').toISOString(), '09:00 Uhr']);
  expect(offered).toContainEqual([at(1, '07:00').toISOString(), '09:00 Uhr']);
  expect(await axe(guest)).toEqual([]);
  await guest.locator(`a[href*="${encodeURIComponent(at(1, '12:00').toISOString())}"]`).click();
  const span = `${longDay(1)}, 14:00–14:30 Uhr (Europe/Berlin)`;
  await guest.getByText(span).waitFor();
  await guest.getByRole('button', { name: 'Auf diese Zeit verschieben' }).click();
  await guest.getByText(span).waitFor();

  const moved = await letterTo('jutta@example.org', 'Ihr Termin ist verschoben auf:');
  expect(moved).toContain(span);
  expect(moved).toContain(`DTSTART:${icalTime(at(1, '12:00'))}`);
  expect(moved).toContain(`DTEND:${icalTime(at(1, '12:30'))}`);
  const uid = /UID:\S+/.exec(confirmation)?.[0] ?? '-';
  expect(moved).toContain(uid);

  // A day of 24 hours before, although the night between is an ordinary one again.
  await klinke.passTime(at(0, '12:00'));
  expect(await letterTo('jutta@example.org', 'wir freuen uns auf Ihren Termin:')).toContain(span);
  await klinke.passTime(at(1, '06:30'));
  const monday = await klinke.window();
  await monday.goto('/heute');
  await monday
    .getByRole('list', { name: 'Arbeitsliste' })
    .getByRole('button', { name: /Feld.*14:00/ })
    .waitFor();
  await monday.goto('/termine');
  await monday.getByText('14:00–14:30').waitFor();
  expect(klinke.complaints).toEqual([]);
});

/** The one mail that says this. */
async function letterTo(email: string, said: string): Promise<string> {
  const found = () =>
    office.letters
      .filter(({ to }) => to.includes(email))
      .map(({ raw }) => plain(raw))
      .filter((text) => text.includes(said));
  await expect.poll(() => found().length).toBe(1);
  return found()[0] ?? '';
}

const icalTime = (time: Date): string => `${time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

function longDay(days: number): string {
  return new Intl.DateTimeFormat('de-DE', { dateStyle: 'full', timeZone: 'UTC' }).format(at(days, '12:00'));
}
