import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScriptStep } from '../contract.ts';
import { acceptValue, changeFor, fits } from './fields.ts';
import { goOn, mayAskForConsent } from './going-on.ts';
import { type Facts, fill, unknownPlaceholders } from './placeholders.ts';
import { faultsOf, unknownWays } from './reach.ts';

const say = (key: string, next: string | null): ScriptStep => ({ kind: 'say', key, title: key, text: '', next });
const ask = (key: string, ...ways: (string | null)[]): ScriptStep => ({
  kind: 'question',
  key,
  title: key,
  text: '',
  answers: ways.map((next, index) => ({
    key: `a${index}`,
    label: `Antwort ${index}`,
    next,
    sets: null,
    disposition: null,
  })),
});
const read = (key: string, onYes: string | null, onNo: string | null): ScriptStep => ({
  kind: 'wording',
  key,
  title: key,
  text: '',
  channel: 'email',
  onYes,
  onNo,
});

describe('what would surprise somebody in the middle of a call', () => {
  test.each<[string, ScriptStep[], object[]]>([
    ['one step and the end', [say('a', null)], []],
    ['two branches that meet', [ask('a', 'b', 'c'), say('b', 'd'), say('c', 'd'), say('d', null)], []],
    ['a step nobody reaches', [say('a', null), say('b', null)], [{ step: 'b', fault: 'unreached' }]],
    [
      'a step only reached from one nobody reaches',
      [say('a', null), say('b', 'c'), say('c', null)],
      [
        { step: 'b', fault: 'unreached' },
        { step: 'c', fault: 'unreached' },
      ],
    ],
    ['a step that leads to itself', [say('a', 'a')], [{ step: 'a', fault: 'endless' }]],
    [
      'a loop with no way out',
      [ask('a', 'b', null), say('b', 'c'), say('c', 'b')],
      [
        { step: 'b', fault: 'endless' },
        { step: 'c', fault: 'endless' },
      ],
    ],
    ['a loop with a way out', [say('a', 'b'), ask('b', 'a', null)], []],
    ['a way out only after a no', [read('a', 'a', null)], []],
    [
      'a step beside the only loop',
      [ask('a', 'a', 'b'), say('b', 'a')],
      [
        { step: 'a', fault: 'endless' },
        { step: 'b', fault: 'endless' },
      ],
    ],
  ])('%s', (_, steps, faults) => expect(faultsOf(steps)).toEqual(faults));

  test('a way to a step that is not there is named', () => {
    expect(unknownWays([ask('a', 'b', null), read('b', 'x', 'a')])).toEqual(['x']);
  });

  test('whatever the ways: a step without a fault is reached from the first and comes to the end', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const way = fc.constantFrom(...keys, null);
    const scripts = fc.array(fc.array(way, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(scripts, (ways) => {
        const steps = ways.map((each, index) => ask(keys[index] ?? '', ...each));
        const faults = new Map(faultsOf(steps).map(({ step, fault }) => [step, fault]));
        for (const key of keys) {
          const here = from(key, ways, keys);
          const reached = from('a', ways, keys).has(key) || key === 'a';
          expect(faults.get(key)).toBe(!reached ? 'unreached' : here.has(null) ? undefined : 'endless');
        }
      }),
    );
  });
});

/** By walking every way for as long as there is something new, slowly. */
function from(
  start: string,
  ways: readonly (readonly (string | null)[])[],
  keys: readonly string[],
): Set<string | null> {
  let seen = new Set<string | null>();
  for (let step = 0; step < 10; step++) {
    const at = [start, ...seen].filter((key) => key !== null);
    seen = new Set([...seen, ...at.flatMap((key) => ways[keys.indexOf(key)] ?? [])]);
  }
  return seen;
}

const facts: Facts = {
  name: 'Erika Muster',
  kind: 'private',
  salutation: 'Frau',
  title: 'Dr.',
  firstName: 'Erika',
  lastName: 'Muster',
  companyName: 'Muster GmbH',
  me: 'Mira Kern',
  workspace: 'Sonnendach Kassel',
  locale: 'de',
};
const nothing = { salutation: null, title: null, firstName: null, lastName: null, companyName: null };

describe('placeholders', () => {
  test.each<[string, string, Partial<Facts>, string]>([
    [
      'everything known',
      'Guten Tag {{salutation}}, hier ist {{me}} von {{workspace}}.',
      {},
      'Guten Tag Frau Dr. Muster, hier ist Mira Kern von Sonnendach Kassel.',
    ],
    ['blanks inside', 'Hallo {{ firstName }}', {}, 'Hallo Erika'],
    ['no salutation: the first name', '{{salutation}}', { salutation: null }, 'Erika Dr. Muster'],
    [
      'no last name: what the record is called',
      '{{salutation}}',
      { ...nothing, name: 'Goethestraße 4' },
      'Goethestraße 4',
    ],
    ['only blanks are no name', '{{firstName}}', { firstName: '  ' }, 'Frau Dr. Muster'],
    ['no company, at home', 'für {{companyName}}', nothing, 'für Ihr Haushalt'],
    ['no company, in business', 'für {{companyName}}', { ...nothing, kind: 'business' }, 'für Ihr Unternehmen'],
    ['no company, in English', 'for {{companyName}}', { ...nothing, locale: 'en' }, 'for your household'],
    ['one we do not know stays, to be seen', 'Hallo {{vorname}}', {}, 'Hallo {{vorname}}'],
    ['names of every object are none', '{{constructor}} {{toString}}', {}, '{{constructor}} {{toString}}'],
    ['a name that is a placeholder is a name', '{{lastName}} {{me}}', { lastName: '{{me}}' }, '{{me}} Mira Kern'],
    ['a name with signs of replacing', '{{lastName}}', { lastName: "$& $1 $` $' $$" }, "$& $1 $` $' $$"],
    ['markup is text', '{{lastName}}', { lastName: '<img src=x onerror=alert(1)>' }, '<img src=x onerror=alert(1)>'],
    ['half a bracket', '{{me} {me}} {{}}', {}, '{{me} {me}} {{}}'],
  ])('%s', (_, text, more, said) => expect(fill(text, { ...facts, ...more })).toBe(said));

  test('however hostile the names: what is filled in stands there letter for letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const said = fill('<{{lastName}}|{{me}}>', { ...facts, lastName: name, me: name });
        expect(said).toBe(`<${name.trim() || facts.name}|${name}>`);
      }),
    );
  });

  test('mistakes are named', () => {
    expect(unknownPlaceholders('{{me}} {{Vorname}} {{ firma }}')).toEqual(['{{Vorname}}', '{{ firma }}']);
  });
});

describe('where a reply leads', () => {
  const question = ask('frage', 'b', null);
  const wording = read('lesen', 'danke', null);
  const field: ScriptStep = { kind: 'field', key: 'f', title: 'Ort', text: '', field: 'city', next: 'b' };
  const answered = { says: 'yes', wordingId: 'x', place: 0, kind: 'wording' } as const;
  test.each<[string, ScriptStep, Parameters<typeof goOn>[1], object | undefined]>([
    ['said: on', say('a', 'b'), { kind: 'next', place: 0 }, { next: 'b', said: null }],
    ['a question wants an answer', question, { kind: 'next', place: 0 }, undefined],
    ['its own answer', question, { kind: 'answer', place: 0, answer: 'a1' }, { next: null, said: 'Antwort 1' }],
    ['somebody else’s answer', question, { kind: 'answer', place: 0, answer: 'x' }, undefined],
    [
      'a field is typed',
      field,
      { kind: 'field', place: 0, value: 'Kassel' },
      { next: 'b', sets: { field: 'city', value: 'Kassel' } },
    ],
    ['a field is passed over', field, { kind: 'next', place: 0 }, { next: 'b', sets: null, said: null }],
    ['yes', wording, answered, { next: 'danke', said: 'yes' }],
    ['no', wording, { ...answered, says: 'no' }, { next: null, said: 'no' }],
    ['not asked is no answer', wording, { kind: 'next', place: 0 }, { next: null, said: null }],
    ['a yes to what was no question', say('a', 'b'), answered, undefined],
  ])('%s', (_, step, reply, gone) => {
    if (gone === undefined) expect(goOn(step, reply)).toBeUndefined();
    else expect(goOn(step, reply)).toMatchObject(gone);
  });

  test.each([
    ['they called us', 'inbound', null, true],
    ['we called, allowed as advertising', 'outbound', 'advertising', true],
    ['we called about the contract', 'outbound', 'contract', false],
    ['we called about the service', 'outbound', 'service', false],
    ['they asked for this call, about something else', 'outbound', 'requested', false],
    ['a call of another system, without a permit', 'outbound', null, false],
  ] as const)('asking for consent when %s', (_, direction, purpose, may) =>
    expect(mayAskForConsent({ direction, permit: purpose && { purpose } })).toBe(may),
  );
});

describe('what an answer writes', () => {
  const person = {
    jobTitle: 'Prokuristin',
    emails: [{ label: 'work', value: 'a@example.org' }],
    addresses: [{ label: 'home', street: 'Weg', city: 'Kassel' }],
    tags: ['Altbau'],
    note: 'Hat einen Hund.',
  };
  test('lists and the note grow, a town and a position are replaced', () => {
    expect(changeFor(person, 'email', 'b@example.org').emails).toHaveLength(2);
    expect(changeFor(person, 'tag', 'Eigenheim')).toEqual({ tags: ['Altbau', 'Eigenheim'] });
    expect(changeFor(person, 'note', 'Dach 2019.')).toEqual({ note: 'Hat einen Hund.\nDach 2019.' });
    expect(changeFor({ ...person, note: null }, 'note', 'Dach 2019.')).toEqual({ note: 'Dach 2019.' });
    expect(changeFor(person, 'jobTitle', 'Inhaberin')).toEqual({ jobTitle: 'Inhaberin' });
    expect(changeFor(person, 'city', 'Baunatal').addresses).toEqual([
      { label: 'home', street: 'Weg', city: 'Baunatal' },
    ]);
    expect(changeFor({ ...person, addresses: [] }, 'city', 'Baunatal').addresses).toEqual([
      { label: 'main', city: 'Baunatal' },
    ]);
  });

  test.each([
    ['email', 'erika@example', undefined],
    ['email', ' erika@example.org ', 'erika@example.org'],
    ['tag', 'x'.repeat(61), undefined],
    ['city', '  ', undefined],
    ['jobTitle', 'Inhaber\u0000in', undefined],
    ['note', 'Ruft\tzurück', 'Ruft\tzurück'],
  ] as const)('%s: %j', (field, value, kept) => expect(acceptValue(field, value)).toBe(kept));

  test('a record that is full takes no more', () => {
    expect(fits({ tags: Array.from({ length: 51 }, (_, index) => `t${index}`) })).toBe(false);
    expect(fits({ note: 'x'.repeat(10_001) })).toBe(false);
    expect(fits({ jobTitle: 'Inhaberin' })).toBe(true);
  });
});
