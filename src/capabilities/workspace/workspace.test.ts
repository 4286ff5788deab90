import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

test('the holidays are those of the place, in both languages', async () => {
  const { owner } = await app.workspace();
  const namesOf = async (query: { year: number; region?: contract.WorkspaceView['region'] }) => {
    const { body } = await owner.call(contract.listHolidays, { query });
    return { region: body.region, names: new Map(body.items.map(({ on, name }) => [on, name])) };
  };

  const hesse = await namesOf({ year: 2026 });
  expect(hesse.region).toBe('DE-HE');
  expect(hesse.names.get('2026-06-04')).toEqual({ de: 'Fronleichnam', en: 'Corpus Christi' });
  expect((await namesOf({ year: 2026, region: 'DE-NI' })).names.has('2026-06-04')).toBe(false);

  const { body } = await owner.call(contract.getWorkspace);
  await owner.call(contract.changeWorkspace, { body: { region: 'DE-SN' }, ifMatch: body.version });
  expect((await namesOf({ year: 2026 })).names.get('2026-11-18')).toMatchObject({ de: 'Buß- und Bettag' });
});

test('a place that does not exist is refused, and so is one in another country', async () => {
  const { owner } = await app.workspace();
  const change = (region: string) => owner.call(contract.changeWorkspace, { body: { region: region as never } });
  expect((await change('DE-XX')).status).toBe(400);
  expect(await change('AT-9')).toMatchObject({ status: 422, body: { code: 'region_not_in_country' } });
});
