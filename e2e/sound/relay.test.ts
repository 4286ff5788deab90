import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRelay, type TestRelay } from '../../test/video/relay.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter, throughRelayOnly, videoMeeting } from '../setup/meeting.ts';
import { sees } from '../setup/seeing.ts';
import { watchConnections } from '../setup/telephone.ts';

let relay: TestRelay;
let klinke: OpenKlinke;
beforeAll(async () => {
  relay = await startRelay();
  klinke = await openKlinke({ meets: true, settings: { TURN_URL: relay.url, TURN_SECRET: relay.secret } });
}, 240_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await relay[Symbol.asyncDispose]();
});

const patient = { timeout: 90_000 };

/** By which kinds of addresses the talk goes at the moment. */
const waysOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const stats = await connections.at(-1)?.getStats();
    const all = new Map([...(stats?.entries() ?? [])] as [string, Record<string, unknown>][]);
    const pair = [...all.values()].find(
      ({ type, nominated, state }) => type === 'candidate-pair' && nominated === true && state === 'succeeded',
    );
    const kindOf = (id: unknown) => String(all.get(String(id))?.['candidateType']);
    return [kindOf(pair?.['localCandidateId']), kindOf(pair?.['remoteCandidateId'])];
  });

test('where networks let nobody through, the talk goes through the relay; one that was away is found again', async () => {
  const host = await klinke.window({ permissions: ['camera', 'microphone'] });
  const guest = await klinke.strangers({ permissions: ['camera', 'microphone'] });
  for (const page of [host, guest]) {
    await page.addInitScript(throughRelayOnly);
    await page.addInitScript(watchConnections);
  }
  const { meetingId, link } = await videoMeeting(host);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  for (const page of [host, guest]) await sees(page);
  expect(await waysOf(guest)).toEqual(['relay', 'relay']);

  await relay.kill();
  await host.getByText('Die Verbindung zu Jutta Feld wird aufgebaut.').waitFor(patient);
  await relay.restart();
  for (const page of [host, guest]) await sees(page);
  await host.getByText('Die Verbindung zu Jutta Feld wird aufgebaut.').waitFor({ ...patient, state: 'hidden' });
  expect(klinke.complaints).toEqual([]);
  for (const page of [guest, host]) await page.context().close();
});
