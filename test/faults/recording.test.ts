import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { agreementText } from '#consent/contract';
import { buildApart, type Klinke, openKlinke, signIn, until } from './klinke.ts';

const partBytes = 50_000;
const parts = 60;

test('kill -9 of the server while a recording comes in: it goes on where it was, and is heard to the last byte', async () => {
  using built = buildApart();
  await using klinke = await openKlinke(built.cli);
  await klinke.setUp();
  await klinke.start();
  const { ask } = await signIn(klinke);
  await ask('PUT', '/recording-policy', { on: true, keepDays: 90 });
  await ask('PUT', '/me/recording-agreement', { version: agreementText.version, locale: 'de' });
  const wording = { channel: 'phone', purpose: 'recording', text: 'Dürfen wir dieses Gespräch aufnehmen?' };
  const { id: wordingId } = await ask<{ id: string }>('POST', '/consent/wordings', wording);
  const phones = [{ label: 'mobile', value: '+4930222337' }];
  const { id: contactId } = await ask<{ id: string }>('POST', '/contacts', { lastName: 'Feld', phones });
  const { call } = await ask<{ call: { id: string } }>('POST', '/calls', { contactId, purpose: 'contract' });
  await ask('POST', `/calls/${call.id}/recording-consents`, { says: 'yes', wordingId });
  const { id } = await ask<{ id: string }>('POST', `/calls/${call.id}/recordings`);
  await ask('POST', `/recordings/${id}/segments`, { mediaType: 'audio/webm' });

  const sound = randomBytes(parts * partBytes);
  const sending = { user: send(klinke, id, 'user', sound), contact: send(klinke, id, 'contact', sound) };
  for (const share of [0.2, 0.6]) {
    await until('sound has come', async () => (sending.user.sent() > share * sound.length ? true : undefined));
    await klinke.kill();
    await klinke.start();
  }
  await Promise.all([sending.user.done, sending.contact.done]);
  expect(sending.user.cut() + sending.contact.cut()).toBeGreaterThan(0);

  await ask('POST', `/recordings/${id}/ending`);
  const bytes = { user: sound.length, contact: sound.length };
  await ask('PUT', `/recordings/${id}/segments/1/end`, { durationMs: 60_000, bytes });
  await until('it is kept', async () => {
    const { state } = await ask<{ state: string }>('GET', `/recordings/${id}`);
    return state === 'kept' ? true : undefined;
  });
  const { id: listeningId } = await ask<{ id: string }>('POST', `/recordings/${id}/listenings`);
  for (const party of ['user', 'contact']) {
    const heard = await klinke.call('GET', `/recordings/${id}/listenings/${listeningId}/segments/1/tracks/${party}`);
    expect(sha256(Buffer.from(await heard.arrayBuffer()))).toBe(sha256(sound));
  }
}, 300_000);

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** As the page does: one part after the other, again after a while where no answer came, and from where the server says it is. */
function send(klinke: Klinke, recordingId: string, party: string, sound: Buffer) {
  let at = 0;
  let cut = 0;
  const next = async (): Promise<void> => {
    const part = sound.subarray(at, at + partBytes);
    const path = `/recordings/${recordingId}/segments/1/tracks/${party}/parts?at=${at}&sha256=${sha256(part)}`;
    const answered = await klinke.call('PUT', path, part).catch(() => undefined);
    const said = (await answered?.json().catch(() => undefined)) as
      | { bytes?: number; code?: string; details?: { bytes: number } }
      | undefined;
    const there = said?.bytes ?? (said?.code === 'wrong_offset' ? said.details?.bytes : undefined);
    if (there !== undefined) return void (at = there);
    cut += 1;
    await pause(100);
  };
  const done = (async () => {
    while (at < sound.length) await next();
  })();
  return { done, sent: () => at, cut: () => cut };
}
