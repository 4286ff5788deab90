import { expect, test } from 'vitest';
import { tableText } from './save-file.ts';

test('a table opens in a German spreadsheet, whatever people wrote into it', () => {
  expect(
    tableText([
      ['Was', 'Betrag'],
      ['Dach; "Süd"', 1234.5],
      ['=1+1', null],
    ]),
  ).toBe('\uFEFFWas;Betrag\r\n"Dach; ""Süd""";1234,5\r\n\'=1+1;\r\n');
});
