import { describe, expect, test } from 'vitest';
import { stageThumb } from './rule-of-thumb.ts';
import { calibrationOf, isAlarm, psi } from './drift.ts';
import { dealRow, momentOf, momentsOf } from './deal-win.ts';
import { featuresOf } from './features.ts';
import { companiesIn, industriesOf } from './industry.ts';
import { leadMoment, leadRow, leadWon } from './lead-win.ts';
import { personBefore } from './person.ts';
import { reachRow } from './reach.ts';
import { knownBefore, type StoryEvent } from './story.ts';

const dealId = '00000000-0000-4000-8000-000000000007';
const start = Date.UTC(2026, 8, 1, 8);
const hour = 3_600_000;
const after = (hours: number): Date => new Date(start + hours * hour);

let count = 0;
function event(type: string, hours: number, payload: object = {}, more: Partial<StoryEvent> = {}): StoryEvent {
  const id = `e${String(count++).padStart(6, '0')}`;
  const at = { occurredAt: after(hours), recordedAt: after(hours) };
  return { id, type, ...at, actorKind: 'user', dealId: null, payload: { ...payload }, ...more };
}

const facts = (more: object = {}) => ({
  pipelineId: 'p',
  stageId: 'anfang',
  valueCents: 500_000,
  currency: 'EUR',
  closeOn: '2026-10-01',
  ownerId: null,
  state: 'open',
  endedAt: null,
  ...more,
});
const ofDeal = (type: string, hours: number, version: number, more: object = {}, payload: object = {}) =>
  event(type, hours, { version, facts: facts(more), source: 'Messe', ...payload }, { dealId });
const call = (hours: number, meaning: string, more: Partial<StoryEvent> = {}) =>
  event(
    'calls.logged',
    hours,
    { callId: `c${hours}`, direction: 'outbound', durationSeconds: 120, disposition: { meaning } },
    more,
  );

const life = [
  ofDeal('deals.created', 0, 1),
  call(1, 'no_answer'),
  call(26, 'connected'),
  event('next-steps.created', 27, { nextStepId: 's1' }),
  ofDeal(
    'deals.changed',
    30,
    2,
    { closeOn: '2026-11-01' },
    { changed: { closeOn: { from: '2026-10-01', to: '2026-11-01' } } },
  ),
  ofDeal('deals.stageChanged', 50, 3, { stageId: 'angebot', closeOn: '2026-11-01' }),
  event('meetings.planned', 60, { meetingId: 'm1', startsAt: after(90).toISOString() }),
  event('meetings.held', 90, { meetingId: 'm1', startsAt: after(90).toISOString() }),
  event('next-steps.done', 91, { nextStepId: 's1' }),
  call(400, 'voicemail'),
  ofDeal('deals.won', 900, 4, { stageId: 'angebot', state: 'won', endedAt: after(900).toISOString() }),
];
const person = {
  kind: 'business',
  source: 'Messe',
  region: 'DE 34',
  hasEmail: true,
  hasPhone: true,
  mobile: true,
  companyId: 'firm',
};
const renamed = event('contacts.companyChanged', 60, { changed: { industry: { from: 'Handel', to: 'Handwerk' } } });
const industryOf = industriesOf(new Map([['firm', 'Handwerk']]), new Map([['firm', [renamed]]]));
const named = (target: keyof typeof featuresOf, row: string[] | undefined) =>
  Object.fromEntries(featuresOf[target].map((name, at) => [name, row?.[at]]));

describe('a deal as it was known', () => {
  test('tells what had happened by then, and nothing else', () => {
    expect(named('deal_win', dealRow(life, dealId, person, { at: after(70), industryOf }))).toMatchObject({
      source: 'Messe',
      stage: 'angebot',
      stage_days: '0',
      stage_moves: '1',
      pushes: '1',
      calls: '2',
      answered: '1',
      in_vain: '0',
      minutes: '4',
      meeting_ahead: 'ja',
      meetings_held: '0',
      step_open: 'ja',
      age_days: '2',
      value: '5000',
      industry: 'Handwerk',
    });
    expect(named('deal_win', dealRow(life, dealId, person, { at: after(410), industryOf }))).toMatchObject({
      in_vain: '1',
      meeting_ahead: 'nein',
      meetings_held: '1',
      step_open: 'nein',
    });
  });

  test('whatever happens afterwards never changes the row', () => {
    for (let hours = 1; hours <= 900; hours += 7) {
      const at = after(hours);
      const told = life.filter(({ occurredAt }) => occurredAt < at);
      const asked = { createdAt: after(0), at, industryOf };
      // As it stood then, with nothing told of the company since.
      const stood = industriesOf(new Map([['firm', hours > 60 ? 'Handwerk' : 'Handel']]), new Map());
      expect(dealRow(life, dealId, person, asked)).toEqual(dealRow(told, dealId, person, { at, industryOf: stood }));
      expect(leadRow(life, person, asked)).toEqual(leadRow(told, person, { ...asked, industryOf: stood }));
      const slot = { weekday: 1, hour: 9 };
      expect(reachRow(life, person, { at, slot, mobile: true })).toEqual(
        reachRow(told, person, { at, slot, mobile: true }),
      );
    }
  });

  test('what is logged in the evening was not known at noon; what was brought in counts from when it happened', () => {
    const evening = call(4, 'connected', { recordedAt: after(10) });
    const brought = call(4, 'connected', { recordedAt: after(2_000) });
    const imported = call(4, 'connected', { recordedAt: after(10), actorKind: 'import' });
    expect(knownBefore([evening, brought, imported], after(6))).toEqual([brought, imported]);
    expect(knownBefore([evening], after(11))).toEqual([evening]);
  });

  test('there is no row once it has ended, and no moment at or after the end', () => {
    expect(dealRow(life, dealId, person, { at: after(901), industryOf })).toBeUndefined();
    const moments = momentsOf(life, dealId, after(900));
    expect(moments.length).toBeGreaterThan(3);
    expect(
      moments.every((at) => at < after(900) && dealRow(life, dealId, person, { at, industryOf }) !== undefined),
    ).toBe(true);
    expect(momentOf(life, dealId, after(900))).toEqual(momentOf(life, dealId, after(900)));
    expect(momentOf(life, dealId, after(0))).toBeUndefined();
  });

  test('no column is made of who somebody is or who sells', () => {
    const all = new Set(Object.values(featuresOf).flat());
    for (const name of ['name', 'salutation', 'title', 'birthday', 'nationality', 'religion', 'owner', 'ownerId'])
      expect(all.has(name as never)).toBe(false);
  });
});

test('a person is seen as the record was: later changes are taken back', () => {
  const contact = {
    kind: 'business' as const,
    source: 'Anzeige',
    addresses: [{ label: 'main', postalCode: '80331', country: 'DE' }],
    emails: [{ label: 'work', value: 'a@example.org' }],
    phones: [],
    companyId: 'new',
  };
  const moved = event('contacts.contactChanged', 10, {
    changed: {
      addresses: { from: [{ label: 'main', postalCode: '34117', country: 'DE' }], to: contact.addresses },
      emails: { from: [], to: contact.emails },
      lastName: { from: 'Alt', to: 'Neu' },
      companyId: { from: 'old', to: 'new' },
    },
  });
  const again = event('contacts.contactChanged', 20, { changed: { source: { from: 'Messe', to: 'Anzeige' } } });
  expect(personBefore(contact, [again, moved], after(5))).toMatchObject({
    region: 'DE 34',
    hasEmail: false,
    source: 'Messe',
    companyId: 'old',
  });
  expect(companiesIn([moved])).toEqual(['old']);
  expect(personBefore(contact, [again, moved], after(15))).toMatchObject({
    region: 'DE 80',
    hasEmail: true,
    source: 'Messe',
  });
  expect(personBefore(contact, [again, moved], after(25))).toMatchObject({ region: 'DE 80', source: 'Anzeige' });
});

test('a lead is asked about before its first deal, and has half a year', () => {
  const came = after(0);
  const events = [call(20, 'no_answer'), call(40, 'connected'), ofDeal('deals.created', 50, 1), call(60, 'connected')];
  const drawn = ['0', '1', '2', '3', '4', '5'].map((digit) =>
    leadMoment(events, `00000000-0000-4000-8000-00000000000${digit}`, came)?.getTime(),
  );
  expect(new Set(drawn)).toEqual(new Set([came.getTime() + 1, after(20).getTime(), after(40).getTime()]));
  expect(leadMoment([ofDeal('deals.created', -5, 1)], dealId, came)).toBeUndefined();
  expect(leadWon([ofDeal('deals.won', 100, 2)], after(1))).toBe(true);
  expect(leadWon([ofDeal('deals.won', 181 * 24, 2)], came)).toBe(false);
});

test('a rule of thumb begins at the chance of the stage and follows what happens there', () => {
  const chances = new Map([['angebot', 0.5]]);
  const none = stageThumb([], chances).of('angebot');
  const lost = Array.from({ length: 20 }, () => ({ stageId: 'angebot', won: false }));
  const some = stageThumb(lost, chances).of('angebot');
  expect(none.probability).toBeCloseTo(0.5);
  expect(some.probability).toBeCloseTo(0.25);
  expect(some.high - some.low).toBeLessThan(none.high - none.low);
});

test('an alarm sounds when what was said is far from what happened, or those scored are others', () => {
  const said = (happened: number) =>
    Array.from({ length: 100 }, (_, at) => ({ probability: 0.3, happened: at < happened }));
  expect(isAlarm(calibrationOf(said(31)), null)).toBe(false);
  expect(isAlarm(calibrationOf(said(50)), null)).toBe(true);
  expect(isAlarm(calibrationOf(said(50).slice(0, 40)), null)).toBe(false);
  const [low, high] = [
    [100, 50, 10, 0],
    [10, 50, 100, 0],
  ];
  expect(psi(low, low)).toBeCloseTo(0);
  expect(isAlarm(null, psi(low, high))).toBe(true);
  expect(psi([3, 2], [1, 1])).toBeNull();
});
