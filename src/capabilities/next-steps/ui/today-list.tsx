import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Fragment, useEffect, useRef } from 'react';
import { GateMark } from '#consent/ui';
import type { TodayReason, TodayRow } from '#next-steps/contract';
import { classNames } from '#web/class-names.ts';
import { Icon } from '#web/components/icon.tsx';
import { useFormat } from '#web/format.ts';
import { reasonIcons, useReasonGroups, useReasonWords } from './names.ts';
import { useWindowWords } from './reach/window-words.ts';

/** Dense, in the order of the day, a heading where the reason changes. */
export function TodayList({
  rows,
  currentKey,
  onChoose,
  skipped,
}: {
  rows: readonly TodayRow[];
  currentKey: string | null;
  onChoose: (row: TodayRow) => void;
  skipped: ReadonlySet<string>;
}) {
  const { t } = useLingui();
  const groups = useReasonGroups();
  const headings = headingsOf(rows, skipped);
  return (
    <ol aria-label={t`Arbeitsliste`}>
      {rows.map((row, index) => {
        const heading = headings[index];
        return (
          <Fragment key={row.key}>
            {heading && (
              <li className="sticky top-0 z-1 border-b border-line bg-sunken px-5 py-1 text-xs phone:px-4 font-medium text-faint">
                {heading === 'skipped' ? t`Übersprungen` : groups[heading]}
              </li>
            )}
            <Row current={row.key === currentKey} onChoose={() => onChoose(row)} row={row} />
          </Fragment>
        );
      })}
    </ol>
  );
}

function headingsOf(rows: readonly TodayRow[], skipped: ReadonlySet<string>): (TodayReason | 'skipped' | undefined)[] {
  const names = rows.map((row) => (skipped.has(row.key) ? ('skipped' as const) : row.reason.code));
  return names.map((name, index) => (name === names[index - 1] ? undefined : name));
}

function Row({ row, current, onChoose }: { row: TodayRow; current: boolean; onChoose: () => void }) {
  const format = useFormat();
  const words = useReasonWords();
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) place.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const { t } = useLingui();
  const { contact, company, deal, reason } = row;
  const name =
    contact?.name ?? company?.name ?? deal?.title ?? (row.unknownNumber ? t`Noch nicht bekannt` : row.step?.title);
  const beside = contact ? [contact.companyName, contact.city].filter(Boolean).join(' · ') : '';
  const time = reason.dueAt && !reason.days ? format.time(reason.dueAt) : null;
  return (
    <li>
      <button
        aria-current={current}
        className={classNames(
          'flex w-full flex-col gap-0.5 border-b border-l-2 border-b-line pr-5 pl-4.5 py-1.5 phone:pr-4 phone:pl-3.5 text-left -outline-offset-2 hover:bg-hover',
          current ? 'border-l-brass-deep bg-brass-soft' : 'border-l-transparent',
        )}
        onClick={(event) => {
          // Enter belongs to the outcome, not to the row that happened to be clicked.
          event.currentTarget.blur();
          onChoose();
        }}
        ref={place}
        tabIndex={current ? 0 : -1}
        type="button"
      >
        <span className="flex w-full items-baseline gap-2">
          <span className="min-w-0 truncate font-medium">{name}</span>
          <span className="min-w-0 flex-1 truncate text-sm text-faint">{beside}</span>
          {time && <span className="shrink-0 font-medium tabular-nums">{time}</span>}
        </span>
        <span className="flex w-full items-center gap-2 text-sm text-soft">
          <Icon className="text-faint" name={reasonIcons[reason.code]} size={12} />
          <span className="min-w-0 flex-1 truncate">{words(reason)}</span>
          {row.phone && (!row.phone.allowed || row.phone.quiet) && <GateMark answer={row.phone} bare />}
        </span>
        {row.lastWords && (
          <span className="w-full truncate text-sm text-faint">
            {[row.lastWords.disposition?.name, row.lastWords.note].filter(Boolean).join(': ')}
          </span>
        )}
        {(row.reach?.best ?? row.reach?.worth) && (
          <span className="flex w-full gap-2 text-sm text-faint">
            <span className="min-w-0 flex-1 truncate">{row.reach.best && <BestTime best={row.reach.best} />}</span>
            {row.reach.worth && <Worth worth={row.reach.worth} />}
          </span>
        )}
      </button>
    </li>
  );
}

/** What an hour of such calls is expected to bring. */
function Worth({ worth }: { worth: NonNullable<NonNullable<TodayRow['reach']>['worth']> }) {
  const format = useFormat();
  const money = format.wholeMoney(worth.centsPerHour);
  return (
    <span className="shrink-0 tabular-nums">
      <Trans>{money} je Stunde</Trans>
    </span>
  );
}

/** When they are reached best. */
function BestTime({ best }: { best: NonNullable<NonNullable<TodayRow['reach']>['best']> }) {
  const time = useWindowWords()(best.window);
  return (
    <>
      <Trans>am besten {time}</Trans> (<Plural one="# Anruf" other="# Anrufe" value={best.calls + best.own} />)
    </>
  );
}
