import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exchange, startExchange } from '../../test/telephone/exchange.ts';
import { startJanus, type TestJanus } from '../../test/telephone/janus.ts';
import { answer, type Peer, receive, startPeer } from '../../test/telephone/sipp.ts';
import { startVoice } from '../../test/telephone/voice.ts';
import { axe } from '../setup/axe.ts';
import { ask, willingPerson } from '../setup/calling.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { callsOf, recordedFor, recordedSeconds, recordings, soundOf } from '../setup/recordings.ts';
import { hangUpWhatIsLeft } from '../setup/telephone.ts';

let janus: TestJanus;
let klinke: OpenKlinke;
let exchange: Exchange;
let registrar: Peer;
const numbers: Record<string, string> = {};
let number = 4930777000;

beforeAll(async () => {
  janus = await startJanus();
  registrar = await startPeer([receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })], {
    calls: 1_000,
  });
  exchange = await startExchange(numbers, registrar.at);
  klinke = await openKlinke({ janusUrl: janus.url });
  const page = await klinke.window();
  const { user } = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  const settings = { server: exchange.at, user: '4956112345' };
  const line = { kind: 'sip', name: 'Meine Durchwahl', number: '+4956112345', userId: user.id };
  await ask(page, 'POST', '/lines', { ...line, settings, secret: 'geheim' });
  await page.context().close();
}, 240_000);

afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await exchange[Symbol.asyncDispose]();
  await registrar[Symbol.asyncDispose]();
  await janus[Symbol.asyncDispose]();
});

test('switched on, agreed to, asked for: recorded in two tracks, heard again; withdrawn: gone', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering(voice.port);
  await using it = await desk();
  const { page, phone } = it;

  await page.goto('/einstellungen/aufnahme');
  await page.getByRole('button', { name: 'Freigeben' }).click();
  await page.getByText('Fassung 1').waitFor();
  await page.getByRole('switch', { name: 'Gespräche dürfen aufgenommen werden' }).click();
  expect(await axe(page)).toEqual([]);

  const contactId = await callSomebody(page, callee.number);
  await phone.getByText('Im Gespräch').waitFor();
  await phone.getByText('Aufnehmen geht erst, wenn Sie zugestimmt haben').waitFor();
  await phone.getByRole('link', { name: 'Mein Telefon' }).click();
  await page.getByRole('button', { name: 'Ich stimme zu' }).click();
  await page.getByText('Zugestimmt am').waitFor();

  await phone.getByText('Aufnehmen geht erst nach einem Ja der anderen Seite').waitFor();
  expect(await phone.getByRole('button', { name: 'Aufnehmen' }).count()).toBe(0);
  await phone.getByRole('button', { name: 'Wortlaut vorlesen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Um Aufnahme bitten' });
  await dialog.getByText('Darf ich dieses Gespräch').waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Ja/ }).click();

  await phone.getByRole('button', { name: 'Aufnehmen' }).click();
  await phone.getByText('Aufnahme läuft').waitFor();
  await recordedFor(phone, 4);
  // Nothing of what is said in a pause is recorded: a stretch ends, and another one begins.
  await phone.getByRole('button', { name: /^Pause/ }).click();
  await phone.getByText('Bis „Weiter“ wird nichts aufgenommen.').waitFor();
  await phone.getByRole('button', { name: 'Weiter', exact: true }).click();
  await phone.getByText('Aufnahme läuft').waitFor();
  await recordedFor(phone, (await recordedSeconds(phone)) + 3);
  await phone.getByRole('button', { name: 'Aufnahme beenden' }).click();
  // The last moment of the sound is still on its way out of this page.
  const state = async () => (await recordings(page, contactId))[0]?.state;
  await expect.poll(state).toBe('kept');

  await page.goto(`/menschen/${contactId}`);
  const kept = page.getByText('Gespräch aufgenommen');
  await kept.waitFor({ timeout: 30_000 });
  const recordingId = (await recordings(page, contactId))[0]?.id ?? '';
  const sound = await soundOf(page, recordingId);
  expect(sound.map(({ segment, party }) => `${segment} ${party}`).toSorted()).toEqual([
    '1 contact',
    '1 user',
    '2 contact',
    '2 user',
  ]);
  const [first, , second] = sound;
  expect(second?.offsetMs).toBeGreaterThan((first?.offsetMs ?? 0) + (first?.durationMs ?? 0));
  // Beeps of the microphone here, a tone at the other end there: both can be heard in both stretches.
  for (const { energy, seconds } of sound) {
    expect(energy).toBeGreaterThan(1e-6);
    expect(seconds).toBeGreaterThan(1.5);
  }
  await page.getByRole('button', { name: 'Anhören' }).click();
  const player = page.getByRole('group', { name: 'Aufnahme' }).filter({ has: page.getByRole('slider') });
  await player.getByRole('button', { name: 'Anhalten' }).waitFor();
  await expect.poll(() => player.getByLabel('Stelle').inputValue()).not.toBe('0');
  expect(await axe(page)).toEqual([]);

  expect(filesOf(klinke.folder)).toHaveLength(4);
  // Still in the same conversation: it is recorded once more, and then the person changes their mind.
  await phone.getByRole('button', { name: 'Aufnehmen' }).click();
  await phone.getByText('Aufnahme läuft').waitFor();
  await phone.getByRole('button', { name: 'Widerrufen und löschen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Widerrufen und löschen' }).click();
  await phone.getByText('Die andere Seite hat ihre Einwilligung zur Aufnahme widerrufen.').waitFor();
  await page.getByText('Gelöscht, weil die Einwilligung widerrufen wurde').first().waitFor();
  await expect.poll(() => filesOf(klinke.folder)).toEqual([]);
  await expect(soundOf(page, recordingId)).rejects.toThrow();
  expect((await recordings(page, contactId)).map(({ state }) => state)).toEqual(['deleted', 'deleted']);
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  expect(await callee.ended()).toBe(true);
});

test('refused: no way to record', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering(voice.port);
  await using it = await desk();
  const { page, phone } = it;
  const contactId = await callSomebody(page, callee.number);
  await phone.getByRole('button', { name: 'Wortlaut vorlesen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Nein/ }).click();
  await phone.getByText('Die andere Seite möchte nicht aufgenommen werden.').waitFor();
  expect(await phone.getByRole('button', { name: 'Aufnehmen' }).count()).toBe(0);
  const [call] = await callsOf(page, contactId);
  await expect(ask(page, 'POST', `/calls/${call?.id}/recordings`)).rejects.toThrow('recording_not_allowed');
});

test('a page that is loaded anew in mid-call goes on recording, and loses nothing that it had', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering(voice.port);
  await using it = await desk();
  const { page, phone } = it;
  const contactId = await callSomebody(page, callee.number);
  await phone.getByRole('button', { name: 'Wortlaut vorlesen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Ja/ }).click();
  await phone.getByRole('button', { name: 'Aufnehmen' }).click();
  await phone.getByText('Aufnahme läuft').waitFor();
  await recordedFor(phone, 5);
  // The network is gone for a while: what is recorded waits in the browser.
  await page.context().setOffline(true);
  await phone.getByText('Die Aufnahme liegt solange in diesem Browser.').waitFor({ timeout: 20_000 });
  await page.context().setOffline(false);
  await page.reload();
  await phone.getByText('Aufnahme läuft').waitFor({ timeout: 40_000 });
  await recordedFor(phone, (await recordedSeconds(phone)) + 4);
  await phone.getByRole('button', { name: 'Halten', exact: true }).click();
  await phone.getByText('Aufnahme pausiert').waitFor();
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  await expect.poll(async () => (await recordings(page, contactId))[0]?.state).toBe('kept');
  const [recording] = await recordings(page, contactId);
  const sound = await soundOf(page, recording?.id ?? '');
  const segments = new Set(sound.map(({ segment }) => segment));
  expect(segments.size).toBeGreaterThanOrEqual(2);
  for (const { energy } of sound) expect(energy).toBeGreaterThan(1e-6);
});

/** What lies in the file store; drafts are none. */
function filesOf(folder: string): string[] {
  const files = join(folder, 'files');
  if (!existsSync(files)) return [];
  return readdirSync(files, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}$/.test(name));
}

async function callSomebody(page: Page, phone: string): Promise<string> {
  const id = await willingPerson(page, phone);
  await page.goto(`/menschen/${id}`);
  await page.getByRole('button', { name: 'Anrufen' }).click();
  return id;
}

type Answering = Peer & { number: string };

/** Somebody who takes the call, speaks, and waits until we hang up. */
async function answering(voicePort: number): Promise<Answering> {
  number += 1;
  const theirs = `+${number}`;
  const peer = await startPeer(
    [
      receive('INVITE'),
      answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
      receive('ACK'),
      receive('BYE'),
      answer(200, 'OK', { inDialog: true }),
    ],
    { voicePort },
  );
  numbers[theirs] = peer.at;
  return { ...peer, number: theirs };
}

type Desk = { page: Page; phone: Locator } & AsyncDisposable;

async function desk(): Promise<Desk> {
  const page = await klinke.window({ permissions: ['microphone'] });
  return {
    page,
    phone: page.getByRole('region', { name: 'Telefon' }),
    async [Symbol.asyncDispose]() {
      await page.context().setOffline(false);
      await page.evaluate(hangUpWhatIsLeft);
      await page.context().close();
    },
  };
}
