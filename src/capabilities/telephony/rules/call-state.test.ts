import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, type CallProgress, created } from './call-state.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 9, 30, second)).toISOString();
type Told = Parameters<typeof advance>[1];
const after = (events: readonly Told[]): CallProgress => events.reduce(advance, created);

const ringing: Told = { type: 'ringing', at: at(0) };
const answered: Told = { type: 'answered', at: at(5) };
const ended: Told = { type: 'ended', at: at(60), cause: 'normalClearing' };
const missed: Told = { type: 'missed', at: at(20), cause: 'cancel' };
const failed: Told = { type: 'failed', at: at(20), cause: 'busy' };

test.each([
  ['nothing yet', [], 'created'],
  ['it rings', [ringing], 'ringing'],
  ['taken', [ringing, answered], 'answered'],
  ['spoken', [ringing, answered, ended], 'ended'],
  ['nobody took it', [ringing, missed], 'missed'],
  ['busy', [failed], 'failed'],
  ['the end overtakes the answer', [ringing, ended, answered], 'ended'],
  ['the end comes first of all', [ended, answered, ringing], 'ended'],
  ['a late ring wakes nothing', [ringing, missed, ringing], 'missed'],
  ['the line broke while they spoke', [ringing, answered, failed], 'ended'],
  ['… and we hear of the answer last', [failed, answered], 'ended'],
  ['a recording changes nothing', [ended, { type: 'recording_ready', at: at(90) } as const], 'ended'],
] as const)('%s', (_, events, state) => expect(after(events).state).toBe(state));

describe('in whatever order and how often they are told', () => {
  const histories = [
    [ringing, answered, ended],
    [ringing, missed],
    [ringing, failed],
    [failed],
    [answered, ended],
    [ringing, answered, failed, { type: 'recording_ready', at: at(90) } as const],
  ];

  test('messages end up as the same call', () => {
    const told = fc.constantFrom(...histories).chain((history) => {
      const three = [...history, ...history, ...history];
      const shuffled = fc.shuffledSubarray(three, { minLength: three.length, maxLength: three.length });
      return shuffled.map((events) => ({ history, events }));
    });
    fc.assert(
      fc.property(told, ({ history, events }) => {
        expect(after(events)).toEqual(after(history));
      }),
      { numRuns: 2000 },
    );
  });

  test('a call only ever goes on, and a repeated message is none', () => {
    const order = { created: 0, ringing: 1, answered: 2, ended: 3, missed: 3, failed: 3 };
    const event = fc.record({
      type: fc.constantFrom('ringing', 'answered', 'ended', 'missed', 'failed', 'recording_ready' as const),
      at: fc.integer({ min: 0, max: 59 }).map(at),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let progress = created;
        for (const one of events) {
          const next = advance(progress, one);
          expect(order[next.state]).toBeGreaterThanOrEqual(order[progress.state]);
          if (progress.state === 'ended') expect(next.state).toBe('ended');
          expect(advance(next, one)).toBe(next);
          progress = next;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
