import { parseDate, parseTime } from '@internationalized/date';
import { useLingui } from '@lingui/react/macro';
import { Button as AriaButton } from 'react-aria-components/Button';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker as AriaDatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Popover } from 'react-aria-components/Popover';
import { TimeField as AriaTimeField } from 'react-aria-components/TimeField';
import { FieldFoot, FieldLabel, type FieldProps } from '#web/components/fields.tsx';
import { Icon } from '#web/components/icon.tsx';

/** A day, typed as 23.11.2026 or picked; `value` is 2026-11-23. */
export function DateField(
  props: FieldProps & { value: string | null; onChange: (day: string | null) => void; min?: string; max?: string },
) {
  const { label, labelHidden, hint, error, required, disabled, value, onChange, min, max, autoFocus } = props;
  const { t } = useLingui();
  return (
    <AriaDatePicker
      {...(labelHidden && { 'aria-label': label })}
      {...(min && { minValue: parseDate(min) })}
      {...(max && { maxValue: parseDate(max) })}
      autoFocus={autoFocus ?? false}
      className="flex min-w-0 flex-col gap-1"
      firstDayOfWeek="mon"
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      onChange={(day) => onChange(day?.toString() ?? null)}
      shouldForceLeadingZeros
      validationBehavior="aria"
      value={value ? parseDate(value) : null}
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      <Group className="field pr-0">
        <DateInput className="flex flex-1 tabular-nums">{(segment) => <Segment segment={segment} />}</DateInput>
        <AriaButton
          aria-label={t`Kalender öffnen`}
          className="flex h-(--control) w-8 items-center justify-center text-faint data-hovered:text-ink"
        >
          <Icon name="calendar" />
        </AriaButton>
      </Group>
      <FieldFoot error={error} hint={hint} />
      <Popover className="appear rounded border border-line bg-raised p-3 shadow" offset={4}>
        <Dialog className="outline-none">
          <MonthCalendar />
        </Dialog>
      </Popover>
    </AriaDatePicker>
  );
}

/** A time of day, typed as 14:30; `value` is 14:30. */
export function TimeField(props: FieldProps & { value: string | null; onChange: (time: string | null) => void }) {
  const { label, labelHidden, hint, error, required, disabled, value, onChange } = props;
  return (
    <AriaTimeField
      {...(labelHidden && { 'aria-label': label })}
      className="flex min-w-0 flex-col gap-1"
      hourCycle={24}
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      onChange={(time) => onChange(time ? time.toString().slice(0, 5) : null)}
      shouldForceLeadingZeros
      validationBehavior="aria"
      value={value ? parseTime(value) : null}
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      <DateInput className="field tabular-nums">{(segment) => <Segment segment={segment} />}</DateInput>
      <FieldFoot error={error} hint={hint} />
    </AriaTimeField>
  );
}

function Segment({ segment }: { segment: React.ComponentProps<typeof DateSegment>['segment'] }) {
  return (
    <DateSegment
      className="rounded-sm px-px outline-none data-focused:bg-brass data-focused:text-brass-ink data-placeholder:text-faint data-[type=literal]:px-0"
      segment={segment}
    />
  );
}

function MonthCalendar() {
  const { t } = useLingui();
  const arrow =
    'flex size-(--control) items-center justify-center rounded text-soft data-hovered:bg-hover data-disabled:text-line';
  return (
    <Calendar>
      <header className="flex items-center justify-between pb-2">
        <AriaButton aria-label={t`Voriger Monat`} className={arrow} slot="previous">
          <Icon name="chevron-left" />
        </AriaButton>
        <CalendarHeading className="font-semibold" />
        <AriaButton aria-label={t`Nächster Monat`} className={arrow} slot="next">
          <Icon name="chevron-right" />
        </AriaButton>
      </header>
      <CalendarGrid weekdayStyle="short">
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className="pb-1 text-xs font-medium text-faint">{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              className="flex size-8 items-center justify-center rounded tabular-nums data-disabled:text-line data-hovered:bg-hover data-outside-month:text-faint data-selected:bg-brass data-selected:text-brass-ink data-today:font-bold phone:size-11"
              date={date}
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
