import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCall } from '#calls/contract';
import type { AllTables } from '#capabilities';
import { createContact } from '#contacts';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

test('an authority’s request is answered with one file: words, proofs and uses', async () => {
  const workspace = await app.workspace('Sonnendach <Kassel>');
  const { actor, call, headers } = workspace.owner;
  const input = {
    kind: 'private' as const,
    lastName: 'Muster <b>',
    phones: [{ label: 'mobile', value: '+49561123456' }],
    addresses: [{ label: 'home', country: 'DE', postalCode: '34117', city: 'Kassel' }],
    ownerId: actor.userId,
  };
  const contactId = (await createContact(dbOf<AllTables>(app.ground, sightOf(actor)), actor, input, app.time.now))
    .contact.id;
  const params = { contactId };
  const body = {
    channel: 'phone',
    state: 'granted',
    at: '2026-11-20T15:00:00Z',
    source: 'letter',
    wording: 'Ja, <script>rufen</script> Sie an.',
    proof: { reference: 'Karte 12', personName: 'Erika Muster', personAddress: 'Weg 1, 34117 Kassel' },
  } as const;
  const { body: entry } = await call(contract.recordConsent, { params, body });
  const { body: proof } = await call(contract.addProof, {
    params: { contactId, entryId: entry.id },
    query: { name: '../../Karte.pdf' },
    bytes: '%PDF-1.7 die Karte',
  });
  await call(startCall, { body: { contactId } });
  await call(contract.recordConsent, {
    params,
    body: {
      channel: 'phone',
      state: 'denied',
      because: 'withdrawn',
      at: '2026-11-23T09:30:00Z',
      source: 'incoming_call',
    },
  });

  const url = `/api/v1/contacts/${contactId}/consent/dossier.zip`;
  const answer = await app.running.server.inject({ method: 'GET', url, headers });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  const files = unzipSync(answer.rawPayload);
  expect(Object.keys(files).toSorted()).toEqual(['Nachweis.html', `belege/${proof.id}.pdf`, 'nachweis.json']);
  expect(strFromU8(files[`belege/${proof.id}.pdf`] ?? new Uint8Array())).toBe('%PDF-1.7 die Karte');

  const data = JSON.parse(strFromU8(files['nachweis.json'] ?? new Uint8Array()));
  expect(data).toMatchObject({
    advertiser: 'Sonnendach <Kassel>',
    entries: [
      { state: 'denied', because: 'withdrawn' },
      {
        state: 'granted',
        wording: body.wording,
        keeping: { keepUntil: '2031-11-23' },
        proofs: [{ sha256: proof.sha256 }],
      },
    ],
    uses: [{ act: 'call', entryId: entry.id, address: '+49561123456' }],
  });
  const page = strFromU8(files['Nachweis.html'] ?? new Uint8Array());
  expect(page).toContain('20.11.2026, 16:00:00 Uhr');
  expect(page).toContain('Weg 1, 34117 Kassel');
  expect(page).toContain('Aufbewahren bis');
  expect(page).not.toMatch(/<script|<b>|<Kassel>/);
});
