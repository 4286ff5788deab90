import { expect, test } from 'vitest';
import { instantIn } from './zoned-time.ts';

test.each([
  ['in winter', '2026-11-23', '14:30', '2026-11-23T13:30:00.000Z'],
  ['in summer', '2026-07-01', '14:30', '2026-07-01T12:30:00.000Z'],
  ['just before the clocks go forward', '2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
  ['in the hour that is skipped', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
  ['just after', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
  ['in the hour that comes twice', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
])('%s', (_, on, time, instant) => expect(instantIn('Europe/Berlin', on, time)).toBe(instant));
