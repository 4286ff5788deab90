import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { type GoalRow, listSubmissions, submitForecast } from '#forecasts/contract';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { MoneyField } from '#web/components/number-field.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { usePeriodName } from './period-words.ts';

/** What one commits to for a period, with what was said before. */
export function SubmissionDialog({
  row,
  ownerId,
  currency,
  onClose,
}: {
  row: GoalRow;
  ownerId: string | undefined;
  currency: string;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const nameOf = usePeriodName();
  const [commitCents, setCommit] = useState<number | null>(row.submission?.commitCents ?? null);
  const [bestCaseCents, setBest] = useState<number | null>(row.submission?.bestCaseCents ?? null);
  const [note, setNote] = useState('');
  const submit = useMutationOf(submitForecast, { quiet: true, done: onClose });
  const { period } = row;
  const earlier = useQueryOf(listSubmissions, { query: { period, ...(ownerId && { ownerId }) } }).data?.items ?? [];
  const send = () => {
    if (commitCents === null) return;
    submit.mutate({
      body: {
        ownerId: ownerId ?? null,
        period,
        commitCents,
        bestCaseCents: bestCaseCents ?? commitCents,
        note: note.trim() || null,
      },
    });
  };
  const who = ownerId === undefined ? t`das Team` : people.nameOf(ownerId);

  return (
    <FormDialog
      error={submit.error}
      onClose={onClose}
      onSave={send}
      pending={submit.isPending}
      ready={commitCents !== null}
      say={t`Zusagen`}
      title={t`${nameOf(period)}, ${who}`}
      width="small"
    >
      <MoneyField
        autoFocus
        currency={currency}
        hint={t`Mit schon Gewonnenem: was am Ende des Zeitraums dastehen wird.`}
        label={t`Zusage`}
        onChange={setCommit}
        valueCents={commitCents}
      />
      <MoneyField currency={currency} label={t`Bester Fall`} onChange={setBest} valueCents={bestCaseCents} />
      <TextField label={t`Notiz`} maxLength={1000} multiline onChange={setNote} rows={2} value={note} />
      {earlier.length > 0 && (
        <section>
          <h3 className="font-semibold">
            <Trans>Frühere Fassungen</Trans>
          </h3>
          <ul className="max-h-48 overflow-y-auto">
            {earlier.map((version) => (
              <li className="border-t border-line py-1.5" key={version.id}>
                <span className="flex justify-between gap-3 tabular-nums">
                  <TimeText at={version.submittedAt} withDay />
                  <span>
                    {format.wholeMoney(version.commitCents, currency)} –{' '}
                    {format.wholeMoney(version.bestCaseCents, currency)}
                  </span>
                </span>
                <span className="text-sm text-soft">
                  {[people.nameOf(version.submittedBy), version.note].filter(Boolean).join(': ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </FormDialog>
  );
}
