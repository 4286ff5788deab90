import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '#platform/ids';
import { fromCursor, toCursor } from '#platform/paging';
import { Sort } from './contract.ts';
import { cursorKey } from './rules/cursor.ts';
import { fold, sortable, wordsOf } from './rules/fold.ts';
import { difference, type Key, keysOfCompany, keysOfContact, turns, vocabularyOf } from './rules/keys.ts';
import { nameOf } from './rules/names.ts';
import { numberBeginnings, readNumber } from './rules/phones.ts';
import { isLike, type KeyRange, mistakesBetween, phraseOf, wantedBy } from './rules/query.ts';
import { emptyContact } from './rules/records.ts';

/** Letters that names are made of, the awkward ones often. */
const names = fc.string({
  unit: fc.oneof(fc.constantFrom(...'aeouäöüßéłıøđế -’.A'), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 30,
});

describe('folding', () => {
  test.each([
    ['Müller', 'Mueller', 'Muller', 'Müler', 'MÜLLER', 'mùller'],
    ['Weiß', 'Weiss', 'WEISS', 'Weis'],
    ['Schröder', 'Schroeder', 'Schroder'],
    ['Łukasz', 'Lukasz', 'lukasz'],
    ['Işık', 'Isik', 'ışık', 'ISIK'],
    ['Nguyễn Thế', 'Nguyen The', 'nguyen the'],
    ['Đorđević', 'Dordevic'],
    ['Sørensen', 'Sörensen', 'Soerensen'],
    ['Meyer-Lüdenscheid', 'meyer-luedenscheid'],
  ])('%s is one with its other spellings', (name, ...others) => {
    expect(new Set([name, ...others].map(fold))).toEqual(new Set([fold(name)]));
  });

  test('numbers keep every digit', () => {
    expect(wordsOf('Goethestr. 1100, 34117')).toEqual(['gothestr', '1100', '34117']);
  });

  test('what is typed so far folds to the beginning of the whole', () => {
    fc.assert(
      fc.property(names, fc.nat(30), (name, length) => {
        const letters = [...name.normalize('NFKD')];
        const typed = letters.slice(0, length).join('');
        expect(fold(name.normalize('NFKD')).startsWith(fold(typed))).toBe(true);
      }),
    );
  });

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(fold(fold(name))).toBe(fold(name));
      }),
    );
  });

  test('alphabetical order is that of German lists', () => {
    const list = ['Zander', 'Öztürk', 'Müller', 'Mutter', 'Ärger', 'Adam', 'Weiß', 'Weissmann'];
    expect(list.toSorted((a, b) => (sortable(a) < sortable(b) ? -1 : 1))).toEqual([
      'Adam',
      'Ärger',
      'Müller',
      'Mutter',
      'Öztürk',
      'Weiß',
      'Weissmann',
      'Zander',
    ]);
  });
});

describe('names', () => {
  const place = { label: 'home', street: 'Goethestr.', houseNumber: '82', city: 'Leipzig' };
  test.each([
    ['a person', { firstName: 'Anna', lastName: 'Weiß' }, 'Anna Weiß', 'weiss anna'],
    ['a doctor', { title: 'Dr.', firstName: 'Anna', lastName: 'Weiß' }, 'Dr. Anna Weiß', 'weiss anna'],
    ['a household', { salutation: 'Familie', lastName: 'Weiß' }, 'Familie Weiß', 'weiss'],
    ['a bare door', { addresses: [place] }, 'Goethestr. 82, Leipzig', 'goethestr 82 leipzig'],
    ['somebody at a company', { companyName: 'Nord & Söhne' }, 'Nord & Söhne', 'nord sohne'],
    ['an address of a mail', { emails: [{ label: 'work', value: 'info@nord.de' }] }, 'info@nord.de', 'info nord de'],
    ['a number', { phones: [{ label: 'work', value: '+49561123456' }] }, '+49561123456', '49561123456'],
  ])('%s', (_, parts, name, sortName) => {
    expect(nameOf({ phones: [], emails: [], addresses: [], ...parts })).toEqual({ name, sortName });
  });

  test('nothing at all has no name', () => {
    expect(nameOf({ phones: [], emails: [], addresses: [] })).toBeUndefined();
  });
});

describe('keys', () => {
  const contact = {
    ...emptyContact,
    name: 'Anna-Lena Müller',
    firstName: 'Anna-Lena',
    lastName: 'Müller',
    phones: [{ label: 'mobile', value: '+4915112345678' }],
    emails: [{ label: 'work', value: 'a.mueller@nordsolar.de' }],
    addresses: [{ label: 'home', street: 'Lange Straße', houseNumber: '5', city: 'Bad Wildungen' }],
    tags: ['Solar'],
  };
  const meets = (keys: readonly Key[], range: KeyRange) =>
    keys.some((key) => key.kind === range.kind && key.value >= range.from && key.value < range.to);
  const found = (keys: readonly Key[], typed: string) => {
    const [wanted, phrase] = [wantedBy(typed), phraseOf(typed)];
    return (
      wanted.length > 0 &&
      (wanted.every((ranges) => ranges.some((range) => meets(keys, range))) || (!!phrase && meets(keys, phrase)))
    );
  };

  test.each([
    'müller',
    'Mueller',
    'müler an',
    'anna lena',
    'lena mül',
    'nord',
    'nordsolar',
    'dach nord',
    'bad wil',
    'wildungen müller',
    'lange straße',
    'lange stra',
    'Lange Str. 5',
    '0151 123',
    '+49 (0)151 1234',
    '0049151',
    '15112345678',
    'a.mueller@nord',
  ])('“%s” finds her', (typed) => {
    expect(found(keysOfContact(contact, 'Nord Dach GmbH'), typed)).toBe(true);
  });

  test.each(['schmidt', 'müller peter', '0152', 'b.mueller@', 'kassel'])('“%s” does not', (typed) => {
    expect(found(keysOfContact(contact, 'Nord Dach GmbH'), typed)).toBe(false);
  });

  test('every word of a name leads once', () => {
    expect(turns('Peter Paul Weiß').map((key) => key.value)).toEqual([
      'peter paul weis',
      'paul peter weis',
      'weis peter paul',
    ]);
  });

  test('whoever has a name is found by any beginning of any of its words', () => {
    fc.assert(
      fc.property(names, fc.nat(), fc.nat(), (name, at, length) => {
        const words = wordsOf(name);
        const word = words[at % Math.max(words.length, 1)];
        fc.pre(word !== undefined && words.length <= 6);
        const typed = word?.slice(0, 1 + (length % word.length)) ?? '';
        const keys = keysOfCompany({ ...emptyContact, name });
        expect(keys.some((key) => key.kind === 'word' && key.value.startsWith(typed.slice(0, 60)))).toBe(true);
      }),
    );
  });

  test('a difference leads from one set to the other and no further', () => {
    const key = fc.record({
      kind: fc.constantFrom('word' as const, 'tag' as const),
      value: fc.constantFrom('a', 'b', 'c', 'd'),
    });
    const name = (one: Key) => `${one.kind} ${one.value}`;
    fc.assert(
      fc.property(fc.uniqueArray(key, { selector: name }), fc.uniqueArray(key, { selector: name }), (before, after) => {
        const { gone, fresh } = difference(before, after);
        const left = new Set(gone.map(name));
        expect(new Set([...before.filter((one) => !left.has(name(one))), ...fresh].map(name))).toEqual(
          new Set(after.map(name)),
        );
        expect(gone.length + fresh.length).toBeLessThanOrEqual(before.length + after.length);
      }),
    );
  });

  test('the vocabulary holds words, not numbers and not initials', () => {
    expect(vocabularyOf(keysOfContact(contact, undefined)).toSorted()).toEqual([
      'lange',
      'lena',
      'muler',
      'nordsolar',
      'wildungen',
    ]);
  });
});

describe('numbers', () => {
  test.each([
    ['0561 123456', 'DE', '+49561123456'],
    ['+49 (0)561 / 12 34 56', 'DE', '+49561123456'],
    ['0049 561 123456', 'AT', '+49561123456'],
    ['0664 1234567', 'AT', '+436641234567'],
    ['079 123 45 67', 'CH', '+41791234567'],
    ['(0151) 123-45678', 'DE', '+4915112345678'],
  ] as const)('%s from %s', (text, country, value) => {
    expect(readNumber(text, country)).toEqual({ value });
  });

  test.each(['', '123', '0000 0000', 'anrufen!', '+49 1', '0561 12345678901234567'])('“%s” is none', (text) => {
    expect(readNumber(text, 'DE')).toBeUndefined();
  });

  test.each([
    ['0561 4', ['495614', '435614', '415614']],
    ['+49 561', ['49561']],
    ['0049561', ['49561']],
    ['05', []],
    ['müller', []],
  ])('%s may begin', (typed, beginnings) => {
    expect(numberBeginnings(typed)).toEqual(beginnings);
  });

  test('hostile text neither throws nor hangs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        readNumber(text, 'DE');
        wantedBy(text);
        phraseOf(text);
        return true;
      }),
    );
  });
});

describe('typing mistakes', () => {
  test.each([
    ['shcmidt', 'schmidt', true],
    ['meier', 'maier', true],
    ['hofmann', 'hofman', true],
    ['quitenbaum', 'quittenbaum', true],
    ['schnid', 'schneider', true],
    ['weber', 'wagner', false],
    ['ott', 'otto', true],
    ['uwe', 'ute', false],
  ])('%s for %s', (typed, known, like) => {
    expect(isLike(typed, known)).toBe(like);
  });

  test('the distance is the same both ways, and none only between equals', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(mistakesBetween(a, b)).toBe(mistakesBetween(b, a));
        expect(mistakesBetween(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe('cursors', () => {
  test('come back as they were written, for the same order only', () => {
    const value = fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
      fc.constant(null),
      fc.string(),
    );
    const moment = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);
    fc.assert(
      fc.property(fc.constantFrom(...Sort.options), fc.constantFrom(...Sort.options), value, (sort, other, value) => {
        const key = [sort, value, newId()];
        const fits = sort.endsWith('name')
          ? value !== null
          : value === null
            ? sort.endsWith('lastTouchAt')
            : moment(value);
        if (fits) expect(fromCursor(toCursor(key), cursorKey(sort))).toEqual(key);
        else expect(() => fromCursor(toCursor(key), cursorKey(sort))).toThrow('Diese Seite');
        if (other !== sort) expect(() => fromCursor(toCursor(key), cursorKey(other))).toThrow('Diese Seite');
      }),
    );
  });
});
