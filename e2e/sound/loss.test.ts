import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LossyWay, openLossyWay } from '../../test/video/lossy-way.ts';
import { startRelay, type TestRelay, urlOf } from '../../test/video/relay.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter, received, throughRelayOnly, videoMeeting } from '../setup/meeting.ts';
import { hears, sees } from '../setup/seeing.ts';
import { watchConnections } from '../setup/telephone.ts';

let relay: TestRelay;
let way: LossyWay;
let klinke: OpenKlinke;
beforeAll(async () => {
  relay = await startRelay();
  way = await openLossyWay(relay.port, 0.05);
  klinke = await openKlinke({ meets: true, settings: { TURN_URL: urlOf(way.port), TURN_SECRET: relay.secret } });
}, 240_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await way[Symbol.asyncDispose]();
  await relay[Symbol.asyncDispose]();
});

const patient = { timeout: 90_000 };

test('over a network that loses 5 % the talk goes on; one that is gone for a while is said, and the talk comes back', async () => {
  const host = await klinke.window({ permissions: ['camera', 'microphone'] });
  const guest = await klinke.strangers({ permissions: ['camera', 'microphone'] });
  const pages = [host, guest];
  for (const page of pages) {
    await page.addInitScript(throughRelayOnly);
    await page.addInitScript(watchConnections);
  }
  const { meetingId, link } = await videoMeeting(host);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  for (const page of pages) await sees(page);

  for (const page of pages) {
    await sees(page, 100);
    await hears(page);
    await expect.poll(async () => (await received(page)).lost, patient).toBeGreaterThan(10);
  }
  const { sent, lost } = way.counts();
  expect(lost / sent).toBeGreaterThan(0.03);
  expect(lost / sent).toBeLessThan(0.07);

  const words = host.getByText('Die Verbindung zu Jutta Feld wird aufgebaut.');
  way.lose(1);
  await words.waitFor(patient);
  way.lose(0.05);
  await words.waitFor({ ...patient, state: 'hidden' });
  for (const page of pages) {
    await sees(page);
    await hears(page);
  }
  expect(klinke.complaints).toEqual([]);
  for (const page of pages) await page.context().close();
});
