import { expect, test } from 'vitest';
import { drawArm } from './arms.ts';
import { orderByWorth, type Standing } from './worth-order.ts';

type Row = Standing & { name: string };
const row = (name: string, over: Partial<Standing> = {}): Row => ({
  name,
  code: 'new_lead',
  waits: false,
  timed: false,
  centsPerHour: undefined,
  byChance: undefined,
  neutral: false,
  ...over,
});
const order = (rows: readonly Row[]) => orderByWorth(rows, (one) => one).map(({ name }) => name);

test('among equal reasons the most euros per hour come first; what was agreed stays where it is', () => {
  expect(
    order([
      row('Rückruf', { code: 'callback_due', centsPerHour: 1 }),
      row('Versprochen', { code: 'promise_overdue', centsPerHour: 900 }),
      row('um vier', { code: 'step_today', timed: true, centsPerHour: 2 }),
      row('irgendwann', { code: 'step_today', centsPerHour: 800 }),
      row('wenig', { centsPerHour: 5 }),
      row('unbekannt'),
      row('viel', { centsPerHour: 50 }),
      row('muss warten', { waits: true, centsPerHour: 99 }),
      row('wartet auch', { waits: true, centsPerHour: 100 }),
      row('Abschluss', { code: 'deal_stuck', centsPerHour: 1000 }),
    ]),
  ).toEqual([
    'Rückruf',
    'Versprochen',
    'um vier',
    'irgendwann',
    'viel',
    'wenig',
    'unbekannt',
    'wartet auch',
    'muss warten',
    'Abschluss',
  ]);
});

test('without data the order stays as it was', () => {
  expect(order([row('eins'), row('zwei'), row('drei')])).toEqual(['eins', 'zwei', 'drei']);
});

test('rows of chance stand where chance puts them, and move none of the others', () => {
  const rows = [
    row('a', { centsPerHour: 1 }),
    row('zuletzt', { centsPerHour: 900, byChance: 0.999 }),
    row('b', { centsPerHour: 2 }),
    row('zuerst', { byChance: 0.001 }),
    row('c', { centsPerHour: 3 }),
  ];
  expect(order(rows)).toEqual(['zuerst', 'c', 'b', 'a', 'zuletzt']);
});

test('whoever objected to profiling stands where they stood before', () => {
  const rows = [
    row('a', { centsPerHour: 1 }),
    row('b', { centsPerHour: 2 }),
    row('Widerspruch', { neutral: true }),
    row('c', { centsPerHour: 3 }),
    row('d', { centsPerHour: 4 }),
  ];
  expect(order(rows)).toEqual(['d', 'c', 'Widerspruch', 'b', 'a']);
});

test('chance falls the same way for a person all day, another on the next, and for a tenth of them', () => {
  const key = { experimentId: 'e', userId: 'u', contactId: 'c' };
  expect(drawArm(key, '2026-11-23')).toEqual(drawArm(key, '2026-11-23'));
  const drawn = Array.from({ length: 20_000 }, (_, at) => drawArm({ ...key, contactId: `c${at}` }, '2026-11-23'));
  const random = drawn.filter(({ arm }) => arm === 'random');
  expect(random.length / drawn.length).toBeCloseTo(0.1, 1.8);
  expect(random.reduce((sum, { at }) => sum + at, 0) / random.length).toBeCloseTo(0.5, 1);
  const days = Array.from({ length: 60 }, (_, day) => drawArm(key, `day ${day}`).at);
  expect(new Set(days).size).toBe(60);
});
