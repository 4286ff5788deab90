import { useLingui } from '@lingui/react/macro';
import type { ImportView } from '#leads/contract';
import { useFormat } from '#web/format.ts';

/** What became of the rows so far. */
export function ImportCounts({ found }: { found: ImportView }) {
  const { t } = useLingui();
  const counts = [
    {
      name: t`Zeilen gelesen`,
      value: found.rowsRead,
      of: found.rowsTotal !== null && found.rowsTotal !== found.rowsRead ? found.rowsTotal : undefined,
    },
    { name: t`neu`, value: found.created },
    { name: t`ergänzt`, value: found.updated },
    { name: t`ausgelassen`, value: found.skipped },
    { name: t`nicht übernommen`, value: found.failed },
  ];
  return <Counts counts={counts} />;
}

/** What was taken back, and what was not. */
export function UndoneCounts({ undo }: { undo: NonNullable<ImportView['undo']> }) {
  const { t } = useLingui();
  return (
    <Counts
      counts={[
        { name: t`Menschen entfernt`, value: undo.contacts },
        { name: t`Firmen entfernt`, value: undo.companies },
        { name: t`Abschlüsse entfernt`, value: undo.deals },
        { name: t`Hausbesuche entfernt`, value: undo.visits },
        { name: t`wieder wie vorher`, value: undo.restored },
        { name: t`geblieben`, value: undo.kept },
      ]}
    />
  );
}

function Counts({ counts }: { counts: readonly { name: string; value: number; of?: number | undefined }[] }) {
  const format = useFormat();
  return (
    <dl className="flex flex-wrap border-y border-line">
      {counts.map(({ name, value, of }) => (
        <div className="flex min-w-28 flex-1 flex-col-reverse justify-end py-3 pr-4" key={name}>
          <dt className="text-sm text-soft">{name}</dt>
          <dd className="text-xl font-semibold tabular-nums">
            {format.number(value)}
            {of !== undefined && <span className="text-base font-normal text-faint"> / {format.number(of)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
