import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { IconButton } from '#web/components/button.tsx';
import { type FieldProps, TextField } from '#web/components/fields.tsx';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { readDay, readTime } from '#web/typed-days.ts';

const load = () => import('#web/components/open-calendar.tsx');
const OpenCalendar = onDemand(
  async () => (await load()).OpenCalendar,
  () => <CalendarButton />,
);

function CalendarButton(more: { disabled?: boolean; onReach?: () => void; onPress?: () => void }) {
  const { t } = useLingui();
  return <IconButton icon="calendar" label={t`Kalender öffnen`} {...more} />;
}

export type DateFieldProps = FieldProps & {
  /** 2026-11-23 */
  value: string | null;
  onChange: (day: string | null) => void;
  min?: string;
  max?: string;
};

/** A day, typed as 24.11., morgen, +3 or mo, or picked from a calendar. */
export function DateField({ value, onChange, min, max, ...field }: DateFieldProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [wanted, setWanted] = useState(false);
  const read = (text: string) => {
    const day = readDay(text, format.isoDayOf(new Date()));
    return day && (!min || day >= min) && (!max || day <= max) ? day : undefined;
  };
  return (
    <TypedField
      {...field}
      end={
        wanted ? (
          <OpenCalendar max={max} min={min} onChange={onChange} value={value} />
        ) : (
          <CalendarButton
            disabled={field.disabled ?? false}
            onPress={() => setWanted(true)}
            onReach={() => void load()}
          />
        )
      }
      onChange={onChange}
      read={read}
      unreadable={t`Das ist hier kein möglicher Tag. So geht es: 24.11.2026, 24.11., morgen, +3`}
      value={value}
      write={format.day}
    />
  );
}

/** A time of day, typed as 14:30, 1430 or 9; `value` is 14:30. */
export function TimeField({
  value,
  onChange,
  ...field
}: FieldProps & { value: string | null; onChange: (time: string | null) => void }) {
  const { t } = useLingui();
  return (
    <TypedField
      {...field}
      onChange={onChange}
      read={readTime}
      unreadable={t`Das ist keine Uhrzeit. So geht es: 14:30, 1430, 9`}
      value={value}
      write={(time) => time}
    />
  );
}

/** Free text that becomes a value when one leaves the field or presses Enter. */
function TypedField({
  value,
  onChange,
  read,
  write,
  unreadable,
  error,
  end,
  ...field
}: FieldProps & {
  value: string | null;
  onChange: (value: string | null) => void;
  read: (text: string) => string | undefined;
  write: (value: string) => string;
  unreadable: string;
  end?: React.ReactNode;
}) {
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);

  function settle() {
    if (typed === undefined) return;
    const next = typed.trim() === '' ? null : read(typed);
    setWrong(next === undefined);
    if (next === undefined) return;
    setTyped(undefined);
    if (next !== value) onChange(next);
  }

  return (
    <TextField
      {...field}
      {...(end !== undefined && { end })}
      error={wrong ? unreadable : error}
      onBlur={settle}
      onChange={(text) => {
        setTyped(text);
        setWrong(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
      value={typed ?? (value === null ? '' : write(value))}
    />
  );
}
