import { describe, expect, test, vi } from 'vitest';
import { inputs, keys, providerHouse } from '../../../../test/video/provider-house.ts';
import * as contract from '../contract.ts';

// What failed is tried again by clocks of the queue.
vi.setConfig({ testTimeout: 90_000 });

const home = providerHouse();
const { add } = home;

const { hookSecret, secret } = keys.zoom;

describe('the settings', () => {
  test('keep a secret, and only administrators see them', async () => {
    const made = await home.owner.call(contract.createProvider, { body: inputs.zoom });
    expect(made.body).toMatchObject({ hasSecret: true, usual: false, settings: inputs.zoom.settings });
    const listed = await home.owner.call(contract.listProviders, { query: {} });
    for (const { bytes } of [made, listed]) {
      expect(bytes.toString()).not.toContain(secret);
      expect(bytes.toString()).not.toContain(hookSecret);
    }
    const member = await home.house.person('member');
    expect((await member.call(contract.listProviders, { query: {} })).status).toBe(403);
    expect((await member.call(contract.listVideoPlaces)).body.items).toEqual([
      { id: made.body.id, kind: 'zoom', name: 'Zoom' },
    ]);
  });

  test.each([
    ['a name that is taken', inputs.zoom, 409, 'provider_exists'],
    ['a key file that is none', { ...inputs.meet, secret: '{"type":"user"}' }, 422, 'key_file_invalid'],
    [
      'an organizer that Graph can not know',
      { ...inputs.teams, settings: { ...inputs.teams.settings, organizer: 'anna' } },
      400,
      'invalid',
    ],
    [
      'an app at Jitsi without its secret',
      { kind: 'jitsi', name: 'Jitsi', settings: { address: 'https://meet.example.org', appId: 'klinke' } },
      422,
      'secret_missing',
    ],
    [
      'Jitsi without https',
      { kind: 'jitsi', name: 'Jitsi', settings: { address: 'http://meet.example.org' } },
      400,
      'invalid',
    ],
  ])('refuse %s', async (_, body, status, code) => {
    await add(inputs.zoom);
    expect(await home.owner.call(contract.createProvider, { body: body as contract.CreateProvider })).toMatchObject({
      status,
      body: { code },
    });
  });

  test('there is one usual place', async () => {
    const [zoom, teams] = [await add(inputs.zoom), await add(inputs.teams)];
    const { items } = (await home.owner.call(contract.listProviders, { query: {} })).body;
    expect(items.map(({ id, usual }) => [id, usual])).toEqual([
      [zoom.id, false],
      [teams.id, true],
    ]);
  });
});
