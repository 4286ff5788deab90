import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { type Plan, previewImport, type PreviewRow } from '#leads/contract';
import { classNames } from '#web/class-names.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Badge, Standing } from '#web/components/standing.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { PhoneText } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';

/** The first rows as they would stand in Klinke, a moment after every change of mind. */
export function ImportPreview({
  importId,
  choices,
  gone,
}: {
  importId: string;
  choices: Plan;
  /** Being thrown away: there may be nothing left to ask for. */
  gone: boolean;
}) {
  const { t } = useLingui();
  const plan = useSettled({ columns: choices.columns, settings: choices.settings });
  const preview = useQueryOf(previewImport, gone ? null : { params: { importId }, body: plan }, {
    keepPrevious: true,
    staleMs: 5 * 60_000,
  });
  const rows = preview.data?.rows;
  return (
    <section
      aria-busy={preview.isPlaceholderData}
      aria-label={t`Vorschau`}
      className="min-h-0 overflow-y-auto border-l border-line bg-sunken px-5 py-4 max-desk:overflow-visible max-desk:border-t max-desk:border-l-0 phone:px-4 -outline-offset-2"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and arrow keys must reach it
      tabIndex={0}
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-3 pb-3">
        <h2 className="font-semibold">{t`So sieht es in Klinke aus`}</h2>
        {rows && rows.length > 0 && (
          <span className="text-sm text-faint tabular-nums">
            <Plural one="die erste Zeile" other="die ersten # Zeilen" value={rows.length} />
          </span>
        )}
      </header>
      {preview.error && <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <Skeleton lines={8} />}
      {rows?.length === 0 && (
        <p className="text-soft">
          <Trans>In dieser Datei steht noch keine Zeile mit Inhalt.</Trans>
        </p>
      )}
      <ol className={classNames('flex flex-col gap-2', preview.isPlaceholderData && 'opacity-60')}>
        {rows?.map((row) => (
          <PreviewCard key={row.row} row={row} />
        ))}
      </ol>
    </section>
  );
}

function PreviewCard({ row }: { row: PreviewRow }) {
  const { t } = useLingui();
  const format = useFormat();
  const name = row.name ?? row.company;
  return (
    <li className="rounded border border-line bg-paper px-3 py-2">
      <div className="flex items-center gap-2">
        <span className={classNames('min-w-0 truncate', name ? 'font-medium' : 'text-faint')}>
          {name ?? t`ohne Namen`}
        </span>
        {row.kind && <Badge>{row.kind === 'private' ? t`privat` : t`geschäftlich`}</Badge>}
        <span className="ml-auto shrink-0 text-xs text-faint tabular-nums">{t`Zeile ${row.row}`}</span>
      </div>
      <div className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-soft">
        {row.name && row.company && <Part icon="company">{row.company}</Part>}
        {row.phones.map((phone) => (
          <Part icon="phone" key={phone}>
            <PhoneText e164={phone} />
          </Part>
        ))}
        {row.emails.map((email) => (
          <Part icon="mail" key={email}>
            {email}
          </Part>
        ))}
        {row.address && <Part icon="pin">{row.address}</Part>}
        {row.visit && <Part icon="visit">{row.visit.replaceAll(/\d{4}-\d\d-\d\d/g, format.day)}</Part>}
        {row.deal && <Part icon="deal">{row.deal}</Part>}
        {row.note && <Part icon="note">{row.note}</Part>}
      </div>
      {row.objection && (
        <p className="mt-1.5">
          <Standing kind="refused">
            <Trans>Widerspruch</Trans>
          </Standing>
        </p>
      )}
      {row.problems.map(({ column, message }, index) => (
        <p className="mt-1 flex items-start gap-1.5 text-sm text-careful" key={index}>
          <Icon className="mt-0.5" name="careful" size={12} />
          <span className="min-w-0 break-words">{column ? `${column}: ${message}` : message}</span>
        </p>
      ))}
    </li>
  );
}

function Part({ icon, children }: { icon: IconName; children: React.ReactNode }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1">
      <Icon className="text-faint" name={icon} size={12} />
      <span className="min-w-0 truncate">{children}</span>
    </span>
  );
}

/** The value once it has kept still for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Value), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
