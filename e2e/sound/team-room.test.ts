import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from '../setup/axe.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter } from '../setup/meeting.ts';
import { hears, sees } from '../setup/seeing.ts';
import { watchConnections } from '../setup/telephone.ts';

/** The team meets by video in a room of its own, without a guest link and without anybody waiting at a door. */

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke({ meets: true });
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

test('two of the team see and hear each other; who leaves is gone', async () => {
  const permissions = ['camera', 'microphone'];
  const [first, second] = [await klinke.window({ permissions }), await klinke.window({ permissions })];
  for (const page of [first, second]) await page.addInitScript(watchConnections);
  await first.goto('/teamrunde');
  await first.getByRole('button', { name: 'Zum Videoraum des Teams' }).click();
  await first.getByRole('meter').waitFor();
  await first.getByText('Hier kommt herein, wer bei Ihnen arbeitet').waitFor();
  expect(await axe(first)).toEqual([]);
  await second.goto('/teamrunde/raum');
  for (const page of [first, second]) await enter(page);
  for (const page of [first, second]) {
    await sees(page);
    await hears(page);
  }
  expect(await axe(first)).toEqual([]);
  const others = first.getByRole('list', { name: 'Wer da ist' }).getByRole('listitem');
  await expect.poll(() => others.count()).toBe(2);
  await second.getByRole('button', { name: 'Verlassen' }).click();
  await expect.poll(() => others.count()).toBe(1);
  expect(klinke.complaints).toEqual([]);
});
