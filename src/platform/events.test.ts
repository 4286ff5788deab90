import { expect, test } from 'vitest';
import { changesIn } from './events.ts';

test('what is the same is no change, dates too', () => {
  const now = new Date('2026-11-23T09:00:00Z');
  expect(changesIn({ at: now, name: 'a' }, { at: new Date(now), name: 'a' })).toEqual({});
  expect(changesIn({ at: now as Date | null }, { at: null })).toEqual({ at: { from: now.toISOString(), to: null } });
});
