import { describe, expect, test } from 'vitest';
import { consentColumn, consentSaid } from './consent-column.ts';

const needed = ['phone', 'email', 'sms'];
const every = ['phone', 'email', 'sms', 'post', 'visit'];

test.each<[string, readonly string[], 'allowed' | 'blocked']>([
  ['Einwilligung', needed, 'allowed'],
  ['Einwilligung Telefon', ['phone'], 'allowed'],
  ['Einwilligung (Tel./E-Mail)', ['phone', 'email'], 'allowed'],
  ['Opt-in', needed, 'allowed'],
  ['OptIn E-Mail', ['email'], 'allowed'],
  ['Werbeeinwilligung', needed, 'allowed'],
  ['Werbeerlaubnis', needed, 'allowed'],
  ['Anruf erlaubt', ['phone'], 'allowed'],
  ['Kontakt erlaubt?', needed, 'allowed'],
  ['Newsletter', ['email'], 'allowed'],
  ['DSGVO', needed, 'allowed'],
  ['Consent', needed, 'allowed'],
  ['Robinson', every, 'blocked'],
  ['Robinsonliste Telefon', ['phone'], 'blocked'],
  ['Werbesperre', every, 'blocked'],
  ['Werbewiderspruch', every, 'blocked'],
  ['Widerspruch', every, 'blocked'],
  ['Anrufsperre', ['phone'], 'blocked'],
  ['Nicht anrufen', ['phone'], 'blocked'],
  ['Do not call', ['phone'], 'blocked'],
  ['Do Not Contact', every, 'blocked'],
  ['Keine Werbung', every, 'blocked'],
  ['kein Newsletter', ['email'], 'blocked'],
  ['Newsletter abgemeldet', ['email'], 'blocked'],
  ['Has Opted Out of Email', ['email'], 'blocked'],
  ['SMS Opt Out', ['sms'], 'blocked'],
])('%s', (header, channels, yesMeans) => expect(consentColumn(header)).toEqual({ channels, yesMeans }));

test.each([
  'Telefon',
  'Liefersperre',
  'Mahnsperre',
  'gesperrt',
  'Fax Opt Out',
  'Widerruf am',
  'Datenschutzbeauftragter',
  'Notiz',
  '',
])('%s says nothing about whether we may', (header) => expect(consentColumn(header)).toBeUndefined());

describe('what a cell says', () => {
  const may = { channels: ['phone'], yesMeans: 'allowed' } as const;
  const mayNot = { channels: ['phone'], yesMeans: 'blocked' } as const;
  test.each([
    ['nein', 'no'],
    ['Nein, möchte nichts mehr hören', 'no'],
    ['NO', 'no'],
    ['n', 'no'],
    ['gesperrt', 'no'],
    ['nicht erteilt', 'no'],
    ['widerrufen', 'no'],
    ['Opt-out', 'no'],
    ['ja', 'yes_without_proof'],
    ['ja, am 12.05.2025', 'yes_without_proof'],
    ['x', 'yes_without_proof'],
    ['erteilt', 'yes_without_proof'],
    // An unticked box is silence.
    ['false', undefined],
    ['0', undefined],
    ['no answer', undefined],
    ['nein, doch: per Mail', undefined],
    ['12.05.2025', undefined],
    ['-', undefined],
  ])('where a yes allows: %s', (cell, said) => expect(consentSaid(may, cell)).toBe(said));
  test.each([
    ['ja', 'no'],
    ['x', 'no'],
    ['true', 'no'],
    ['gesperrt', 'no'],
    ['12.05.2025', 'no'],
    ['seit 2025-05-12', 'no'],
    ['nein', undefined],
    ['false', undefined],
    ['nicht gesperrt', undefined],
    ['0', undefined],
  ])('where a yes blocks: %s', (cell, said) => expect(consentSaid(mayNot, cell)).toBe(said));
});
