import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { askRun, listFields, type Outcome, type RunView } from '#audiences/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useAudienceWords } from './words.ts';

type Props = { outcome: Outcome; last: RunView | null; onClose: () => void };

/** By what customers are to be told apart. */
export function RunDialog({ outcome, last, onClose }: Props) {
  const { t } = useLingui();
  const { nameOf } = useAudienceWords();
  const { data, error, refetch } = useQueryOf(listFields, { query: { outcome } });
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const ask = useMutationOf(askRun, { quiet: true, done: onClose });
  const suggested = data?.items.filter((item) => item.suggested).map(({ field }) => field) ?? [];
  const before = last?.fields.filter((field) => data?.items.some((item) => item.field === field && item.filled > 0));
  const fields = chosen ?? before ?? suggested;
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={fields.length === 0}
            kind="primary"
            onPress={() => ask.mutate({ body: { outcome, fields: [...fields] } })}
            pending={ask.isPending}
          >{t`Berechnen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Wonach sollen sich die Gruppen bilden?`}
    >
      <div className="flex flex-col gap-3">
        {(error ?? ask.error) && <ErrorNote error={error ?? ask.error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={8} />}
        {data?.items.map(({ field, filled, different }) => (
          <Checkbox
            checked={fields.includes(field)}
            disabled={different < 2}
            hint={
              different < 2
                ? t`Sagt hier nichts: bei allen gleich oder leer.`
                : t`Bei ${filled} von ${data.customers} bekannt.`
            }
            key={field}
            label={nameOf(field)}
            onChange={(checked) => setChosen(checked ? [...fields, field] : fields.filter((one) => one !== field))}
          />
        ))}
        <p className="text-sm text-soft">
          <Trans>
            Alter, Geschlecht, Herkunftsland, Religion und Gesundheit stehen hier nie zur Wahl. Wer der Auswertung
            widersprochen hat, zählt nicht mit.
          </Trans>
        </p>
      </div>
    </Dialog>
  );
}
