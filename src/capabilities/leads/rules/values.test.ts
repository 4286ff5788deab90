import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressShape, readAddressLine, readPostalCity, readStreetLine, settlePostalCode } from './addresses.ts';
import { hasLegalForm, isCompanyName } from './companies.ts';
import { detectDateOrder, parseMoment, parseSerialDay, parseTime } from './dates.ts';
import { readEmail, splitEmails } from './emails.ts';
import { foldText, repairMojibake, typoDistance } from './header-text.ts';
import { detectDecimal, parseMoney } from './money.ts';
import { readFullName, readSalutation } from './names.ts';
import { readPhone, splitPhones } from './phones.ts';
import { objectionsIn, visitResult } from './visits.ts';

describe('names', () => {
  test.each([
    ['Maier, Mia', { firstName: 'Mia', lastName: 'Maier' }],
    ['Dr. Jürgen von der Heide', { title: 'Dr.', firstName: 'Jürgen', lastName: 'von der Heide' }],
    ['Heide, Jürgen von der', { firstName: 'Jürgen', lastName: 'von der Heide' }],
    ['Hans-Peter Winter', { firstName: 'Hans-Peter', lastName: 'Winter' }],
    ['Herr Müller', { salutation: 'Herr', lastName: 'Müller' }],
    [
      'Frau Prof. Dr. Wiebke Petersen',
      { salutation: 'Frau', title: 'Prof. Dr.', firstName: 'Wiebke', lastName: 'Petersen' },
    ],
    ['Müller Hans Peter', { firstName: 'Hans Peter', lastName: 'Müller' }],
    ['MÜLLER Jürgen', { firstName: 'Jürgen', lastName: 'MÜLLER' }],
    ['Müller, Dr. Jürgen', { title: 'Dr.', firstName: 'Jürgen', lastName: 'Müller' }],
    ["Sabine d'Angelo", { firstName: 'Sabine', lastName: "d'Angelo" }],
    ['Mia', { firstName: 'Mia' }],
    ['Knoll', { lastName: 'Knoll' }],
  ])('%s is one person', (text, expected) => {
    expect(readFullName(text)).toEqual({ ...expected, household: false });
  });

  test.each([
    ['Fam. Weiß', { lastName: 'Weiß' }],
    ['Familie von der Heide', { lastName: 'von der Heide' }],
    ['Eheleute Kurz', { lastName: 'Kurz' }],
    ['Weiß (Familie)', { lastName: 'Weiß' }],
    ['Herr und Frau Kurz', { lastName: 'Kurz' }],
    ['Anna & Peter Schulz', { firstName: 'Anna & Peter', lastName: 'Schulz' }],
    ['Schulz, Anna und Peter', { firstName: 'Anna & Peter', lastName: 'Schulz' }],
  ])('%s is a household, and nobody gets an invented first name', (text, expected) => {
    expect(readFullName(text)).toEqual({ ...expected, household: true });
  });

  test('a salutation may carry the title, in either order', () => {
    expect(readSalutation('Frau Dr.')).toEqual({ salutation: 'Frau', title: 'Dr.' });
    expect(readSalutation('Dr. Herr')).toEqual({ salutation: 'Herr', title: 'Dr.' });
    expect(readSalutation('Mrs')).toEqual({ salutation: 'Frau' });
  });

  test('whatever the words, the family name or first name keeps them', () => {
    const word = fc.stringMatching(/^[A-ZÄÖÜ][a-zäöüß]{2,8}$/);
    fc.assert(
      fc.property(word, word, (first, last) => {
        const { firstName = '', lastName = '', salutation, title } = readFullName(`${first} ${last}`);
        fc.pre(salutation === undefined && title === undefined);
        expect([firstName, lastName].filter(Boolean).sort()).toEqual([first, last].sort());
      }),
    );
  });
});

describe('companies', () => {
  test.each([
    'Ebert Dachbau GmbH',
    'Bäckerei Schäfer e.K.',
    'Löffler Agentur UG (haftungsbeschränkt)',
    'Weiß & Partner mbB',
    'Nordhessen Wärme AG',
    'Autohaus Lange GmbH & Co. KG',
    'Stamm OHG',
    'TSV Kassel e.V.',
    'Frei SA',
    'Garage Frei Sàrl',
    'Fuchs; Söhne GbR',
    'Huber e.U.',
  ])('%s has a legal form', (name) => expect(hasLegalForm(name)).toBe(true));
  test.each(['Praxis Dr. Öztürk', 'Jäger Immobilien', 'Hotel "Zur Post"', 'Malerbetrieb Groß'])(
    '%s is a company by its trade',
    (name) => {
      expect(hasLegalForm(name)).toBe(false);
      expect(isCompanyName(name)).toBe(true);
    },
  );
  test.each(['Mia Knoll', 'Uwe Agner', 'Sebastian Ugur', 'Kai Gruber'])('%s is none', (name) =>
    expect(isCompanyName(name)).toBe(false),
  );
});

describe('addresses', () => {
  test.each([
    ['Goethestr. 82', { street: 'Goethestr.', houseNumber: '82' }],
    ['90b Goethestr.', { street: 'Goethestr.', houseNumber: '90b' }],
    ['Straße des 17. Juni 41', { street: 'Straße des 17. Juni', houseNumber: '41' }],
    ['Straße des 17. Juni', { street: 'Straße des 17. Juni' }],
    ['65 Straße des 17. Juni', { street: 'Straße des 17. Juni', houseNumber: '65' }],
    ['Am Sandkopf 17 a', { street: 'Am Sandkopf', houseNumber: '17a' }],
    ['Weserweg 3-5', { street: 'Weserweg', houseNumber: '3-5' }],
    ['Hauptstr.12', { street: 'Hauptstr.', houseNumber: '12' }],
    ['Lindenweg 4, 3. OG', { street: 'Lindenweg', houseNumber: '4', extra: '3. OG' }],
    ['Lindenweg 4 Hinterhaus', { street: 'Lindenweg', houseNumber: '4', extra: 'Hinterhaus' }],
  ])('%s', (text, expected) => expect(readStreetLine(text)).toEqual(expected));

  test.each([
    [
      'Auf dem Hügel 33, 34346 Hann. Münden',
      { street: 'Auf dem Hügel', houseNumber: '33', postalCode: '34346', city: 'Hann. Münden' },
    ],
    ['Goethestr. 14, 8004 Zürich', { street: 'Goethestr.', houseNumber: '14', postalCode: '8004', city: 'Zürich' }],
    ['Goethestr. 14 34117 Kassel', { street: 'Goethestr.', houseNumber: '14', postalCode: '34117', city: 'Kassel' }],
    [
      'Weg 3\nD-34117 Kassel\nDeutschland',
      { street: 'Weg', houseNumber: '3', postalCode: '34117', city: 'Kassel', country: 'DE' },
    ],
    ['34117 Kassel, Goethestr. 82', { street: 'Goethestr.', houseNumber: '82', postalCode: '34117', city: 'Kassel' }],
    ['Königsplatz 1, Kassel', { street: 'Königsplatz', houseNumber: '1', city: 'Kassel' }],
    ['82 Goethestr., Leipzig', { street: 'Goethestr.', houseNumber: '82', city: 'Leipzig' }],
  ])('%s in one cell', (text, expected) => expect(readAddressLine(text)).toEqual(expected));

  test('postal code and town in one cell', () => {
    expect(readPostalCity('34117 Kassel')).toEqual({ postalCode: '34117', city: 'Kassel' });
    expect(readPostalCity('A-6020 Innsbruck')).toEqual({ postalCode: '6020', city: 'Innsbruck', country: 'AT' });
    expect(readPostalCity('Kassel')).toBeUndefined();
  });

  test.each([
    ['1067', 'Dresden', undefined, { postalCode: '01067', country: 'DE' }],
    ['1067', 'Irgendwo', 'DE', { postalCode: '01067', country: 'DE' }],
    ['6020', 'Innsbruck', undefined, { postalCode: '6020', country: 'AT' }],
    ['6020', 'Innsbruck', 'DE', { postalCode: '6020', country: 'AT' }],
    ['8004', 'Zürich', undefined, { postalCode: '8004', country: 'CH' }],
    ['34117.0', 'Kassel', undefined, { postalCode: '34117', country: 'DE' }],
    ['D-34117', undefined, undefined, { postalCode: '34117', country: 'DE' }],
  ])('the postal code %s of %s', (code, city, told, expected) => {
    expect(settlePostalCode(code, city, told, 'DE')).toEqual(expected);
  });

  test('surnames and towns are no streets', () => {
    for (const text of ['Kleeberg', 'Homberg', 'Bad Hersfeld', 'Mia Knoll', 'Frau'])
      expect(addressShape(text)).toBe('none');
  });
});

describe('dates and times', () => {
  test.each([
    ['17.05.2026', 'dmy', { on: '2026-05-17' }],
    ['7.5.26', 'dmy', { on: '2026-05-07' }],
    ['5/13/2026', 'dmy', { on: '2026-05-13' }],
    ['05/03/2026', 'mdy', { on: '2026-05-03' }],
    ['05/03/2026', 'dmy', { on: '2026-03-05' }],
    ['05.03.2026', 'mdy', { on: '2026-03-05' }],
    ['2026-05-17 08:14', 'dmy', { on: '2026-05-17', time: '08:14' }],
    ['2026-05-11T09:12:00.123000+00:00', 'dmy', { on: '2026-05-11', time: '09:12' }],
    ['17. Mai 2026', 'dmy', { on: '2026-05-17' }],
    ['May 17, 2026 5:15 PM', 'mdy', { on: '2026-05-17', time: '17:15' }],
    ['Mo., 11.05.2026 um 17 Uhr', 'dmy', { on: '2026-05-11', time: '17:00' }],
    ['19610312', 'dmy', { on: '1961-03-12' }],
  ] as const)('%s read as %s', (text, order, expected) => expect(parseMoment(text, order)).toEqual(expected));

  test.each(['31.02.2026', '29.02.2025', '0561 88120', 'bald', '', '12', '99.99.9999'])('%s is no day', (text) => {
    expect(parseMoment(text, 'dmy')).toBeUndefined();
  });

  test('Excel counts days', () => {
    expect(parseSerialDay('46159')).toEqual({ on: '2026-05-17' });
    expect(parseSerialDay('46159.5')).toEqual({ on: '2026-05-17', time: '12:00' });
    expect(parseSerialDay('34117 Kassel')).toBeUndefined();
  });

  test.each([
    ['8:05 Uhr', '08:05'],
    ['14.30', '14:30'],
    ['5:15 pm', '17:15'],
    ['1720', '17:20'],
    ['0,72222222', '17:20'],
    ['um 17 Uhr', '17:00'],
  ])('%s o’clock', (text, expected) => expect(parseTime(text)).toBe(expected));

  test('the order of day and month is proved by the values', () => {
    expect(detectDateOrder(['05/03/2026', '05/13/2026'])).toBe('mdy');
    expect(detectDateOrder(['05/03/2026', '13/05/2026'])).toBe('dmy');
    expect(detectDateOrder(['2026-05-03'])).toBe('ymd');
  });

  test('a day survives being written in any usual form', () => {
    const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2039-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (at) => {
        const on = at.toISOString().slice(0, 10);
        const [year, month, date] = on.split('-');
        for (const text of [
          on,
          `${date}.${month}.${year}`,
          `${Number(date)}.${Number(month)}.${year}`,
          `${date}/${month}/${year}`,
        ]) {
          expect(parseMoment(text, 'dmy')?.on).toBe(on);
        }
        expect(parseMoment(`${month}/${date}/${year}`, 'mdy')?.on).toBe(on);
      }),
    );
  });
});

describe('money', () => {
  test.each([
    ['29.304,70 €', ',', 2930470, 'EUR'],
    ['29304.7', '.', 2930470, undefined],
    ["1'795.00 CHF", '.', 179500, 'CHF'],
    ['12.500', ',', 1250000, undefined],
    ['12.500', '.', 1250, undefined],
    ['1,250.00', '.', 125000, undefined],
    ['1,5 Mio. €', ',', 150000000, 'EUR'],
    ['15k', ',', 1500000, undefined],
    ['990,-', ',', 99000, undefined],
    ['-45,10 €', ',', -4510, 'EUR'],
    ['EUR 18.450', ',', 1845000, 'EUR'],
  ] as const)('%s', (text, decimal, cents, currency) => {
    expect(parseMoney(text, decimal)).toEqual(currency ? { cents, currency } : { cents });
  });
  test.each(['', 'viel', '12 Stück', 'K-10023', '1,2,3e'])('%s is no amount', (text) =>
    expect(parseMoney(text, ',')).toBeUndefined(),
  );

  test('cents survive every usual way to write them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_99 }), (cents) => {
        const plain = (cents / 100).toFixed(2);
        const german = (cents / 100).toLocaleString('de-DE', { minimumFractionDigits: 2 });
        const swiss = plain.replace(/\B(?=(\d{3})+\.)/g, "'");
        expect(parseMoney(plain, '.')?.cents).toBe(cents);
        expect(parseMoney(`${german} €`, ',')?.cents).toBe(cents);
        expect(parseMoney(`CHF ${swiss}`, '.')?.cents).toBe(cents);
      }),
    );
  });

  test('the decimal sign of a file', () => {
    expect(detectDecimal(['1.234,56', '99'])).toBe(',');
    expect(detectDecimal(['1795.29', '18115.8'])).toBe('.');
  });
});

describe('phone numbers', () => {
  const number = (text: string, country = 'DE') => {
    const reading = readPhone(text, country, 'DE');
    return 'ok' in reading ? reading.ok.number : reading.because;
  };
  test.each([
    ['0561 234949', '+49561234949'],
    ['0049 (0)561 598301', '+49561598301'],
    ['+49(0)561 598301', '+49561598301'],
    ['(0561) 23 45 12-0', '+495612345120'],
    ['0561/404404', '+49561404404'],
    ['561234949', '+49561234949'],
    ['561234949.0', '+49561234949'],
    ['0171-5523411', '+491715523411'],
    ['tel:+49-5622-91823', '+49562291823'],
    ['Büro: 0561 88120', '+4956188120'],
    ['\u200e+49 561 88120', '+4956188120'],
  ])('%s', (text, expected) => expect(number(text)).toBe(expected));

  test('the row’s country speaks where the number does not', () => {
    expect(number('0512 123456', 'AT')).toBe('+43512123456');
    expect(number('044 211 22 33', 'CH')).toBe('+41442112233');
    expect(number('017629848891', 'AT')).toBe('+4917629848891');
  });

  test('what Excel ruined is told, never guessed', () => {
    expect(number('1,76298E+11')).toContain('Excel hat');
    expect(number('88120')).toContain('keine vollständige');
    expect(number('8812034')).toContain('Vorwahl');
    expect(number('000000000')).toContain('keine gültige');
  });

  test('several numbers in one cell', () => {
    expect(splitPhones('0561 1234, 0160-123456')).toEqual(['0561 1234', '0160-123456']);
    expect(splitPhones('0561 123456 ::: 0160 1234567')).toEqual(['0561 123456', '0160 1234567']);
    expect(splitPhones('0561 123456 / 0160 1234567')).toEqual(['0561 123456', '0160 1234567']);
    expect(splitPhones('0561/404404')).toEqual(['0561/404404']);
  });
});

describe('e-mail addresses', () => {
  test.each([
    [' Mia.Knoll@Example.DE ', 'mia.knoll@example.de'],
    ['mailto:mia@example.de', 'mia@example.de'],
    ['mia(at)example.de', 'mia@example.de'],
    ['mia@example.de.', 'mia@example.de'],
    ['mia@müller.de', 'mia@müller.de'],
  ])('%s', (text, expected) => expect(readEmail(text)).toBe(expected));
  test.each(['mia@', '@example.de', 'mia@example', 'mia example.de', 'mia@@example.de', 'a@b..de'])(
    '%s is none',
    (text) => {
      expect(readEmail(text)).toBeUndefined();
    },
  );
  test('several in one cell', () => {
    expect(splitEmails('a@b.de; c@d.de')).toEqual(['a@b.de', 'c@d.de']);
    expect(splitEmails('a@b.de ::: c@d.de')).toEqual(['a@b.de', 'c@d.de']);
    expect(splitEmails('Mia Knoll <mia@b.de>')).toEqual(['mia@b.de']);
  });
});

describe('door results', () => {
  test.each([
    ['nicht angetroffen', 'not_home'],
    ['Niemand da', 'not_home'],
    ['Not Home', 'not_home'],
    ['NA', 'not_home'],
    ['No Answer', 'not_home'],
    ['kein Interesse', 'not_interested'],
    ['KI', 'not_interested'],
    ['Not Interested', 'not_interested'],
    ['hat abgelehnt', 'not_interested'],
    ['wiederkommen', 'come_back'],
    ['WV', 'come_back'],
    ['Go Back', 'come_back'],
    ['nochmal versuchen', 'come_back'],
    ['Termin', 'appointment'],
    ['T', 'appointment'],
    ['Appointment Set', 'appointment'],
    ['verkauft', 'sold'],
    ['V', 'sold'],
    ['Sold', 'sold'],
    ['Vertrag unterschrieben', 'sold'],
    ['verzogen', 'moved'],
    ['unbekannt verzogen', 'moved'],
    ['Moved', 'moved'],
    ['Mieter', 'tenant'],
    ['Renter', 'tenant'],
    ['Rückruf', 'callback'],
    ['Callback', 'callback'],
    ['bitte anrufen', 'callback'],
    ['bitte nicht mehr klingeln', 'do_not_knock'],
    ['BITTE NICHT WIEDER KOMMEN', 'do_not_knock'],
    ['Do Not Knock', 'do_not_knock'],
    ['DNK', 'do_not_knock'],
    ['kein Interesse, bitte nicht mehr klingeln', 'do_not_knock'],
    ['Klingelverbot', 'do_not_knock'],
    ['kein Termin', 'other'],
    ['Hund', 'other'],
  ] as const)('%s → %s', (text, expected) => expect(visitResult(text)).toBe(expected));

  test('a no to calls or mails is heard', () => {
    expect(objectionsIn('bitte nicht mehr anrufen!')).toEqual(['phone']);
    expect(objectionsIn('Werbesperre')).toEqual(['phone', 'email']);
    expect(objectionsIn('bitte anrufen')).toEqual([]);
  });
});

describe('header text', () => {
  test('mojibake is repaired and nothing else touched', () => {
    expect(repairMojibake('StraÃŸe')).toBe('Straße');
    expect(repairMojibake('JÃ¼rgen')).toBe('Jürgen');
    expect(repairMojibake('São Paulo')).toBe('São Paulo');
    expect(foldText('E-Mail (geschäftlich)')).toBe('e mail geschaeftlich');
  });
  test('distances are symmetric for ordinary letters, and swapping two is one slip', () => {
    expect(typoDistance('handy', 'hnady', 2)).toBe(1);
    const word = fc.stringMatching(/^[a-z]{0,8}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(typoDistance(a, b, 9)).toBe(typoDistance(b, a, 9));
      }),
    );
  });
});

test('no reader of single values ever throws or hangs, whatever the bytes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'0 1,.-/()+@;a#:€x\nß'), maxLength: 300 }),
  );
  const readers = fc.property(text, (value) => {
    readFullName(value);
    readAddressLine(value);
    readStreetLine(value);
    addressShape(value);
    parseMoment(value, 'dmy');
    parseTime(value);
    parseMoney(value, ',');
    readPhone(value, 'AT', 'DE');
    splitPhones(value);
    for (const part of splitEmails(value)) readEmail(part);
    visitResult(value);
    isCompanyName(value);
  });
  expect(fc.check(readers, { numRuns: 400 })).toMatchObject({ failed: false });
});
