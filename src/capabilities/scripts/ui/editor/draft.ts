import { type ObjectionCard, type ScriptAnswer, type ScriptStep, waysOn } from '#scripts/contract';

/** A script while somebody works on it. */
export type Draft = { name: string; about: string; steps: ScriptStep[]; cards: ObjectionCard[] };

export function freshKey(): string {
  return Math.random().toString(36).slice(2, 10) || 'k';
}

export function blankStep(title: string): ScriptStep {
  return { kind: 'say', key: freshKey(), title, text: '', next: null };
}

export function blankAnswer(label: string, next: string | null = null): ScriptAnswer {
  return { key: freshKey(), label, next, sets: null, disposition: null };
}

/** Behind the last; what ended there goes on to it. */
export function addStep(steps: readonly ScriptStep[], step: ScriptStep): ScriptStep[] {
  const last = steps.at(-1);
  const linked = last && (last.kind === 'say' || last.kind === 'field') && last.next === null;
  return [...steps.slice(0, -1), ...(last ? [linked ? { ...last, next: step.key } : last] : []), step];
}

/** Who led to it now leads to where it led. */
export function removeStep(steps: readonly ScriptStep[], key: string): ScriptStep[] {
  const gone = steps.find((step) => step.key === key);
  if (!gone || steps.length === 1) return [...steps];
  const [after = null] = waysOn(gone).filter((next) => next !== key);
  return steps.filter((step) => step !== gone).map((step) => redirected(step, (next) => (next === key ? after : next)));
}

function redirected(step: ScriptStep, to: (next: string | null) => string | null): ScriptStep {
  switch (step.kind) {
    case 'question':
      return { ...step, answers: step.answers.map((answer) => ({ ...answer, next: to(answer.next) })) };
    case 'wording':
      return { ...step, onYes: to(step.onYes), onNo: to(step.onNo) };
    default:
      return { ...step, next: to(step.next) };
  }
}

export function moved<One>(list: readonly One[], index: number, by: -1 | 1): One[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index + by, 0, one);
  return next;
}

/** The same words as another kind of step, going on to where it did. */
export function asKind(step: ScriptStep, kind: ScriptStep['kind'], words: { yes: string; no: string }): ScriptStep {
  if (step.kind === kind) return step;
  const { key, title, text } = step;
  const [next = null, other = next] = waysOn(step);
  switch (kind) {
    case 'say':
      return { kind, key, title, text, next };
    case 'question':
      return { kind, key, title, text, answers: [blankAnswer(words.yes, next), blankAnswer(words.no, other)] };
    case 'field':
      return { kind, key, title, text, field: 'note', next };
    case 'wording':
      return { kind, key, title, text, channel: 'email', onYes: next, onNo: other };
    default:
      return kind satisfies never;
  }
}
