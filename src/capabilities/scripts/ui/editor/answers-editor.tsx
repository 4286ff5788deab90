import { useLingui } from '@lingui/react/macro';
import { DispositionMeaning } from '#calls/contract';
import { useMeaningNames } from '#calls/ui';
import { type ScriptAnswer, ScriptField, type ScriptStep } from '#scripts/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { useFieldNames } from '../field-names.ts';
import { blankAnswer, moved } from './draft.ts';
import { focusMoved, MoveButtons } from './move-buttons.tsx';
import { WayOn } from './way-on.tsx';

const none = ':none';

/** The answers in the order of the number keys, and what follows from each. */
export function AnswersEditor({
  answers,
  steps,
  onChange,
}: {
  answers: readonly ScriptAnswer[];
  steps: readonly ScriptStep[];
  onChange: (answers: ScriptAnswer[]) => void;
}) {
  const { t } = useLingui();
  const move = (index: number, by: -1 | 1) => {
    onChange(moved(answers, index, by));
    focusMoved(answers[index]?.key, by);
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-1 text-sm font-medium text-soft">{t`Antworten`}</legend>
      {answers.map((answer, index) => (
        <AnswerFields
          answer={answer}
          key={answer.key}
          onChange={(next) => onChange(answers.map((one) => (one.key === answer.key ? next : one)))}
          onDown={index < answers.length - 1 ? () => move(index, 1) : undefined}
          onRemove={answers.length > 1 ? () => onChange(answers.filter(({ key }) => key !== answer.key)) : undefined}
          onUp={index > 0 ? () => move(index, -1) : undefined}
          place={index + 1}
          steps={steps}
        />
      ))}
      {answers.length < 9 && (
        <div>
          <Button icon="plus" onPress={() => onChange([...answers, blankAnswer(t`Andere Antwort`)])}>
            {t`Antwort`}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function AnswerFields({
  answer,
  place,
  steps,
  onChange,
  onRemove,
  onUp,
  onDown,
}: {
  answer: ScriptAnswer;
  place: number;
  steps: readonly ScriptStep[];
  onChange: (answer: ScriptAnswer) => void;
  onRemove: (() => void) | undefined;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const fields = useFieldNames();
  const meanings = useMeaningNames();
  const { sets } = answer;
  return (
    <div className="rounded border border-line p-3">
      <div className="flex items-end gap-1">
        <span className="min-w-0 flex-1">
          <TextField
            label={t`Antwort ${place}`}
            maxLength={80}
            onChange={(label) => onChange({ ...answer, label })}
            value={answer.label}
          />
        </span>
        <MoveButtons id={answer.key} name={answer.label} onDown={onDown} onUp={onUp} />
        <IconButton
          disabled={!onRemove}
          icon="trash"
          label={t`${answer.label} entfernen`}
          onPress={() => onRemove?.()}
          small
        />
      </div>
      <div className="grid grid-cols-2 gap-3 pt-3 phone:grid-cols-1">
        <WayOn label={t`Danach`} onChange={(next) => onChange({ ...answer, next })} steps={steps} value={answer.next} />
        <Select
          label={t`Ergebnis des Anrufs`}
          onChange={(meaning) => onChange({ ...answer, disposition: meaning === none ? null : meaning })}
          options={[
            { value: none as typeof none | DispositionMeaning, label: t`noch offen` },
            ...DispositionMeaning.options.map((value) => ({ value, label: meanings[value] })),
          ]}
          value={answer.disposition ?? none}
        />
        <Select
          label={t`Trägt ein`}
          onChange={(field) =>
            onChange({ ...answer, sets: field === none ? null : { field, value: sets?.value ?? answer.label } })
          }
          options={[
            { value: none as typeof none | ScriptField, label: t`nichts` },
            ...ScriptField.options.map((value) => ({ value, label: fields[value] })),
          ]}
          value={sets?.field ?? none}
        />
        {sets && (
          <TextField
            label={t`Was dort steht`}
            maxLength={254}
            onChange={(value) => onChange({ ...answer, sets: { ...sets, value } })}
            value={sets.value}
          />
        )}
      </div>
    </div>
  );
}
