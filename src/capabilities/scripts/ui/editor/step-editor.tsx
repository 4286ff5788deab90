import { Trans, useLingui } from '@lingui/react/macro';
import { Channel } from '#consent/contract';
import { type ScriptFault, ScriptField, type ScriptStep } from '#scripts/contract';
import { IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Select } from '#web/components/select.tsx';
import { Note } from '#web/components/states.tsx';
import { useFieldNames } from '../field-names.ts';
import { AnswersEditor } from './answers-editor.tsx';
import { useChannelNames } from './channel-names.ts';
import { asKind } from './draft.ts';
import { MoveButtons } from './move-buttons.tsx';
import { WayOn } from './way-on.tsx';
import { Words } from './words.tsx';

const icons: Record<ScriptStep['kind'], IconName> = {
  say: 'message',
  question: 'unknown',
  field: 'edit',
  wording: 'shield',
};

/** One line while it is closed; everything about it while it is open. */
export function StepEditor({
  step,
  steps,
  place,
  fault,
  open,
  onOpen,
  onChange,
  onRemove,
  onUp,
  onDown,
}: {
  step: ScriptStep;
  steps: readonly ScriptStep[];
  place: number;
  fault: ScriptFault['fault'] | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (step: ScriptStep) => void;
  onRemove: (() => void) | undefined;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  const { t } = useLingui();
  return (
    <li className="border-t border-line">
      <div className="flex items-center gap-2 py-1">
        <button
          aria-expanded={open}
          className="flex min-h-(--control) min-w-0 flex-1 items-center gap-2 text-left hover:bg-hover"
          onClick={() => onOpen(!open)}
          type="button"
        >
          <span className="w-6 shrink-0 text-right text-faint tabular-nums">{place}</span>
          <Icon className="text-faint" name={icons[step.kind]} />
          <span className="min-w-0 flex-1 truncate">
            <span className="font-medium">{step.title}</span>
            {step.text && <span className="text-faint"> · {step.text}</span>}
          </span>
          {fault && (
            <span className="flex shrink-0 items-center gap-1 text-sm text-careful">
              <Icon name="careful" size={12} />
              {fault === 'unreached' ? t`nie erreicht` : t`kein Ende`}
            </span>
          )}
        </button>
        <MoveButtons id={step.key} name={step.title} onDown={onDown} onUp={onUp} />
        <IconButton
          disabled={!onRemove}
          icon="trash"
          label={t`${step.title} entfernen`}
          onPress={() => onRemove?.()}
          small
        />
      </div>
      {open && (
        <div className="flex flex-col gap-3 pt-1 pb-4 pl-8 phone:pl-0">
          {fault && (
            <Note kind="careful">
              {fault === 'unreached' ? (
                <Trans>Kein anderer Schritt führt hierher. Wählen Sie ihn bei einem als „Danach“ aus.</Trans>
              ) : (
                <Trans>Von hier führt kein Weg mehr zum Ende: Der Anruf dreht sich im Kreis.</Trans>
              )}
            </Note>
          )}
          <StepFields onChange={onChange} step={step} steps={steps} />
        </div>
      )}
    </li>
  );
}

function StepFields({
  step,
  steps,
  onChange,
}: {
  step: ScriptStep;
  steps: readonly ScriptStep[];
  onChange: (step: ScriptStep) => void;
}) {
  const { t } = useLingui();
  const fields = useFieldNames();
  const channels = useChannelNames();
  const kinds: Record<ScriptStep['kind'], string> = {
    say: t`etwas sagen`,
    question: t`fragen, mit Antworten zur Wahl`,
    field: t`fragen und in den Datensatz eintragen`,
    wording: t`Wortlaut einer Einwilligung vorlesen`,
  };
  return (
    <>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <TextField
          label={t`Überschrift`}
          maxLength={80}
          onChange={(title) => onChange({ ...step, title })}
          required
          value={step.title}
        />
        <Select
          label={t`Was geschieht hier?`}
          onChange={(kind) => onChange(asKind(step, kind, { yes: t`Ja`, no: t`Nein` }))}
          options={(Object.keys(kinds) as ScriptStep['kind'][]).map((value) => ({ value, label: kinds[value] }))}
          value={step.kind}
        />
      </div>
      <Words
        label={step.kind === 'wording' ? t`Davor sagen` : t`Was Sie sagen`}
        onChange={(text) => onChange({ ...step, text })}
        value={step.text}
      />
      {step.kind === 'question' && (
        <AnswersEditor answers={step.answers} onChange={(answers) => onChange({ ...step, answers })} steps={steps} />
      )}
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-1">
        {step.kind === 'field' && (
          <Select
            label={t`Feld`}
            onChange={(field) => onChange({ ...step, field })}
            options={ScriptField.options.map((value) => ({ value, label: fields[value] }))}
            value={step.field}
          />
        )}
        {step.kind === 'wording' && (
          <>
            <Select
              hint={t`Gelesen wird der Wortlaut, der dann freigegeben ist.`}
              label={t`Einwilligung für`}
              onChange={(channel) => onChange({ ...step, channel })}
              options={Channel.options.map((value) => ({ value, label: channels[value] }))}
              value={step.channel}
            />
            <WayOn
              label={t`Nach einem Ja`}
              onChange={(onYes) => onChange({ ...step, onYes })}
              steps={steps}
              value={step.onYes}
            />
            <WayOn
              label={t`Nach einem Nein`}
              onChange={(onNo) => onChange({ ...step, onNo })}
              steps={steps}
              value={step.onNo}
            />
          </>
        )}
        {(step.kind === 'say' || step.kind === 'field') && (
          <WayOn label={t`Danach`} onChange={(next) => onChange({ ...step, next })} steps={steps} value={step.next} />
        )}
      </div>
    </>
  );
}
