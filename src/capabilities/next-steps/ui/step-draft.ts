import type { SuggestedStep } from '#calls/contract';
import type { StepKind } from '#next-steps/contract';
import type { Days } from './days.ts';

export type StepDraft = {
  kind: StepKind;
  title: string;
  dueOn: string;
  dueTime: string | null;
  promised: boolean;
};

export function blankStep(kind: StepKind, title: string, dueOn: string): StepDraft {
  return { kind, title, dueOn, dueTime: null, promised: false };
}

/** What a disposition suggests, on a working day; what was agreed with the person is a promise. */
export function suggestedStep(suggestion: SuggestedStep, agreed: boolean, days: Days, title: string): StepDraft {
  return { ...blankStep(suggestion.kind, title, days.workingDayIn(suggestion.afterDays)), promised: agreed };
}
