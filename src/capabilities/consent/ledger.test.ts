import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConsentSource } from './contract.ts';
import { channelState, standingEntry, type LedgerEntry } from './rules/ledger.ts';

const now = new Date('2026-11-23T11:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

const entry = (state: LedgerEntry['state'], at: Date, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: `${state} ${at.toISOString()}`,
  channel: 'phone',
  state,
  because: state === 'denied' ? 'objected' : null,
  at,
  source: 'form',
  wording: 'Ja.',
  proof: { reference: 'Formular 4711', advertiser: 'us' },
  ...change,
});
const yes = (hours: number, change?: Partial<LedgerEntry>) => entry('granted', hoursAgo(hours), change);
const no = (hours: number, change?: Partial<LedgerEntry>) => entry('denied', hoursAgo(hours), change);
const takenBack = (hours: number, change?: Partial<LedgerEntry>) => entry('unknown', hoursAgo(hours), change);

test.each<[string, LedgerEntry[], LedgerEntry['state'] | undefined]>([
  ['nothing recorded', [], undefined],
  ['a yes', [yes(2)], 'granted'],
  ['a yes, then a no', [yes(2), no(1)], 'denied'],
  ['recorded in the other order', [no(1), yes(2)], 'denied'],
  ['a no, then an own yes', [no(2), yes(1)], 'granted'],
  ['a no, then a yes from an imported list', [no(2), yes(1, { source: 'import' })], 'denied'],
  ['yes and no at the same moment', [no(1), yes(1)], 'denied'],
  ['a no dated ahead counts at once', [yes(1), no(-5)], 'denied'],
  ['a yes dated ahead does not end a no', [no(1), yes(-5)], 'denied'],
  ['a yes dated ahead beside nothing is shown as such', [yes(-5)], 'granted'],
  ['a mistaken no taken back', [no(2), takenBack(1)], undefined],
  [
    'a yes, and a no that was retracted',
    [yes(3), no(2, { id: 'wrong' }), takenBack(1, { retracts: 'wrong' })],
    'granted',
  ],
  [
    'a no, and a later one that was retracted',
    [no(3), no(2, { id: 'wrong' }), takenBack(1, { retracts: 'wrong' })],
    'denied',
  ],
  ['a no after one that was retracted', [no(3, { id: 'wrong' }), takenBack(2, { retracts: 'wrong' }), no(1)], 'denied'],
  ['a yes after a mistaken no', [no(3), takenBack(2), yes(1, { source: 'import' })], 'granted'],
])('%s', (_, entries, state) => expect(standingEntry(entries, now)?.state).toBe(state));

test('the standing entry becomes the state that the gate reads', () => {
  expect(channelState(undefined)).toEqual({ state: 'unknown' });
  expect(channelState(no(1, { because: 'withdrawn' }))).toEqual({
    state: 'denied',
    because: 'withdrawn',
    at: hoursAgo(1),
  });
  expect(channelState(yes(1))).toMatchObject({ state: 'granted', entryId: yes(1).id, wording: 'Ja.' });
});

test('the order of recording changes nothing, and a fresh no always stands', () => {
  const anEntry = fc
    .record({
      state: fc.constantFrom('granted', 'denied', 'unknown'),
      hours: fc.integer({ min: -50, max: 50 }),
      source: fc.constantFrom(...ConsentSource.options),
      id: fc.uuid({ version: 7 }),
    })
    .map(({ state, hours, source, id }) => entry(state, hoursAgo(hours), { source, id }));
  const entries = fc.uniqueArray(anEntry, { selector: ({ id }) => id, maxLength: 12 });
  fc.assert(
    fc.property(
      entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(standingEntry(shuffled, now)).toEqual(standingEntry(list, now));
        expect(standingEntry([...list, no(0, { id: 'ffffffff' })], now)?.state).toBe('denied');
      },
    ),
  );
});
