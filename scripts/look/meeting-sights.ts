import type { Browser, Page } from 'playwright-core';
import { ask } from '../../e2e/setup/calling.ts';
import type { Begin, Sight } from './sights.ts';

type Address = { address: string };
type Place = { id: string; exhibits: { name: string; line: string | null }[] };
type BookingPage = { title: string; address: string; hostIds: string[] };
const pathOf = ({ address }: Address): string => new URL(address).pathname + new URL(address).hash;
const privacyUrl = 'https://www.example.org/datenschutz';

/** What customers see of meetings: pages without an account, from the first look at the times to the code at the entrance, and the tablet there. */
export async function visitorSights(browser: Browser, page: Page): Promise<Sight[]> {
  await drawExhibits(page);
  const { items } = await ask<{ items: BookingPage[] }>(page, 'GET', '/booking-pages');
  const [video, showroom] = ['Beratung per Video', 'Besuch im Schauraum'].map((name) =>
    items.find(({ title }) => title === name),
  );
  if (!video || !showroom) throw new Error('the example has other booking pages');
  const open = (body: object) =>
    ask<Address>(page, 'POST', '/booking-pages', { privacyUrl, hostIds: video.hostIds, minutes: 30, ...body });
  const choices = [
    { label: 'Eine neue Anlage', hostIds: [] },
    { label: 'Meine Rechnung', hostIds: [], leadsTo: 'call' },
  ];
  const questions = [{ label: 'Worum geht es?', required: true, choices }];
  const asking = await open({ title: 'Womit können wir helfen?', where: { way: 'phone' }, questions });
  // From so far ahead to so little that no time is left between.
  const full = await open({
    title: 'Dachbegehung',
    where: { way: 'place', location: 'bei Ihnen' },
    noticeMinutes: 10_080,
    horizonDays: 1,
  });
  const booked = await book(browser, showroom.address);
  const tablet = await ask<Address>(page, 'POST', '/consent/showrooms', { name: 'Eingang' });
  const key = booked.split('/').at(-1) ?? '';
  return [
    { path: pathOf(video), name: 'Zeiten' },
    { path: pathOf(video), name: 'Formular', begin: firstTime },
    {
      path: pathOf(video),
      name: 'Fehler',
      begin: async (at, say) => {
        await firstTime(at, say);
        await at.locator('form button').last().click();
      },
    },
    { path: pathOf(showroom), name: 'Schauraum' },
    { path: pathOf(asking), name: 'Fragen' },
    { path: pathOf(asking), name: 'Anruf', begin: secondAnswer },
    { path: pathOf(full), name: 'nichts frei' },
    { path: `/termin/warteliste/${pathOf(full).split('/').at(-1)}`, name: 'Warteliste' },
    { path: booked, name: 'gebucht' },
    { path: `/termin/verschieben/${key}` },
    { path: `/termin/absagen/${key}` },
    { path: '/termin/gibt-es-nicht' },
    { path: '/barrierefreiheit' },
    { path: pathOf(tablet), name: 'Tablet' },
    {
      path: pathOf(tablet),
      name: 'Tablet Ausstellung',
      begin: async (at, say) => {
        await at.getByRole('tab', { name: say('Ausstellung') }).click();
      },
    },
  ];
}

const firstTime: Begin = async (page) => {
  await page.locator('.times a').first().click();
  await page.locator('input[name=lastName]').waitFor();
};
const secondAnswer: Begin = async (page) => {
  await page.locator('input[type=radio]').nth(1).check();
  await page.locator('form button').last().click();
};

/** Somebody comes to the showroom; the address of their own page. */
async function book(browser: Browser, address: string): Promise<string> {
  const visitor = await browser.newPage({ locale: 'de-DE' });
  await visitor.goto(address);
  await firstTime(visitor, (german) => german);
  await visitor.locator('input[name=firstName]').fill('Jutta');
  await visitor.locator('input[name=lastName]').fill('Feld');
  await visitor.locator('input[name=email]').fill('jutta.feld@example.org');
  await visitor.locator('form button').last().click();
  await visitor.waitForURL(/gebucht/);
  const path = new URL(visitor.url()).pathname;
  await visitor.close();
  return path;
}

/** The exhibits of the example get pictures, drawn here. */
async function drawExhibits(page: Page): Promise<void> {
  const [place] = (await ask<{ items: Place[] }>(page, 'GET', '/places')).items;
  if (!place) throw new Error('the example has no showroom');
  const exhibits = [];
  for (const [at, { name, line }] of place.exhibits.entries()) {
    const pictureId = await page.evaluate(draw, at);
    exhibits.push({ name, line, picture: { pictureId, alt: name } });
  }
  await ask(page, 'PATCH', `/places/${place.id}`, { exhibits });
}

/** In the page: modules on a roof, a battery, a wallbox, a heat pump. */
async function draw(which: number): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 });
  const pen = canvas.getContext('2d');
  const box = (colour: string, x: number, y: number, wide: number, high: number, round = 0): void => {
    if (!pen) return;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.roundRect(x, y, wide, high, round);
    pen.fill();
  };
  const disc = (colour: string, x: number, y: number, radius: number): void => {
    if (!pen) return;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.fill();
  };
  box(['#cfe3f2', '#ece6dc', '#e2e8e0', '#e8e4ee'][which % 4] ?? '#eee', 0, 0, 1200, 900);
  if (which === 0) {
    box('#8a4b3a', 0, 620, 1200, 280);
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 5; column++) {
        box('#1c2f4a', 130 + column * 192, 150 + row * 180, 180, 168, 6);
        for (let line = 1; line < 4; line++) box('#314a6d', 130 + column * 192, 150 + row * 180 + line * 42, 180, 2);
      }
  } else if (which === 1) {
    box('#b9a68c', 0, 760, 1200, 140);
    box('#f7f7f5', 420, 150, 360, 620, 28);
    box('#d5d8da', 420, 440, 360, 4);
    for (let bar = 0; bar < 4; bar++) box(bar < 3 ? '#3c8a5a' : '#c6cdca', 500 + bar * 54, 240, 40, 16, 8);
  } else if (which === 2) {
    box('#f7f7f5', 460, 170, 280, 380, 60);
    disc('#2b2f33', 600, 360, 74);
    disc('#f7f7f5', 600, 360, 46);
    box('#3c8a5a', 560, 214, 80, 14, 7);
    box('#2b2f33', 590, 550, 20, 260, 10);
  } else {
    box('#9aa58d', 0, 720, 1200, 180);
    box('#f2f3f4', 240, 240, 720, 480, 24);
    disc('#30363b', 480, 480, 190);
    for (let ring = 1; ring < 5; ring++) disc(ring % 2 ? '#596169' : '#30363b', 480, 480, 190 - ring * 36);
    for (let slat = 0; slat < 7; slat++) box('#c9ced2', 730, 320 + slat * 48, 180, 14, 7);
  }
  const body = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.86));
  const headers = { 'content-type': 'application/octet-stream', 'x-klinke': '1' };
  const answer = await fetch('/api/v1/exhibit-pictures', { method: 'POST', headers, body });
  return ((await answer.json()) as { pictureId: string }).pictureId;
}
