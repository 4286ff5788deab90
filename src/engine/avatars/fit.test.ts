import { expect, test } from 'vitest';
import { collectTable } from '../table.ts';
import { fitOf, learnFit } from './fit.ts';
import { groupAvatars } from './group.ts';

const names = ['Quelle', 'Wert', 'Ort'];

function customers() {
  const collected = collectTable(names);
  for (let n = 0; n < 60; n++)
    collected.add(
      n % 2 === 0 ? ['Netz', String(9_000 + 37 * n), 'Kassel'] : ['Empfehlung', String(48_000 + 91 * n), 'Fulda'],
    );
  return collected.table();
}

function model() {
  const table = customers();
  const { labels, k } = groupAvatars(table, names);
  expect(k).toBe(2);
  return learnFit(table, names, labels, k);
}

test('who is like a group fits it, with the columns that say so', () => {
  const [web, word] = fitOf(model(), ['Netz', 10_100, 'Kassel']) ?? [];
  expect(web?.percent).toBeGreaterThan(50);
  expect(word?.percent).toBe(0);
  expect(web?.gains.every((gain) => gain !== null && gain > 0)).toBe(true);
  expect(word?.gains.every((gain) => gain !== null && gain < 0)).toBe(true);
});

test('what is not known counts for nothing; of whom hardly anything is known nothing is said', () => {
  const [web] = fitOf(model(), ['Netz', null, 'Kassel']) ?? [];
  expect(web?.percent).toBeGreaterThan(90);
  expect(web?.gains[1]).toBeNull();
  expect(fitOf(model(), ['Netz', null, null])).toBeUndefined();
});

test('a choice that no customer made fits nobody well', () => {
  const [web, word] = fitOf(model(), ['Messe', null, 'Berlin']) ?? [];
  expect([web?.percent, word?.percent]).toEqual([0, 0]);
});

test('a model can be kept as JSON', () => {
  const kept = JSON.parse(JSON.stringify(model())) as ReturnType<typeof model>;
  expect(fitOf(kept, ['Netz', 10_100, 'Kassel'])).toEqual(fitOf(model(), ['Netz', 10_100, 'Kassel']));
});
