import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeetingView } from '#meetings/contract';
import { type ForeignProviders, foreignProviders, keys } from '../video/foreign-providers.ts';
import { buildApart, type Klinke, openKlinke, until } from './klinke.ts';

/** kill -9 while a provider has done what it was asked for and we have not heard of it. Zoom, since it alone takes no id of ours. */
let foreign: ForeignProviders;
let built: ReturnType<typeof buildApart>;
let klinke: Klinke;
beforeAll(async () => {
  foreign = await foreignProviders();
  const addresses = `export const providerAddresses = ${JSON.stringify(foreign.addresses)};`;
  built = buildApart({ 'src/capabilities/meetings/providers/adapters/addresses.ts': addresses });
  klinke = await openKlinke(built.cli, { KLINKE_PRIVATE_HOSTS: '127.0.0.1' });
}, 120_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  built[Symbol.dispose]();
  await foreign[Symbol.asyncDispose]();
});

test('kill -9 while a meeting is made, and again while it is taken out, elsewhere: it stands there once, is told once, and goes', async () => {
  const { workspaceId } = await klinke.setUp();
  await klinke.start();
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await klinke.call(method, path, body);
    const text = await answer.text();
    expect(answer.status, text).toBeLessThan(300);
    return JSON.parse(text) as T;
  };
  const { hookSecret: _, secret, ...settings } = keys.zoom;
  const provider = await ask<{ id: string }>('POST', '/meeting-providers', {
    kind: 'zoom',
    name: 'Zoom',
    settings,
    secret,
  });
  const emails = [{ label: 'home', value: 'anna@example.org' }];
  const person = await ask<{ id: string }>('POST', '/contacts', { firstName: 'Anna', lastName: 'Berg', emails });
  const startsAt = new Date(Date.now() + 3 * 86_400_000);
  const endsAt = new Date(startsAt.getTime() + 30 * 60_000);

  foreign.trouble(/^POST .*meetings$/, 'hangs');
  const planned = await ask<{ meeting: MeetingView }>('POST', '/meetings', {
    contactId: person.id,
    title: 'Beratung',
    where: { way: 'video', at: provider.id },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    invite: true,
  });
  const path = `/meetings/${planned.meeting.id}`;
  await until('it stands there', async () => foreign.standing.zoom.size || undefined);
  await klinke.kill();
  await klinke.start();
  const link = await until('its link is here', async () => {
    const { place } = await ask<MeetingView>('GET', path);
    return place?.state === 'made' ? place.joinUrl : undefined;
  });
  expect([...foreign.standing.zoom.values()]).toMatchObject([{ title: 'Beratung', joinUrl: link }]);
  const letters = () =>
    klinke.query<{ body: string }>(`select body from mail where workspace_id = $1 and recipient = 'anna@example.org'`, [
      workspaceId,
    ]);
  await until('the person is told', async () => ((await letters()).length > 0 ? true : undefined));
  expect((await letters()).map(({ body }) => body.includes(link ?? '?'))).toEqual([true]);

  foreign.trouble(/^DELETE .*meetings/, 'hangs');
  await ask('POST', `${path}/cancellation`, {});
  await until('it is gone there', async () => (foreign.standing.zoom.size === 0 ? true : undefined));
  await klinke.kill();
  await klinke.start();
  await until('nothing of it is left to be done', async () => {
    const [left] = await klinke.query<{ rows: number }>(
      'select count(*)::int as rows from provider_meeting where workspace_id = $1',
      [workspaceId],
    );
    return left?.rows === 0 ? true : undefined;
  });
  expect(foreign.standing.zoom.size).toBe(0);
  const told = await klinke.query<{ type: string; count: number }>(
    `select type, count(*)::int as count from event where workspace_id = $1 and type like 'meetings.%' group by 1 order by 1`,
    [workspaceId],
  );
  expect(Object.fromEntries(told.map(({ type, count }) => [type, count]))).toMatchObject({
    'meetings.planned': 1,
    'meetings.placed': 1,
    'meetings.cancelled': 1,
  });
});
