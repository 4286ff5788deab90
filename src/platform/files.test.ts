import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskFiles } from '#platform/files';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'klinke-files-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const drafts = () => readdirSync(join(folder, 'drafts'));

test('gives back what was put in, under the name of its content', async () => {
  const files = diskFiles(folder);
  const { sha256, bytes } = await files.put(Readable.from([Buffer.from('Grüße')]), 100);
  const content = await files.get(sha256);
  expect([bytes, content.bytes, (await buffer(content)).toString()]).toEqual([7, 7, 'Grüße']);
});

test('what is too large or breaks off leaves nothing', async () => {
  const files = diskFiles(folder);
  async function* broken() {
    yield Buffer.from('halb');
    throw new Error('abgebrochen');
  }
  await expect(files.put(Readable.from([Buffer.alloc(101)]), 100)).rejects.toMatchObject({ code: 'too_large' });
  await expect(files.put(broken(), 100)).rejects.toThrow('abgebrochen');
  expect(drafts()).toEqual([]);
});

test('what a killed process left is swept a day later', async () => {
  mkdirSync(join(folder, 'drafts'));
  const [old, fresh] = ['old', 'fresh'].map((name) => join(folder, 'drafts', name));
  for (const path of [old, fresh]) writeFileSync(path ?? '', 'halb');
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  utimesSync(old ?? '', yesterday, yesterday);
  await diskFiles(folder).put(Readable.from([Buffer.from('x')]), 100);
  expect(drafts()).toEqual(['fresh']);
});
