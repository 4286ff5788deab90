import { expect, test } from 'vitest';
import { type Letter, writeLetters } from './letter-pdf.ts';

const letter: Letter = {
  sender: 'Sonnendach Kassel · Musterweg 1 · 34117 Kassel',
  addressee: ['Anna Muster', 'Königsstraße 1', '34117 Kassel'],
  date: '29. November 2026',
  subject: 'Dürfen wir Sie anrufen?',
  greeting: 'Guten Tag Anna Muster,',
  text: 'Sagen Sie es uns.',
  closing: 'Ihr Team',
  invitation: 'Ihre Antwort',
  address: 'https://klinke.example.org/ja/abc',
};

async function* batches(sizes: number[], fault?: Error): AsyncGenerator<Letter[]> {
  for (const size of sizes) yield Array.from({ length: size }, () => letter);
  if (fault) throw fault;
}

async function pagesIn(pdf: AsyncIterable<Uint8Array>): Promise<number> {
  const text = Buffer.concat(await Array.fromAsync(pdf)).toString('latin1');
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
  return text.match(/\/Type \/Page\b/g)?.length ?? 0;
}

test('every letter of every batch is a page of one whole file', async () => {
  expect(await pagesIn(writeLetters(batches([3, 1, 2])))).toBe(6);
});

test('what goes wrong while letters are fetched is told, and nobody takes the pages until then for a whole file', async () => {
  await expect(Array.fromAsync(writeLetters(batches([2], new Error('the connection is gone'))))).rejects.toThrow(
    'the connection is gone',
  );
});

test('whoever has enough after the first bytes leaves no process behind', async () => {
  const children = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
  const before = children();
  for await (const _ of writeLetters(batches([50, 50]))) break;
  await expect.poll(children).toBe(before);
});
