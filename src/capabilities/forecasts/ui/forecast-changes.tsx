import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import {
  type ChangeKind,
  type ChangesView,
  type ForecastChange,
  forecastChanges,
  reachDays,
} from '#forecasts/contract';
import { DateField } from '#web/components/date-field.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useKindWords } from './kind-words.ts';

type Share = { pipelineId?: string; ownerId?: string };
const everything = 'all';

/** From the number on the morning of a day to the number now: by kind, and deal by deal. */
export function ForecastChanges({ share, today, months }: { share: Share; today: string; months: readonly string[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const [since, setSince] = useState(() => daysBefore(today, 7));
  const [month, setMonth] = useState(everything);
  const query = { ...share, since, ...(month !== everything && { month }) };
  const { data, error, refetch } = useQueryOf(forecastChanges, { query }, { keepPrevious: true });

  return (
    <Section
      hint={
        <Trans>
          Was seit dem Morgen dieses Tages geschehen ist. Die Schritte ergeben zusammen genau den Unterschied.
        </Trans>
      }
      title={t`Was sich geändert hat`}
    >
      <div className="flex flex-wrap gap-3 pt-1 pb-3">
        <div className="w-44 phone:w-full">
          <DateField
            label={t`Seit`}
            max={today}
            min={daysBefore(today, reachDays)}
            onChange={(day) => setSince(day ?? daysBefore(today, 7))}
            value={since}
          />
        </div>
        <div className="w-52 phone:w-full">
          <Select
            label={t`Für`}
            onChange={setMonth}
            options={[
              { value: everything, label: t`alles zusammen` },
              ...months.map((one) => ({ value: one, label: format.month(one) })),
            ]}
            value={month}
          />
        </div>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && <Bridge changes={data} />}
      {data && <ChangeList changes={data} />}
    </Section>
  );
}

function Bridge({ changes }: { changes: ChangesView }) {
  const format = useFormat();
  const words = useKindWords();
  const { currency, steps } = changes;
  return (
    <table className="w-full max-w-xl border-collapse tabular-nums [&_td]:py-1.5 [&_th]:py-1.5 [&_tr]:border-b [&_tr]:border-line">
      <tbody>
        <tr>
          <th className="text-left font-medium" colSpan={2} scope="row">
            <Trans>am {format.day(changes.since)}</Trans>
          </th>
          <td className="text-right font-medium">
            <Money cents={changes.fromCents} currency={currency} />
          </td>
        </tr>
        {steps.map(({ kind, deals, cents }) => (
          <tr key={kind}>
            <th className="text-left font-normal" scope="row">
              {words[kind]}
            </th>
            <td className="pr-4 text-right text-faint">
              {kind === 'revalued' ? <Plural one="# Stufe" other="# Stufen" value={deals} /> : format.number(deals)}
            </td>
            <td className="text-right">
              <Signed cents={cents} currency={currency} />
            </td>
          </tr>
        ))}
        {steps.length === 0 && (
          <tr>
            <td className="text-soft" colSpan={3}>
              <Trans>Seitdem hat sich nichts geändert.</Trans>
            </td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th className="text-left font-semibold" colSpan={2} scope="row">
            <Trans>jetzt</Trans>
          </th>
          <td className="text-right font-semibold">
            <Money cents={changes.toCents} currency={currency} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function ChangeList({ changes }: { changes: ChangesView }) {
  const words = useKindWords();
  const { items, more, revalued, currency } = changes;
  if (items.length === 0 && revalued.length === 0) return null;
  return (
    <>
      <ul className="mt-4">
        {revalued.map((stage) => (
          <li className="flex items-baseline gap-3 border-t border-line py-1.5" key={stage.stageId}>
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                <Trans>Stufe {stage.stage}</Trans>
              </span>
              <span className="text-sm text-soft">
                {words.revalued}: {stage.fromProbability} % <Arrow /> {stage.toProbability} %
              </span>
            </span>
            <Signed cents={stage.cents} currency={currency} />
          </li>
        ))}
        {items.map((change) => (
          <li className="flex items-baseline gap-3 border-t border-line py-1.5" key={`${change.dealId} ${change.kind}`}>
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap gap-x-2">
                {change.to.state === 'removed' ? (
                  <span className="font-medium">{change.title}</span>
                ) : (
                  <Link className="font-medium" quiet to={pathTo.deal(change.dealId)}>
                    {change.title}
                  </Link>
                )}
                {change.contactName !== null && change.contactName !== change.title && (
                  <span className="text-soft">{change.contactName}</span>
                )}
              </span>
              <span className="flex flex-wrap items-center gap-x-1 text-sm text-soft">
                {words[change.kind]}
                <FromTo change={change} currency={currency} />
              </span>
            </span>
            <Signed cents={change.cents} currency={currency} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="border-t border-line py-2 text-sm text-faint">
          <Plural one="Und # kleinere Änderung." other="Und # kleinere Änderungen." value={more} />
        </p>
      )}
    </>
  );
}

/** What exactly changed, in the terms of its kind. */
function FromTo({ change, currency }: { change: ForecastChange; currency: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const { from, to, kind } = change;
  const money = (cents: number) => format.money(cents, currency);
  const day = (on: string | null) => (on === null ? t`ohne Datum` : format.day(on));
  const owner = (id: string | null) => people.nameOf(id) || t`niemand`;
  const pairs: Partial<Record<ChangeKind, [string, string]>> = from
    ? {
        moved: [from.stage, to.stage],
        grew: [money(from.valueCents), money(to.valueCents)],
        shrank: [money(from.valueCents), money(to.valueCents)],
        dateMoved: [day(from.closeOn), day(to.closeOn)],
        transferred: [owner(from.ownerId), owner(to.ownerId)],
      }
    : {};
  const pair = pairs[kind];
  if (pair) {
    return (
      <>
        : {pair[0]} <Arrow /> {pair[1]}
      </>
    );
  }
  const told: Partial<Record<ChangeKind, string>> = {
    won: money(to.valueCents),
    lost: from ? `${from.stage}, ${money(from.valueCents)}` : '',
    new: `${to.stage}, ${money(to.valueCents)}`,
    reopened: `${to.stage}, ${money(to.valueCents)}`,
    removed: from ? `${from.stage}, ${money(from.valueCents)}` : '',
    overdue: day(to.closeOn),
  };
  return told[kind] ? <>: {told[kind]}</> : null;
}

function Arrow() {
  return <Icon className="inline text-faint" name="arrow-right" size={12} />;
}

function Signed({ cents, currency }: { cents: number; currency: string }) {
  const format = useFormat();
  const words = format.money(Math.abs(cents), currency);
  return (
    <span className="shrink-0 whitespace-nowrap tabular-nums">
      {cents === 0 ? '±0' : `${cents > 0 ? '+' : '−'}${words}`}
    </span>
  );
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
