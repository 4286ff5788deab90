import { expect, test } from 'vitest';
import { changeWorkspace } from '#workspace/contract';
import { bookingOffice, erika, timesIn } from '../../../../test/setup/booking.ts';
import * as contract from '../contract.ts';

const office = bookingOffice();
const { open, visit, book, meetings } = office;

test('shows what is free, by the clock of the visitor, and finds no search engine', async () => {
  const page = await open({ intro: 'Zehn Fragen zu Ihrem <Dach>' });
  const shown = await visit('GET', page.address);
  expect(shown.status).toBe(200);
  expect(shown.headers['x-robots-tag']).toContain('noindex');
  expect(shown.text).not.toContain('<script');
  expect(shown.text).toContain('Zehn Fragen zu Ihrem &#60;Dach&#62;');
  // Two hours of notice from half past ten on.
  expect(timesIn(shown.text)[0]).toBe('2026-11-23T11:30:00.000Z');
  expect(shown.text).toContain('12:30 Uhr');
  const london = await visit('GET', `${page.address}?zone=Europe%2FLondon`, {}, { language: 'en-GB' });
  expect(london.text).toContain('<html lang="en">');
  expect(london.text).toContain('Monday, 23 November 2026');
  expect(timesIn(london.text)[0]).toBe('2026-11-23T11:30:00.000Z');
  expect(london.text).toMatch(/>11:30</);
  expect((await visit('GET', `${page.address}?zone=Mond%2FKrater`)).text).toContain('12:30 Uhr');
});

test('stands in a frame of the sites that were chosen, and of no other; its address says what it is about', async () => {
  const page = await open({ title: 'Grüße & Dächer', embedSites: ['https://sonnendach.example'] });
  expect(page.address).toContain('/termin/gruesse-daecher-');
  const frames = async (address: string) =>
    /frame-ancestors ([^;]+)/.exec(String((await visit('GET', address)).headers['content-security-policy']))?.[1];
  expect(await frames(page.address)).toBe('https://sonnendach.example');
  expect(await frames(`/termin/${page.address.slice(-43)}`)).toBe('https://sonnendach.example');
  expect(await frames(`/termin/umbenannt-${page.address.slice(-43)}`)).toBe('https://sonnendach.example');
  const { goTo } = await book(page);
  expect(await frames(goTo)).toBe('https://sonnendach.example');
  expect(await frames((await open()).address)).toBe("'none'");
  for (const site of ['http://unsicher.example', 'https://a.example/seite', "https://a.example;script-src 'none'"]) {
    const body = { title: 'B', privacyUrl: 'https://a.example/d', where: { way: 'video' as const }, minutes: 30 };
    const bad = await office.owner.call(contract.createBookingPage, {
      body: { ...body, hostIds: [office.owner.userId], embedSites: [site] },
    });
    expect(bad.status, site).toBeGreaterThanOrEqual(400);
  }
});

test('leads to a statement on accessibility, with the contact of the firm', async () => {
  await office.owner.call(changeWorkspace, { body: { publicEmail: 'hilfe@sonnendach.example' } });
  const { text } = await visit('GET', (await open()).address);
  const [, address = ''] = /<footer><a href="([^"]+)"/.exec(text) ?? [];
  expect(address).toBe(`/barrierefreiheit/${office.house.id.replaceAll('-', '')}`);
  const statement = await visit('GET', address);
  expect(statement.text).toContain('WCAG) 2.2');
  expect(statement.text).toContain('mailto:hilfe@sonnendach.example');
  expect(statement.text).not.toContain('<script');
  expect((await visit('GET', address, {}, { language: 'en' })).text).toContain('Accessibility statement');
  expect((await visit('GET', '/barrierefreiheit')).text).toContain('Erklärung zur Barrierefreiheit');
  for (const unknown of ['0'.repeat(32), 'x'])
    expect((await visit('GET', `/barrierefreiheit/${unknown}`)).status).toBe(404);
  const gone = await visit('GET', '/termin/x');
  expect(gone.text).toContain('<footer><a href="/barrierefreiheit" target="_top">');
});

test('asks first what leads to the right person, and says so where there is none', async () => {
  const [roofs, firms] = [await office.house.person('member'), await office.house.person('member')];
  const page = await open({
    hostIds: [roofs.userId, firms.userId],
    questions: [
      {
        label: 'Wer sind Sie?',
        required: true,
        choices: [
          { label: 'Privat', hostIds: [roofs.userId] },
          { label: 'Firma', hostIds: [firms.userId] },
        ],
      },
      { label: 'Postleitzahl', required: true, byPostalCode: true, choices: [{ label: '34, 35', hostIds: [] }] },
      { label: 'Noch etwas?', required: false },
    ],
  });
  const first = await visit('GET', page.address);
  expect(first.text).toContain('<legend>Wer sind Sie?</legend>');
  expect(timesIn(first.text)).toEqual([]);
  expect((await visit('GET', `${page.address}?q0=Privat&q1=`)).status).toBe(422);
  expect((await visit('GET', `${page.address}?q0=Gast&q1=34117`)).status).toBe(422);
  const far = await visit('GET', `${page.address}?q0=Privat&q1=80331`);
  expect(far.text).toContain('Dafür haben wir leider niemanden.');

  const near = await visit('GET', `${page.address}?q0=Firma&q1=34117`);
  const [link = ''] = [...near.text.matchAll(/href="(\?[^"]*time=[^"]*)"/g)].map(([, href]) => href ?? '');
  const form = await visit('GET', page.address + link.replaceAll('&#38;', '&'));
  expect(form.text).toContain('name="q0" value="Firma"');
  await book(page, { q0: 'Firma', q1: '34117' });
  await book(page, { q0: 'Privat', q1: '35037' });
  expect((await meetings()).map(({ hostIds, answers }) => [hostIds, answers])).toEqual(
    expect.arrayContaining([
      [
        [firms.userId],
        [
          { label: 'Wer sind Sie?', answer: 'Firma' },
          { label: 'Postleitzahl', answer: '34117' },
        ],
      ],
      [
        [roofs.userId],
        [
          { label: 'Wer sind Sie?', answer: 'Privat' },
          { label: 'Postleitzahl', answer: '35037' },
        ],
      ],
    ]),
  );
  // Both are taken now for their own, whoever asks.
  expect((await visit('POST', page.address, { ...erika(), q0: 'Firma', q1: '34117' })).status).toBe(409);
  expect((await visit('POST', page.address, { ...erika(), q0: 'Firma', q1: '80331' })).status).toBe(409);
  expect((await visit('POST', page.address, { ...erika(), q1: '34117' })).status).toBe(422);
  const stray = [{ label: 'Wer?', required: true, choices: [{ label: 'Ich', hostIds: [office.owner.userId] }] }];
  const bad = await office.owner.call(contract.changeBookingPage, {
    params: { pageId: page.id },
    body: { questions: stray },
  });
  expect([bad.status, bad.body]).toMatchObject([422, { code: 'host_not_on_page' }]);
});

test('leads through all of its days', async () => {
  const page = await open({ horizonDays: 30 });
  const seen = new Set<string>();
  let address: string | undefined = page.address;
  for (let turns = 0; address && turns < 20; turns++) {
    const { text } = await visit('GET', address);
    for (const time of timesIn(text)) seen.add(time);
    const later = /href="([^"]*)">Spätere Tage/.exec(text)?.[1]?.replaceAll('&#38;', '&');
    address = later && `${page.address}${later}`;
  }
  // Until the 23rd of December, eight hours on each working day.
  expect([...seen].map((time) => time.slice(0, 10)).at(-1)).toBe('2026-12-23');
  expect(new Set([...seen].map((time) => time.slice(0, 10))).size).toBe(23);
});

test('by phone asks for a number, and every page for what it needs', async () => {
  const page = await open({
    where: { way: 'phone' },
    questions: [{ label: 'Wie groß ist das Dach?', required: true }],
  });
  const { zone: _, ...sent } = erika();
  const answer = await visit('POST', page.address, { ...sent, email: 'niemand' });
  expect(answer.status).toBe(422);
  for (const name of ['email', 'phone', 'q0']) expect(answer.text).toContain(`id="${name}-fault"`);
  expect(answer.text).toContain('value="Muster"');
  expect(await meetings()).toEqual([]);
  await book(page, { phone: '0561 4711470', q0: '80 m²' });
  expect(await meetings()).toMatchObject([{ answers: [{ label: 'Wie groß ist das Dach?', answer: '80 m²' }] }]);
});

test.each(['/termin/x', `/termin/${'A'.repeat(43)}`, `/termin/gebucht/${'A'.repeat(43)}`])(
  '%s is none',
  async (address) => {
    const answer = await visit('GET', address);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('Diese Seite gibt es nicht');
  },
);

test('closed, it shows and takes nothing; opened again, it does', async () => {
  const page = await open();
  const change = (closed: boolean) =>
    office.owner.call(contract.changeBookingPage, { params: { pageId: page.id }, body: { closed } });
  await change(true);
  expect((await visit('GET', page.address)).status).toBe(404);
  expect((await visit('POST', page.address, erika())).status).toBe(404);
  await change(false);
  expect((await visit('GET', page.address)).status).toBe(200);
});
