import { expect, test } from 'vitest';
import type { CallView } from '#calls/contract';
import type { DealItem } from '#deals/contract';
import type { ForecastChange, HealthReason } from '#forecasts/contract';
import { callsWorthHearing, dealsToDiscuss, mostCalls, mostDeals } from './rules.ts';

const today = '2026-11-23';
const deal = (more: Partial<DealItem> = {}) =>
  ({
    id: 'd',
    title: 'Dach Süd',
    state: 'open',
    valueCents: 0,
    closeOn: null,
    ...more,
  }) as DealItem;
/** Larger than it, and without any other reason; so that being large is none of its reasons. */
const others = Array.from({ length: 5 }, (_, at) => deal({ id: `o${at}`, valueCents: 1_000_000_00 }));
const still: HealthReason = { code: 'silent', days: 20 };

type More = { against?: HealthReason[]; changes?: ForecastChange[] };

function reasonsOf(one: DealItem, more: More): unknown[] | undefined {
  const health = new Map([['d', more.against ?? []]]);
  const { points } = dealsToDiscuss({ deals: [one, ...others], health, changes: more.changes ?? [] }, today);
  return points.find((point) => point.deal.id === 'd')?.reasons;
}
const change = (dealId: string, cents: number, more: object = {}) =>
  ({ dealId, kind: 'shrank', cents, to: { state: 'open' }, ...more }) as ForecastChange;

test.each<[string, DealItem, More, unknown[] | undefined]>([
  ['a quiet one is nothing to talk about', deal(), {}, undefined],
  [
    'shaky, with all that speaks against it; and overdue is not due as well',
    deal({ closeOn: '2026-11-20' }),
    { against: [still, { code: 'overdue', on: '2026-11-20' }] },
    [still, { code: 'overdue', on: '2026-11-20' }],
  ],
  ['due in two weeks', deal({ closeOn: '2026-12-07' }), {}, [{ code: 'due', on: '2026-12-07' }]],
  ['a day later', deal({ closeOn: '2026-12-08' }), {}, undefined],
  ['won, whatever else', deal({ state: 'won', closeOn: today }), { against: [still] }, undefined],
  [
    'won, and seen in the forecast',
    deal({ state: 'won' }),
    { changes: [change('d', 500, { kind: 'won', to: { state: 'won' } })] },
    [{ code: 'moved', kind: 'won', cents: 500 }],
  ],
  ['removed', deal(), { changes: [change('d', -500, { kind: 'removed', to: { state: 'removed' } })] }, undefined],
  [
    'grew and moved: its largest change counts',
    deal(),
    { changes: [change('d', 100, { kind: 'grew' }), change('d', -700, { kind: 'moved' })] },
    [{ code: 'moved', kind: 'moved', cents: -700 }],
  ],
])('%s', (_, one, more, reasons) => {
  expect(reasonsOf(one, more)).toEqual(reasons);
});

test('the five largest come on the agenda for being large, and who has several reasons comes before a somewhat larger one', () => {
  const deals = Array.from({ length: 8 }, (_, at) => deal({ id: `d${at}`, valueCents: (at + 1) * 1000 }));
  const shaky = deal({ id: 'shaky', valueCents: 6_500 });
  const health = new Map([['shaky', [still]]]);
  const { points } = dealsToDiscuss({ deals: [...deals, shaky], health, changes: [] }, today);
  expect(points.map((point) => point.deal.id)).toEqual(['shaky', 'd7', 'd6', 'd5', 'd4']);
  expect(points[0]?.reasons.map(({ code }) => code)).toEqual(['silent', 'large']);
});

test('an hour has room for so many; the rest is counted', () => {
  const deals = Array.from({ length: mostDeals + 3 }, (_, at) => deal({ id: `d${at}`, valueCents: at }));
  const health = new Map(deals.map(({ id }) => [id, [still]]));
  const found = dealsToDiscuss({ deals, health, changes: [] }, today);
  expect(found.points).toHaveLength(mostDeals);
  expect(found.leftOut).toBe(3);
});

test('calls that can be heard come before those that somebody wrote about, each by length; silent ones not at all', () => {
  const call = (id: string, durationSeconds: number, note: string | null) =>
    ({ id, durationSeconds, note }) as CallView;
  const calls = [
    call('long', 900, null),
    call('noted', 600, 'Will ein zweites Angebot.'),
    call('short', 60, ' '),
    call('heard', 120, null),
    ...Array.from({ length: mostCalls }, (_, at) => call(`n${at}`, 100 + at, 'x')),
  ];
  const found = callsWorthHearing(
    calls,
    new Map([
      ['heard', 'r'],
      ['short', 's'],
    ]),
  );
  expect(found.map((one) => one.call.id)).toEqual(['heard', 'short', 'noted']);
  expect(found[0]).toMatchObject({ recordingId: 'r', reasons: [{ code: 'recorded' }] });
});
