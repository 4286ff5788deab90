import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const klinke = resolve(import.meta.dirname, '../../bin/klinke');
const folder = mkdtempSync(join(tmpdir(), 'klinke-avatars-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('groups of people, as data and in words', async () => {
  const path = join(folder, 'people.csv');
  const rows = Array.from(
    { length: 60 },
    (_, n) => `${30 + 20 * (n % 3) + (n % 5) / 2};${n % 3 === 0 ? 'Nord' : 'Süd'}`,
  );
  writeFileSync(path, `Alter;Region\n${rows.join('\n')}\n`);

  const { code, stdout } = await run(path, '--columns', 'Alter,Region', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    k: 3,
    silhouette: expect.any(Number),
    wcss: expect.any(Number),
    stability: 1,
    separation: 'strong',
    labels: Array.from({ length: 60 }, (_, n) => n % 3),
    avatars: [
      {
        size: 20,
        contrasts: expect.arrayContaining([{ column: 'Region', text: 'Region öfter Nord: 100 %, sonst 0 %' }]),
      },
      { size: 20 },
      { size: 20 },
    ],
  });
  expect((await run(path, '--columns', 'Alter,Region')).stdout).toContain('3 Gruppen, deutlich getrennt');
  expect(await run(path, '--columns', 'Alter,Größe')).toMatchObject({ code: 1 });
  expect(await run(path)).toMatchObject({ code: 2, stdout: '' });
});

function run(...words: string[]): Promise<{ code: number | null; stdout: string }> {
  return new Promise((done) => {
    const child = execFile(klinke, ['avatars', ...words], (_error, stdout) => done({ code: child.exitCode, stdout }));
  });
}
