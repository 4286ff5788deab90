import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const home = resolve(import.meta.dirname, '../..');

// Builds what is stale.
beforeAll(() => {
  const { status, stderr } = spawnSync(join(home, 'bin/klinke'), ['--version'], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}, 240_000);

test('the first screens work after 200 kB of JavaScript, and the page of a guest after 100', () => {
  const { status, stderr, loads } = firstLoad();
  expect([status, stderr]).toEqual([0, '']);
  expect(loads.map(({ limit }) => limit)).toEqual([200_000, 200_000, 200_000, 100_000]);
  for (const { total } of loads) expect(total).toBeGreaterThan(50_000);
});

test('a screen above the limit is named', () => {
  const totals = firstLoad().loads.map(({ total }) => total);
  const tooSmall = Math.max(...totals) - 1;
  const { status, stderr } = firstLoad(tooSmall);
  expect([status, stderr]).toEqual([1, expect.stringContaining('1 more than allowed')]);
});

function firstLoad(limit?: number) {
  const args = [join(home, 'scripts/first-load.ts'), ...(limit === undefined ? [] : [String(limit)])];
  const { status, stdout, stderr } = spawnSync(join(home, 'scripts/run'), args, { encoding: 'utf8' });
  const { loads } = JSON.parse(stdout) as { loads: { screen: string; total: number; limit: number }[] };
  return { status, stderr, loads };
}
