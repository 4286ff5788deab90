import { useMutation } from '@tanstack/react-query';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  addSuppression,
  addSuppressionList,
  changeContactCaps,
  type ContactCaps,
  getContactCaps,
  listSuppressionLists,
  removeSuppression,
  removeSuppressionList,
  type SuppressionList,
} from '#consent/contract';
import { type ApiRefusal, upload } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { DateText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { refresh, useMutationOf, useQueryOf } from '#web/data.ts';

/** Lists of numbers and addresses that are never contacted. What stands on them is nowhere to be read. */
export function SuppressionSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listSuppressionLists);
  const add = useMutation<SuppressionList, ApiRefusal, File>({
    mutationFn: (file) => upload(addSuppressionList, { query: { name: file.name.slice(-200) } }, file),
    onSettled: () => refresh('consent'),
    meta: { quiet: true },
  });
  const remove = useMutationOf(removeSuppressionList);
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{t`Sperrlisten`}</h2>
        <FileButton
          accept=".csv,.txt,text/csv,text/plain"
          fileLabel={t`Datei mit der Sperrliste`}
          icon="plus"
          onFile={add.mutate}
          pending={add.isPending}
        >
          {t`Liste einlesen`}
        </FileButton>
      </div>
      <p className="text-soft">
        <Trans>
          Nummern und Adressen auf diesen Listen werden nie zur Werbung kontaktiert, was immer sonst eingetragen ist.
          Klinke merkt sich nur verschlüsselte Prüfwerte: Niemand kann die Listen wieder auslesen.
        </Trans>
      </p>
      {add.error && <ErrorNote error={add.error} />}
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data?.items.length === 0 && (
        <p className="text-soft">
          <Trans>Noch keine Liste. Eine Textdatei oder CSV genügt, gleich welche Spalten sie hat.</Trans>
        </p>
      )}
      <ul>
        {data?.items.map((list) => (
          <li className="flex flex-wrap items-center gap-x-2 border-t border-line py-2" key={list.id}>
            <span className="font-medium break-all">{list.name}</span>
            <span className="text-soft">
              <Plural one="# Eintrag" other="# Einträge" value={list.entries} /> · <DateText value={list.addedAt} />
              {list.unreadable > 0 && (
                <>
                  {' · '}
                  <Plural one="# Zeile ohne Nummer" other="# Zeilen ohne Nummer" value={list.unreadable} />
                </>
              )}
            </span>
            <span className="flex-1" />
            <Button
              kind="plain"
              onPress={() => remove.mutate({ params: { listId: list.id } })}
              pending={remove.isPending}
            >{t`Entfernen`}</Button>
          </li>
        ))}
      </ul>
      {data && <OwnList entries={data.own} />}
    </section>
  );
}

/** The workspace's own list: what stands on it cannot be shown, only be asked away again by whoever knows it. */
function OwnList({ entries }: { entries: number }) {
  const { t } = useLingui();
  const [value, setValue] = useState('');
  const [add, remove] = [
    useMutationOf(addSuppression, { quiet: true, done: () => done(t`Gesperrt`) }),
    useMutationOf(removeSuppression, { quiet: true, done: () => done(t`Nicht mehr auf Ihrer Sperrliste`) }),
  ];
  const done = (message: string) => {
    setValue('');
    toast({ message });
  };
  const error = add.error ?? remove.error;
  const empty = value.trim() === '';
  const body = { value };
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">
        {t`Eigene Sperrliste`}{' '}
        <span className="font-normal text-soft">
          <Plural one="# Eintrag" other="# Einträge" value={entries} />
        </span>
      </h3>
      <p className="text-soft">
        <Trans>
          Wer „Nie wieder kontaktieren“ sagt oder in einer Liste ein Nein stehen hat, steht mit Nummern und
          E-Mail-Adressen von selbst hier und wird auch dann nicht angerufen, wenn ein neuer Import die Person noch
          einmal bringt.
        </Trans>
      </p>
      {error && <ErrorNote error={error} />}
      <div className="flex flex-wrap items-end gap-2">
        <TextField label={t`Nummer oder E-Mail-Adresse`} maxLength={320} onChange={setValue} value={value} />
        <Button
          disabled={empty}
          onPress={() => {
            remove.reset();
            add.mutate({ body });
          }}
          pending={add.isPending}
        >{t`Auf die Liste setzen`}</Button>
        <Button
          disabled={empty}
          kind="plain"
          onPress={() => {
            add.reset();
            remove.mutate({ body });
          }}
          pending={remove.isPending}
        >{t`Von der Liste nehmen`}</Button>
      </div>
    </div>
  );
}

/** How often one person may be tried. */
export function CapSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getContactCaps);
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{t`Wie oft wir es versuchen`}</h2>
      <p className="text-soft">
        <Trans>
          Wer ständig angerufen wird, fühlt sich bedrängt; hartnäckiges Ansprechen ist verboten (UWG Anhang Nr. 26).
          Mehr Versuche je Person und Weg lässt Klinke nicht zu. Vertragliches und erbetene Rückrufe zählen nicht.
        </Trans>
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={1} />}
      {data && <CapForm caps={data} key={`${data.perDay} ${data.perWeek}`} />}
    </section>
  );
}

function CapForm({ caps }: { caps: ContactCaps }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState<{ perDay: number | null; perWeek: number | null }>(caps);
  const change = useMutationOf(changeContactCaps, { quiet: true });
  const { perDay, perWeek } = draft;
  const changed = perDay !== caps.perDay || perWeek !== caps.perWeek;
  return (
    <div className="flex flex-col gap-3">
      {change.error && <ErrorNote error={change.error} />}
      <div className="flex flex-wrap items-end gap-3">
        <NumberField
          label={t`Am Tag`}
          max={100}
          min={1}
          onChange={(next) => setDraft({ ...draft, perDay: next })}
          value={perDay}
        />
        <NumberField
          label={t`In sieben Tagen`}
          max={500}
          min={1}
          onChange={(next) => setDraft({ ...draft, perWeek: next })}
          value={perWeek}
        />
        <Button
          disabled={!changed || perDay === null || perWeek === null}
          kind="primary"
          onPress={() => perDay !== null && perWeek !== null && change.mutate({ body: { perDay, perWeek } })}
          pending={change.isPending}
        >{t`Speichern`}</Button>
      </div>
    </div>
  );
}
