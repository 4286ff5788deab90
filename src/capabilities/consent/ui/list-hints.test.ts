import { expect, test } from 'vitest';
import { listHints } from './list-hints.ts';

// As src/capabilities/leads/import.test.ts sees it come into the note.
const note = `Dach nach Süden
Liste sagt: Anruf erlaubt: ja – Nachweis fehlt
Liste sagt: Newsletter: ja, am 12.05.2025 – Nachweis fehlt
Alter: 52`;

test('what a list said of a consent is found in the note, and nothing else', () => {
  expect(listHints(note)).toEqual(['Anruf erlaubt: ja', 'Newsletter: ja, am 12.05.2025']);
  expect([listHints(null), listHints('Die Liste sagt: ja – Nachweis fehlt')]).toEqual([[], []]);
});
