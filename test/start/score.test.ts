import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const klinke = resolve(import.meta.dirname, '../../bin/klinke');
const folder = mkdtempSync(join(tmpdir(), 'klinke-score-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);

function run(...words: string[]): Promise<{ code: number; told: Record<string, unknown> }> {
  return new Promise((done) => {
    execFile(klinke, ['score', ...words, '--json'], (error, stdout) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      done({ code, told: JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown> });
    });
  });
}

/** Two of three who were recommended buy, and one of five of the others; what was talked about is only known afterwards. */
function cases(count: number): string {
  const lines = Array.from({ length: count }, (_, row) => {
    const source = row % 3 === 0 ? 'Empfehlung' : 'Anzeige';
    const buys = source === 'Empfehlung' ? row % 9 !== 0 : row % 5 === 1;
    return `${row};${source};"1.${String(200 + (row % 7))},50";${buys ? 'ja' : 'nein'};${buys ? 300 + (row % 50) : row % 60}`;
  });
  return ['Nr;Herkunft;Dach;Kauf;Gesprächsdauer', ...lines].join('\n');
}

test('learned from a table, applied to another one with its columns elsewhere, with reasons', async () => {
  writeFileSync(path('train.csv'), cases(600));
  const options = ['--target', 'Kauf', '--positive', 'ja', '--model', path('m.json')];
  const { code, told } = await run('fit', path('train.csv'), ...options);
  expect(code).toBe(0);
  expect(told).toMatchObject({
    rows: 600,
    used: ['Herkunft', 'Dach'],
    ignored: [{ column: 'Nr' }],
    suspectedLeaks: [{ column: 'Gesprächsdauer' }],
    verdict: 'useful',
  });

  writeFileSync(path('new.csv'), 'Wetter,Herkunft\nRegen,Empfehlung\n,Anzeige\nSonne,Mond\n');
  const out = path('p.csv');
  expect(await run('apply', path('m.json'), path('new.csv'), '--out', out, '--explain')).toMatchObject({
    code: 0,
    told: { rows: 3, missing: ['Dach'] },
  });
  const [header, ...lines] = readFileSync(out, 'utf8').trim().split('\n');
  expect(header).toBe('row,probability,reasons');
  const said = lines.map((line) => /^(\d+),([\d.]+),"(.*)"$/.exec(line) ?? []);
  expect(said.map(([, row]) => row)).toEqual(['0', '1', '2']);
  expect(Number(said[0]?.[2])).toBeGreaterThan(Number(said[1]?.[2]) + 0.2);
  const { base, reasons, rest } = JSON.parse((said[0]?.[3] ?? '').replaceAll('""', '"')) as {
    base: number;
    reasons: { column: string; value: string; logit: number }[];
    rest: number;
  };
  expect(reasons[0]).toMatchObject({ column: 'Herkunft', value: 'Empfehlung' });
  const logit = reasons.reduce((sum, one) => sum + one.logit, base + rest);
  expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(Number(said[0]?.[2]), 9);
});

test('what cannot be done is said', async () => {
  const error = (text: string) => ({
    error: expect.objectContaining({ message: expect.stringContaining(text) }) as unknown,
  });
  writeFileSync(path('one.csv'), 'a,Kauf\n1,ja\n2,ja\n');
  const options = ['--target', 'Kauf', '--positive', 'ja', '--model', path('x.json')];
  expect(await run('fit', path('one.csv'), ...options)).toEqual({ code: 1, told: error('überall „ja“') });
  expect(await run('fit', path('none.csv'), ...options)).toEqual({ code: 1, told: error('gibt es nicht') });
  expect(await run('fit', path('one.csv'), '--target', 'Kauf')).toMatchObject({ code: 2 });
  expect(await run('apply', path('one.csv'), path('one.csv'), '--out', path('y.csv'))).toEqual({
    code: 1,
    told: error('keine Modelldatei'),
  });
});
