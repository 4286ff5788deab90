import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { downloadLetters, type LetterBatch, listForms, listLetters } from '#consent/contract';
import { addressOf } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { DateText } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay } from '#web/session.ts';

const LetterDialog = onDemand(async () => (await import('./letter-dialog.tsx')).LetterDialog);

/** Letters to those who may not be called, with a code that leads to a page of their own. */
export function LetterSection() {
  const { t } = useLingui();
  const may = useMay();
  const [writing, setWriting] = useState(false);
  const [busy, setBusy] = useState(false);
  const { data, error, refetch } = useQueryOf(listLetters, undefined, { refetchMs: busy ? 1500 : false });
  const forms = useQueryOf(listForms).data?.items.filter(({ closedAt }) => closedAt === null) ?? [];
  const working = data?.items.some(({ state }) => state === 'waiting' || state === 'running') ?? false;
  if (working !== busy) setBusy(working);
  return (
    <Section
      actions={
        may('manage') && (
          <Button
            disabled={forms.length === 0}
            icon="post"
            onPress={() => setWriting(true)}
          >{t`Briefe erstellen`}</Button>
        )
      }
      hint={
        <Trans>
          Ein Brief je Haushalt an alle, die noch nicht angerufen werden dürfen, mit einem QR-Code zu einem Formular.
          Werbung mit der Post ist erlaubt, solange niemand widersprochen hat; Klinke fragt das bei jedem Menschen.
        </Trans>
      }
      title={t`Briefe mit QR-Code`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && forms.length === 0 && data.items.length === 0 && (
        <p className="text-soft">
          <Trans>Öffnen Sie zuerst ein Formular: Dorthin führt der Code.</Trans>
        </p>
      )}
      <ul>
        {data?.items.map((batch) => (
          <BatchLine batch={batch} key={batch.id} />
        ))}
      </ul>
      {writing && <LetterDialog forms={forms} onClose={() => setWriting(false)} />}
    </Section>
  );
}

function BatchLine({ batch }: { batch: LetterBatch }) {
  const { t } = useLingui();
  const may = useMay();
  const format = useFormat();
  const { consented, refused, homeless } = batch.leftOut;
  const out = [
    consented > 0 && t`${format.number(consented)} schon eingewilligt`,
    refused > 0 && t`${format.number(refused)} wollen keine Post`,
    homeless > 0 && t`${format.number(homeless)} ohne Anschrift`,
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <span className="min-w-0 flex-1 basis-60">
        <span className="font-medium">{batch.name}</span>
        <span className="text-soft">
          {' · '}
          <DateText value={batch.createdAt} />
        </span>
        <span className="block text-sm text-soft">
          {batch.state === 'done' ? (
            <Plural one="# Brief" other="# Briefe" value={batch.printed} />
          ) : batch.state === 'failed' ? (
            t`Nicht gelungen, wird noch einmal versucht`
          ) : batch.households === 0 ? (
            t`Die Anschriften werden durchgesehen …`
          ) : batch.printed === 0 ? (
            t`Die Erlaubnis wird festgehalten: ${format.number(batch.permitted)} von ${format.number(batch.households)} Haushalten`
          ) : (
            t`${format.number(batch.printed)} von ${format.number(batch.households)} Briefen gesetzt`
          )}
          {out.length > 0 && ` · ${out.join(', ')}`}
        </span>
        {batch.state === 'running' && batch.households > 0 && (
          <progress
            aria-label={t`Fortschritt von „${batch.name}“`}
            className="mt-1 h-1 w-full max-w-60 accent-brass"
            max={batch.households * 2}
            value={batch.permitted + batch.printed}
          />
        )}
      </span>
      {batch.state === 'done' && batch.printed > 0 && may('manage') && (
        <a
          className="underline"
          download
          href={addressOf(downloadLetters, { params: { batchId: batch.id } })}
        >{t`PDF herunterladen`}</a>
      )}
    </li>
  );
}
