import { useMutation } from '@tanstack/react-query';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { addCalendar, type CalendarKind, findCalendars } from '#meetings/contract';
import { type ApiRefusal, call } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { refresh, useMutationOf } from '#web/data.ts';
import { useProblemWords } from './problem-words.ts';

type Found = { address: string; name: string };

/** By its address; or with a login, which shows what calendars there are. */
export function AddCalendarDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const words = useProblemWords();
  const [kind, setKind] = useState<CalendarKind>('feed');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [found, setFound] = useState<Found[]>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const search = useMutationOf(findCalendars, {
    quiet: true,
    done: ({ items, problem }) => {
      if (problem !== null) return;
      setFound(items);
      setChosen(new Set(items.map((item) => item.address)));
    },
  });
  const login = { userName, password };
  const add = useMutation<void, ApiRefusal>({
    mutationFn: async () => {
      if (kind === 'feed') return void (await call(addCalendar, { body: { kind, name, address } }));
      for (const one of found ?? []) {
        if (!chosen.has(one.address)) continue;
        await call(addCalendar, { body: { kind, ...one, ...login } }).catch((error: ApiRefusal) => {
          // Added before: what was wanted is there.
          if (error.code !== 'calendar_exists') throw error;
        });
      }
    },
    onSuccess: onClose,
    onSettled: () => refresh('meetings'),
    meta: { quiet: true },
  });

  const filled = kind === 'feed' ? [name, address] : [address, userName, password];
  const complete = filled.every((value) => value.trim() !== '') && (!found || chosen.size > 0);
  const searches = kind === 'caldav' && !found;
  const goOn = (): void => {
    if (!complete) return;
    if (searches) search.mutate({ body: { address, ...login } });
    else add.mutate();
  };
  /** Another address or login: what was found there says nothing any more. */
  const anew = (set: (value: string) => void) => (value: string) => {
    set(value);
    setFound(undefined);
  };
  const problem = search.data?.problem;

  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button disabled={!complete} kind="primary" onPress={goOn} pending={search.isPending || add.isPending}>
            {searches ? t`Kalender suchen` : t`Hinzufügen`}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Kalender hinzufügen`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        {(search.error ?? add.error) && <ErrorNote error={search.error ?? add.error} />}
        {problem && !found && <Note kind="careful">{words[problem]}</Note>}
        <RadioGroup<CalendarKind>
          label={t`Wie ist er zu erreichen?`}
          onChange={(value) => {
            setKind(value);
            setFound(undefined);
            search.reset();
          }}
          options={[
            { value: 'feed', label: t`Adresse (.ics)`, hint: t`Google, Outlook, iCloud und fast alle anderen` },
            { value: 'caldav', label: t`Anmeldung (CalDAV)`, hint: t`Nextcloud, mailbox.org, Posteo, iCloud …` },
          ]}
          value={kind}
        />
        {kind === 'feed' && (
          <TextField autoFocus label={t`Name`} onChange={setName} placeholder={t`Privat`} required value={name} />
        )}
        <TextField
          hint={
            kind === 'feed'
              ? t`Google: Einstellungen des Kalenders, „Privatadresse im iCal-Format“. Outlook: Kalender veröffentlichen, ICS. Wer sie kennt, kann alles lesen; wir zeigen sie nie wieder.`
              : t`Die Adresse Ihres Servers. Klinke findet die Kalender darauf selbst.`
          }
          inputMode="url"
          label={kind === 'feed' ? t`Adresse des Kalenders` : t`Server`}
          onChange={anew(setAddress)}
          placeholder={kind === 'feed' ? 'https://… .ics' : 'https://cloud.example.de'}
          required
          value={address}
        />
        {kind === 'caldav' && (
          <>
            <TextField label={t`Benutzername`} onChange={anew(setUserName)} required value={userName} />
            <TextField
              autoComplete="new-password"
              hint={t`Am besten ein App-Passwort, das nur für Klinke gilt. Wird verschlüsselt und nie wieder angezeigt.`}
              label={t`Passwort`}
              onChange={anew(setPassword)}
              required
              type="password"
              value={password}
            />
          </>
        )}
        {found && <Choice chosen={chosen} found={found} onChange={setChosen} />}
      </form>
    </Dialog>
  );
}

function Choice({
  found,
  chosen,
  onChange,
}: {
  found: readonly Found[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  if (found.length === 0)
    return (
      <Note kind="careful">
        <Trans>Die Anmeldung stimmt, aber einen Kalender haben wir dort nicht gefunden.</Trans>
      </Note>
    );
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-sm font-medium text-soft">
        <Trans>In welchen sind Sie belegt?</Trans>
      </legend>
      {found.map(({ address, name }) => (
        <Checkbox
          checked={chosen.has(address)}
          key={address}
          label={name}
          onChange={(checked) => {
            const others = [...chosen].filter((one) => one !== address);
            onChange(new Set(checked ? [...others, address] : others));
          }}
        />
      ))}
    </fieldset>
  );
}
