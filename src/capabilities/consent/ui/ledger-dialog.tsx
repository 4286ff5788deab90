import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import {
  addProof,
  type ContactUse,
  downloadDossier,
  downloadProof,
  type KeptEntry,
  listEntries,
  listUses,
  type ProofFile,
} from '#consent/contract';
import { addressOf, type ApiRefusal, upload } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { refresh, useListOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { KeepingWords } from './consent-panel.tsx';
import { useNorm } from './norm.ts';
import { basisWords, channelIcons, channelWords, deniedWords, sourceWords } from './words.ts';

/** Every word of this person, with its evidence, the latest first. */
export function LedgerDialog({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t } = useLingui();
  const may = useMay();
  const [tab, setTab] = useState<'entries' | 'uses'>('entries');
  return (
    <Dialog onClose={onClose} open title={t`Nachweise`} width="large">
      <Tabs<'entries' | 'uses'>
        label={t`Nachweise`}
        onChange={setTab}
        tabs={[
          { id: 'entries', label: t`Einträge` },
          { id: 'uses', label: t`Anrufe und Mails` },
        ]}
        value={tab}
      />
      {tab === 'entries' ? <Entries contactId={contactId} /> : <Uses contactId={contactId} />}
      {may('manage') && (
        <p className="mt-3 border-t border-line pt-3 text-sm">
          <a className="underline" href={addressOf(downloadDossier, { params: { contactId } })}>
            <Trans>Alles als ZIP, für eine Auskunft an die Person oder die Behörde</Trans>
          </a>
        </p>
      )}
    </Dialog>
  );
}

/** Every contact that was made, with what it rests on. */
function Uses({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const uses = useListOf(listUses, { params: { contactId }, query: { limit: 30 } });
  return (
    <>
      {uses.error && <ErrorNote error={uses.error} onRetry={uses.retry} />}
      {uses.pending && <Skeleton lines={4} />}
      {!uses.pending && uses.rows.length === 0 && (
        <p className="text-soft">
          <Trans>Noch hat niemand diese Person angerufen oder angeschrieben.</Trans>
        </p>
      )}
      <ul>
        {uses.rows.map((use) => (
          <UseRow key={use.permitId} use={use} />
        ))}
      </ul>
      {uses.hasMore && <Button kind="plain" onPress={uses.loadMore} pending={uses.loadingMore}>{t`Weitere`}</Button>}
    </>
  );
}

function UseRow({ use }: { use: ContactUse }) {
  const { t, i18n } = useLingui();
  const norm = useNorm();
  const { nameOf } = usePeople();
  return (
    <li className="flex flex-col gap-1 border-t border-line py-2 first:border-t-0">
      <p className="flex flex-wrap items-center gap-x-2">
        <Icon className="text-faint" name={channelIcons[use.channel]} />
        <span className="font-medium">
          {use.act === 'recording' ? t`Aufnahme eines Gesprächs` : i18n._(channelWords[use.channel])}
        </span>
        <span className="text-soft">
          <TimeText at={use.usedAt} withDay /> · {use.address}
          {use.usedBy && ` · ${nameOf(use.usedBy)}`}
        </span>
      </p>
      <p className="pl-6 text-sm text-soft">{i18n._(basisWords[use.basis])}</p>
      <p className="pl-6 text-sm text-faint">
        <Trans>
          {norm(use.norm)} · Regelstand {use.ruleVersion} · Erlaubnis {use.permitId}
        </Trans>
      </p>
    </li>
  );
}

function Entries({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const entries = useListOf(listEntries, { params: { contactId }, query: { limit: 30 } });
  return (
    <>
      {entries.error && <ErrorNote error={entries.error} onRetry={entries.retry} />}
      {entries.pending && <Skeleton lines={4} />}
      {!entries.pending && entries.rows.length === 0 && (
        <p className="text-soft">
          <Trans>Hier steht noch nichts. Schweigen heißt nein.</Trans>
        </p>
      )}
      <ul>
        {entries.rows.map((entry) => (
          <EntryRow entry={entry} key={entry.id} />
        ))}
      </ul>
      {entries.hasMore && (
        <Button kind="plain" onPress={entries.loadMore} pending={entries.loadingMore}>{t`Weitere`}</Button>
      )}
      {entries.rows.length > 0 && (
        <p className="pt-3 text-sm text-soft">
          <Trans>
            Einträge sind Nachweise: Sie werden nie geändert und nie gelöscht. Ein Versehen nimmt ein weiterer Eintrag
            zurück.
          </Trans>
        </p>
      )}
    </>
  );
}

function EntryRow({ entry }: { entry: KeptEntry }) {
  const { t, i18n } = useLingui();
  const { nameOf } = usePeople();
  const { state, because, proof } = entry;
  const what = {
    granted: t`Einwilligung`,
    denied: i18n._(deniedWords[because ?? 'refused']),
    unknown: t`Zurückgenommen`,
  };
  const icon = { granted: 'allowed', denied: 'refused', unknown: 'undo' } as const;
  const tint = { granted: 'text-allowed', denied: 'text-refused', unknown: 'text-faint' };
  return (
    <li className="flex flex-col gap-1 border-t border-line py-2 first:border-t-0">
      <p className="flex flex-wrap items-center gap-x-2">
        <Icon className={tint[state]} name={icon[state]} />
        <span className="font-medium">{what[state]}</span>
        <Icon className="text-faint" name={channelIcons[entry.channel]} />
        <span>{entry.purpose === 'recording' ? t`Aufnahme von Gesprächen` : i18n._(channelWords[entry.channel])}</span>
        <span className="text-soft">
          <TimeText at={entry.at} withDay /> · {i18n._(sourceWords[entry.source])}
        </span>
      </p>
      {entry.wording && <p className="pl-6 break-words whitespace-pre-line">{entry.wording}</p>}
      {proof && (
        <p className="pl-6 text-sm break-words text-soft">
          <Trans>Beleg: {proof.reference}</Trans>
          {[proof.personName, proof.personAddress].filter(Boolean).map((part) => ` · ${part}`)}
          {proof.requestedAt && proof.requestedFrom && (
            <>
              {' · '}
              <Trans>
                angefragt <TimeText at={proof.requestedAt} withDay /> von {proof.requestedFrom}
              </Trans>
            </>
          )}
          {proof.ipAddress && <> · {t`bestätigt von ${proof.ipAddress}`}</>}
          {proof.advertiser === 'other' && ` · ${t`nennt eine andere Firma`}`}
        </p>
      )}
      <Proofs entry={entry} />
      {entry.keeping && (
        <div className="pl-6">
          <KeepingWords keeping={entry.keeping} />
        </div>
      )}
      <p className="pl-6 text-sm text-faint">
        {entry.recordedBy ? (
          <Trans>
            Eingetragen <TimeText at={entry.recordedAt} withDay /> von {nameOf(entry.recordedBy)}
          </Trans>
        ) : (
          <Trans>
            Eingetragen <TimeText at={entry.recordedAt} withDay />
          </Trans>
        )}
      </p>
    </li>
  );
}

/** The files that prove an entry; more can be laid beside it, none taken away. */
function Proofs({ entry }: { entry: KeptEntry }) {
  const { t } = useLingui();
  const may = useMay();
  const format = useFormat();
  const { contactId, id: entryId, proofs } = entry;
  const add = useMutation<ProofFile, ApiRefusal, File>({
    mutationFn: (file) =>
      upload(addProof, { params: { contactId, entryId }, query: { name: file.name.slice(-200) } }, file),
    onSettled: () => refresh('consent'),
    meta: { quiet: true },
  });
  return (
    <div className="flex flex-col items-start gap-1 pl-6">
      {proofs.map((proof) => (
        <a
          className="inline-flex items-center gap-1 text-sm break-all underline"
          href={addressOf(downloadProof, { params: { contactId, proofId: proof.id } })}
          key={proof.id}
        >
          <Icon name="note" size={12} />
          {proof.name} ({format.number(Math.ceil(proof.bytes / 1024))} kB)
        </a>
      ))}
      {add.error && <ErrorNote error={add.error} />}
      {may('write') && (
        <FileButton
          accept="image/*,application/pdf,audio/*"
          fileLabel={t`Datei mit dem Beleg`}
          icon="plus"
          kind="plain"
          onFile={add.mutate}
          pending={add.isPending}
        >
          {t`Bild, PDF oder Tonaufnahme als Beleg`}
        </FileButton>
      )}
    </div>
  );
}
