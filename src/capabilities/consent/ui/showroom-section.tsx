import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { signOut } from '#access/contract';
import { endShowroom, listShowrooms, startShowroom } from '#consent/contract';
import { call } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { forgetKept } from '#web/kept.ts';
import { useMay } from '#web/session.ts';

/** Tablets on which visitors fill in and sign a card. */
export function ShowroomSection() {
  const { t } = useLingui();
  const may = useMay();
  const { data, error, refetch } = useQueryOf(listShowrooms);
  const [starting, setStarting] = useState(false);
  const end = useMutationOf(endShowroom, { done: () => toast({ message: t`Tablet beendet` }) });
  return (
    <Section
      actions={may('write') && <Button icon="edit" onPress={() => setStarting(true)}>{t`Tablet starten`}</Button>}
      hint={
        <Trans>
          Besucher tragen sich auf einem Tablet ein und unterschreiben mit dem Finger. Das Tablet kann nur Karten
          abgeben; zu lesen gibt es dort nichts.
        </Trans>
      }
      title={t`Schauraum`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <ul>
        {data?.items.map((showroom) => (
          <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2" key={showroom.id}>
            <span className="min-w-0 flex-1 basis-60">
              <span className="font-medium">{showroom.name}</span>
              <span className="block text-sm text-soft">
                <Plural one="# Karte" other="# Karten" value={showroom.cards} /> ·{' '}
                <Trans>
                  läuft bis <TimeText at={showroom.expiresAt} withDay />
                </Trans>
              </span>
            </span>
            {may('write') && (
              <Button
                kind="plain"
                onPress={() => end.mutate({ params: { showroomId: showroom.id }, body: {} })}
                pending={end.isPending}
              >{t`Beenden`}</Button>
            )}
          </li>
        ))}
      </ul>
      {starting && <StartDialog onClose={() => setStarting(false)} />}
    </Section>
  );
}

function StartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(t`Schauraum`);
  const start = useMutationOf(startShowroom, { quiet: true });
  const address = start.data?.address;
  /** Whoever stands at the tablet next must not find our session there. */
  const startHere = async (to: string) => {
    await call(signOut, {});
    await forgetKept();
    location.assign(to);
  };
  return (
    <Dialog
      actions={
        address ? (
          <>
            <Button onPress={onClose}>{t`Fertig`}</Button>
            <Button kind="primary" onPress={() => void startHere(address)}>{t`Auf diesem Gerät starten`}</Button>
          </>
        ) : (
          <>
            <Button onPress={onClose}>{t`Abbrechen`}</Button>
            <Button
              disabled={!name.trim()}
              kind="primary"
              onPress={() => start.mutate({ body: { name } })}
              pending={start.isPending}
            >{t`Tablet starten`}</Button>
          </>
        )
      }
      onClose={onClose}
      open
      title={t`Tablet starten`}
    >
      <div className="flex flex-col gap-4">
        {start.error && <ErrorNote error={start.error} />}
        {!address && (
          <TextField autoFocus label={t`Wo es steht`} maxLength={80} onChange={setName} required value={name} />
        )}
        {address && (
          <>
            <p>
              <Trans>
                Öffnen Sie diese Adresse auf dem Tablet; sie wird nur jetzt gezeigt und gilt zwölf Stunden. Starten Sie
                hier, werden Sie auf diesem Gerät abgemeldet.
              </Trans>
            </p>
            <p className="rounded border border-line bg-sunken px-3 py-2 break-all select-all">{address}</p>
            <div>
              <Button
                icon="copy"
                onPress={() => void navigator.clipboard.writeText(address).then(() => toast({ message: t`Kopiert.` }))}
              >{t`Kopieren`}</Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
