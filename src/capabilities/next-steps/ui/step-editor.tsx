import { useLingui } from '@lingui/react/macro';
import { StepKind } from '#next-steps/contract';
import { Checkbox } from '#web/components/checkbox.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { useFormat } from '#web/format.ts';
import { addDays, useDays } from './days.ts';
import { stepIcons, useKindNames, useStepTitles } from './names.ts';
import type { StepDraft } from './step-draft.ts';

/** What, when, and whether somebody was told. The usual days are one press away. */
export function StepEditor({
  value,
  onChange,
  autoFocus = false,
}: {
  value: StepDraft;
  onChange: (draft: StepDraft) => void;
  autoFocus?: boolean;
}) {
  const { t } = useLingui();
  const kinds = useKindNames();
  const titles = useStepTitles();
  const days = useDays();
  const format = useFormat();
  const set = (change: Partial<StepDraft>) => onChange({ ...value, ...change });
  const changeKind = (kind: StepKind) =>
    // A title nobody has touched follows the kind.
    set({ kind, ...((value.title === '' || value.title === titles[value.kind]) && { title: titles[kind] }) });

  // Before a weekend the working days fall together, and "tomorrow" is called Monday.
  const inDays = (count: number, label: string) => {
    const dueOn = days.workingDayIn(count);
    return { label: dueOn === addDays(days.today, count) ? label : format.weekday(dueOn), dueOn, dueTime: null };
  };
  const choices = [
    ...(days.time < '16:00' ? [{ label: t`Heute 16 Uhr`, dueOn: days.today, dueTime: '16:00' }] : []),
    inDays(1, t`Morgen`),
    inDays(3, t`In 3 Tagen`),
    { label: t`Nächste Woche`, dueOn: days.nextMonday, dueTime: null },
  ].filter(
    (one, at, all) => all.findIndex((other) => other.dueOn === one.dueOn && other.dueTime === one.dueTime) === at,
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-[9rem_1fr] gap-3 phone:grid-cols-1">
        <Select
          label={t`Was`}
          onChange={changeKind}
          options={StepKind.options.map((kind) => ({ value: kind, label: kinds[kind], icon: stepIcons[kind] }))}
          value={value.kind}
        />
        <TextField
          autoFocus={autoFocus}
          label={t`Worum geht es?`}
          maxLength={200}
          onChange={(title) => set({ title })}
          required
          value={value.title}
        />
      </div>
      <div className="flex flex-wrap gap-1.5" role="group" aria-label={t`Bis wann`}>
        {choices.map(({ label, dueOn, dueTime }) => (
          <button
            type="button"
            aria-pressed={value.dueOn === dueOn && value.dueTime === dueTime}
            className="inline-flex h-6 items-center rounded border border-line bg-raised px-2 text-sm hover:bg-hover aria-pressed:border-brass-deep aria-pressed:bg-brass-soft phone:h-(--control)"
            key={label}
            onClick={() => set({ dueOn, dueTime })}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="grid grid-cols-[11rem_8rem_1fr] items-end gap-3 phone:grid-cols-2">
        <DateField label={t`Tag`} onChange={(dueOn) => dueOn && set({ dueOn })} required value={value.dueOn} />
        <TimeField label={t`Uhrzeit`} onChange={(dueTime) => set({ dueTime })} value={value.dueTime} />
        <div className="pb-1 phone:col-span-2">
          <Checkbox
            checked={value.promised}
            label={t`Mit der Person vereinbart`}
            onChange={(promised) => set({ promised })}
          />
        </div>
      </div>
    </div>
  );
}
