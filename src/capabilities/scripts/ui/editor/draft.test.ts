import { expect, test } from 'vitest';
import { faultsOf, type ScriptStep, waysOn } from '#scripts/contract';
import { addStep, asKind, blankStep, moved, removeStep } from './draft.ts';

const say = (key: string, next: string | null): ScriptStep => ({ kind: 'say', key, title: key, text: '', next });

test('a new step is reached from where it ended before', () => {
  const steps = [say('a', 'b'), say('b', null)];
  const added = addStep(steps, blankStep('Neu'));
  expect(added).toHaveLength(3);
  expect(faultsOf(added)).toEqual([]);
  // Whoever led somewhere else on purpose is left alone.
  expect(addStep([say('a', 'a')], say('b', null))[0]).toEqual(say('a', 'a'));
});

test('who led to a step that is removed leads to where it led', () => {
  const question = { ...asKind(say('f', 'b'), 'question', { yes: 'Ja', no: 'Nein' }) };
  const left = removeStep([question, say('b', 'c'), say('c', null)], 'b');
  expect(left.map(({ key }) => key)).toEqual(['f', 'c']);
  expect(left.flatMap(waysOn)).toEqual(['c', 'c', null]);
  expect(removeStep([say('a', 'b'), say('b', 'b')], 'b')).toEqual([say('a', null)]);
  expect(removeStep([say('a', null)], 'a')).toHaveLength(1);
});

test('another kind keeps the words and the ways', () => {
  const words = { yes: 'Ja', no: 'Nein' };
  for (const kind of ['question', 'field', 'wording', 'say'] as const) {
    const step = asKind(say('a', 'b'), kind, words);
    expect(step).toMatchObject({ kind, key: 'a', title: 'a' });
    expect(new Set(waysOn(step))).toEqual(new Set(['b']));
  }
});

test('one place up, one place down', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});
