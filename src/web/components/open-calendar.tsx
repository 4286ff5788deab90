import { parseDate } from '@internationalized/date';
import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
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
import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';

export function OpenCalendar({
  value,
  onChange,
  min,
  max,
}: {
  value: string | null;
  onChange: (day: string) => void;
  min: string | undefined;
  max: string | undefined;
}) {
  const { t } = useLingui();
  const [open, setOpen] = useState(true);
  const anchor = useRef<HTMLElement | null>(null);
  const show = (next: boolean) => {
    setOpen(next);
    // The button that had the focus before the calendar was fetched is gone.
    if (!next) requestAnimationFrame(() => anchor.current?.focus());
  };
  const arrow =
    'flex size-(--control) items-center justify-center rounded text-soft data-disabled:text-line data-hovered:bg-hover';
  return (
    <>
      <span
        className="contents"
        ref={(span) => {
          anchor.current = span?.querySelector('button') ?? null;
        }}
      >
        <IconButton aria-expanded={open} icon="calendar" label={t`Kalender öffnen`} onPress={() => setOpen(!open)} />
      </span>
      <Popover
        isOpen={open}
        onOpenChange={show}
        triggerRef={anchor}
        className="appear rounded border border-line bg-raised p-3 shadow"
        offset={4}
        placement="bottom end"
      >
        <Dialog aria-label={t`Kalender`} className="outline-none">
          <Calendar
            autoFocus
            firstDayOfWeek="mon"
            onChange={(day) => {
              onChange(day.toString());
              show(false);
            }}
            value={value ? parseDate(value) : null}
            {...(min && { minValue: parseDate(min) })}
            {...(max && { maxValue: parseDate(max) })}
          >
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
                {(day) => (
                  <CalendarHeaderCell className="pb-1 text-xs font-medium text-faint">{day}</CalendarHeaderCell>
                )}
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
        </Dialog>
      </Popover>
    </>
  );
}
