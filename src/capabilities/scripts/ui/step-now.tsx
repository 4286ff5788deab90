import { useLingui } from '@lingui/react/macro';
import { Key } from '#calls/ui';
import type { RunStep, ScriptRun } from '#scripts/contract';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { useKeys } from '#web/keys.ts';
import { FieldStep } from './field-step.tsx';
import { useFieldNames } from './field-names.ts';
import type { Script } from './use-script.ts';
import { WordingStep } from './wording-step.tsx';

/** The step that is to be said now, and what may be answered to it. */
export function StepNow({
  run,
  step,
  script,
  atKeys,
}: {
  run: ScriptRun;
  step: RunStep;
  script: Script;
  atKeys: boolean;
}) {
  return (
    <section aria-labelledby="script-step" className="flex flex-col gap-3">
      <h3 className="font-semibold" id="script-step">
        {step.title}
      </h3>
      {step.text && (
        <p className="border-l-4 border-brass pl-3 text-lg leading-relaxed break-words whitespace-pre-line">
          {step.text}
        </p>
      )}
      {step.kind === 'say' && <Onward last={step.last} script={script} />}
      {step.kind === 'question' && <Answers answers={step.answers} atKeys={atKeys} script={script} />}
      {step.kind === 'field' && <FieldStep contactVersion={run.contactVersion} script={script} step={step} />}
      {step.kind === 'wording' && <WordingStep atKeys={atKeys} script={script} step={step} />}
    </section>
  );
}

function Onward({ last, script }: { last: boolean; script: Script }) {
  const { t } = useLingui();
  const on = () => script.say({ kind: 'next' });
  const label = last ? t`Zum Ergebnis` : t`Weiter`;
  useKeys([{ keys: 'ArrowRight', label: t`Weiter im Leitfaden`, run: on }]);
  return (
    <div>
      <Button icon="arrow-right" onPress={on} pending={script.busy}>
        {label}
        <Key keys="ArrowRight" />
      </Button>
    </div>
  );
}

function Answers({
  answers,
  script,
  atKeys,
}: {
  answers: Extract<RunStep, { kind: 'question' }>['answers'];
  script: Script;
  atKeys: boolean;
}) {
  const fields = useFieldNames();
  const give = (answer: string) => script.say({ kind: 'answer', answer });
  useKeys(
    answers.map(({ key, label }, index) => ({ keys: String(index + 1), label, run: () => give(key) })),
    atKeys,
  );
  return (
    <ul className="flex flex-col gap-1.5">
      {answers.map(({ key, label, sets }, index) => (
        <li key={key}>
          <button
            className="flex min-h-(--control) w-full items-center gap-2 rounded border border-line bg-raised px-2 py-1 text-left disabled:text-faint hover:bg-hover"
            disabled={script.busy}
            onClick={() => give(key)}
            type="button"
          >
            <span className="min-w-0 flex-1">
              {label}
              {sets && (
                <span className="flex items-center gap-1 text-sm text-faint">
                  <Icon name="edit" size={12} />
                  <span className="truncate">
                    {fields[sets.field]}: {sets.value}
                  </span>
                </span>
              )}
            </span>
            {atKeys && <Key keys={String(index + 1)} />}
          </button>
        </li>
      ))}
    </ul>
  );
}
