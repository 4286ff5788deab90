import type { ScriptStep } from '../contract.ts';

export type ScriptFault = {
  step: string;
  fault:
    | 'unreached'
    /** From here nothing leads to the end any more. */
    | 'endless';
};

/** Where a step may lead; null is the end. */
export function waysOn(step: ScriptStep): (string | null)[] {
  switch (step.kind) {
    case 'question':
      return step.answers.map(({ next }) => next);
    case 'wording':
      return [step.onYes, step.onNo];
    default:
      return [step.next];
  }
}

/** What would surprise somebody in the middle of a call. It begins with the first step. */
export function faultsOf(steps: readonly ScriptStep[]): ScriptFault[] {
  const [first] = steps;
  if (!first) return [];
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const reached = spread([first.key], (key) => {
    const step = byKey.get(key);
    return step ? waysOn(step).filter((next) => next !== null) : [];
  });
  const leadingTo = Map.groupBy(
    steps.flatMap((step) => waysOn(step).map((next) => ({ from: step.key, next }))),
    ({ next }) => next,
  );
  const ending = spread(
    (leadingTo.get(null) ?? []).map(({ from }) => from),
    (key) => (leadingTo.get(key) ?? []).map(({ from }) => from),
  );
  return steps.flatMap(({ key }): ScriptFault[] => {
    if (!reached.has(key)) return [{ step: key, fault: 'unreached' }];
    return ending.has(key) ? [] : [{ step: key, fault: 'endless' }];
  });
}

/** Everything that is connected with where one begins. */
function spread(from: readonly string[], next: (key: string) => readonly string[]): Set<string> {
  const seen = new Set(from);
  const waiting = [...from];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
    for (const other of next(key)) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  return seen;
}

/** Names a step leads to that are none of the script's. */
export function unknownWays(steps: readonly ScriptStep[]): string[] {
  const keys = new Set(steps.map(({ key }) => key));
  return steps.flatMap(waysOn).filter((next): next is string => next !== null && !keys.has(next));
}
