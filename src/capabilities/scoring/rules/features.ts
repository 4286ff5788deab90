import type { Target } from '../contract/shapes.ts';
import type { PersonFacts } from './person.ts';
import type { Story } from './story.ts';

export const targets: readonly Target[] = ['deal_win', 'lead_win', 'reach'];

/** Everything a score can be made of. What is not here is no feature. */
export const featureNames = [
  'source',
  'kind',
  'industry',
  'region',
  'has_email',
  'has_phone',
  'mobile',
  'consent',
  'age_days',
  'calls',
  'answered',
  'in_vain',
  'minutes',
  'incoming',
  'visits',
  'mails',
  'silent_days',
  'since_call_days',
  'since_answer_days',
  'meetings_held',
  'meetings_missed',
  'meeting_ahead',
  'step_open',
  'stage',
  'stage_days',
  'stage_moves',
  'value',
  'pushes',
  'days_left',
  'hour',
  'weekday',
] as const;
export type FeatureName = (typeof featureNames)[number];

/** By name; blank: not known. As text, since that is what the engine reads. */
export type FeatureRow = Partial<Record<FeatureName, string>>;

const ofPerson = ['source', 'kind', 'region', 'has_email', 'has_phone', 'consent'] as const;
const ofStory = ['calls', 'answered', 'in_vain', 'minutes', 'incoming', 'visits', 'mails', 'silent_days'] as const;
const ofMeetings = ['meetings_held', 'meetings_missed', 'meeting_ahead', 'step_open'] as const;

/** The owner of a record is none: a score that says who sells well would judge our own people (§ 87 Abs. 1 Nr. 6 BetrVG, Annex III 4 AI Act). */
export const featuresOf: Record<Target, readonly FeatureName[]> = {
  deal_win: [
    ...ofPerson,
    'industry',
    ...ofStory,
    ...ofMeetings,
    'age_days',
    'stage',
    'stage_days',
    'stage_moves',
    'value',
    'pushes',
    'days_left',
  ],
  lead_win: [...ofPerson, 'industry', ...ofStory, ...ofMeetings, 'age_days'],
  reach: [
    ...ofPerson,
    'mobile',
    'calls',
    'answered',
    'in_vain',
    'incoming',
    'meetings_held',
    'since_call_days',
    'since_answer_days',
    'hour',
    'weekday',
  ],
};

/** The stage is known at the moment it is read, however well it tells the end. */
export const surelyKnown: readonly FeatureName[] = ['stage'];

/** What the fairness page counts by; none of it is a protected attribute, each may stand for one. */
export const groupedBy = ['region', 'kind', 'source'] as const satisfies readonly FeatureName[];

const yes = (is: boolean): string => (is ? 'ja' : 'nein');
const number = (value: number | null): string => (value === null ? '' : String(Math.round(value)));

export function personFeatures(person: PersonFacts | undefined): FeatureRow {
  if (!person) return {};
  return {
    source: person.source ?? '',
    kind: person.kind,
    region: person.region ?? '',
    has_email: yes(person.hasEmail),
    has_phone: yes(person.hasPhone),
  };
}

export function storyFeatures(story: Story): FeatureRow {
  return {
    consent: story.consent,
    calls: number(story.calls),
    answered: number(story.answered),
    in_vain: number(story.inVain),
    minutes: number(story.minutes),
    incoming: number(story.incoming),
    visits: number(story.visits),
    mails: number(story.mails),
    silent_days: number(story.silentDays),
    since_call_days: number(story.sinceCallDays),
    since_answer_days: number(story.sinceAnswerDays),
    meetings_held: number(story.meetingsHeld),
    meetings_missed: number(story.meetingsMissed),
    meeting_ahead: yes(story.meetingAhead),
    step_open: yes(story.stepOpen),
  };
}

/** In the order of the target's features, as a row of a table. */
export function cellsOf(target: Target, row: FeatureRow): string[] {
  return featuresOf[target].map((name) => row[name] ?? '');
}

/**
 * One of several moments, drawn by the id of the record: the same in every run, whatever the record became. One a record, so that those that live long do not count more.
 */
export function drawn<T>(moments: readonly T[], id: string): T | undefined {
  return moments[Number.parseInt(id.replaceAll('-', '').slice(-8), 16) % Math.max(1, moments.length)];
}
