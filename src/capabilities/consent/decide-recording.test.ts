import { expect, test } from 'vitest';
import { decideRecording, type RecordingFacts } from './rules/decide-recording.ts';

const at = new Date('2026-11-23T09:30:00Z');
const said = {
  id: 'entry',
  state: 'granted' as const,
  because: null,
  at: new Date('2026-11-23T09:29:00Z'),
  wording: 'Darf ich aufnehmen?',
};
const both: RecordingFacts = { switchedOn: true, agreement: { id: 'agreement', state: 'granted' }, word: said, at };

test.each<[string, Partial<RecordingFacts>, ReturnType<typeof decideRecording>]>([
  ['both have agreed', {}, { allowed: true, entryId: 'entry', agreementId: 'agreement' }],
  ['this very moment', { word: { ...said, at } }, { allowed: true, entryId: 'entry', agreementId: 'agreement' }],
  ['the workspace records nothing', { switchedOn: false }, { allowed: false, because: 'switched_off' }],
  ['the user was never asked', { agreement: undefined }, { allowed: false, because: 'user_not_asked' }],
  [
    'the user took it back',
    { agreement: { id: 'agreement', state: 'withdrawn' } },
    { allowed: false, because: 'user_withdrew' },
  ],
  ['silence of the person means no', { word: undefined }, { allowed: false, because: 'not_asked' }],
  ['a mistaken entry is silence', { word: { ...said, state: 'unknown' } }, { allowed: false, because: 'not_asked' }],
  [
    'the person said no',
    { word: { ...said, state: 'denied', because: 'refused' } },
    { allowed: false, because: 'refused' },
  ],
  [
    'the person took it back',
    { word: { ...said, state: 'denied', because: 'withdrawn' } },
    { allowed: false, because: 'withdrawn' },
  ],
  [
    'a yes that lies ahead',
    { word: { ...said, at: new Date(at.getTime() + 1) } },
    { allowed: false, because: 'not_prior' },
  ],
  ['a yes to no text', { word: { ...said, wording: ' ' } }, { allowed: false, because: 'not_documented' }],
])('%s', (_, change, expected) => expect(decideRecording({ ...both, ...change })).toEqual(expected));

test('of all who could say yes, one who has not is enough for a no', () => {
  const agreements = [undefined, { id: 'a', state: 'withdrawn' }, { id: 'a', state: 'granted' }] as const;
  const words = [undefined, { ...said, state: 'unknown' }, { ...said, state: 'denied' }, said] as const;
  const allowed = [true, false].flatMap((switchedOn) =>
    agreements.flatMap((agreement) =>
      words.filter((word) => decideRecording({ switchedOn, agreement, word, at }).allowed).map(() => switchedOn),
    ),
  );
  expect(allowed).toEqual([true]);
});
