import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type GivenFile, giveFile, type Said, takeFile } from '#meetings/contract';
import { addressOf, upload } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { Note } from '#web/components/states.tsx';
import { regionOf } from '#web/region.ts';

/** The latest line is in sight. */
const toEnd = (end: HTMLLIElement | null): void => end?.scrollIntoView({ block: 'nearest' });

/** What is written beside the talk; gone with the room. */
export function Chat({
  said,
  fileKey,
  onSay,
}: {
  said: readonly Said[];
  fileKey: string;
  onSay: (text: string) => void;
}) {
  const { t, i18n } = useLingui();
  const [draft, setDraft] = useState('');
  const [giving, setGiving] = useState(false);
  const [refused, setRefused] = useState('');
  const give = async (file: File): Promise<void> => {
    setGiving(true);
    setRefused('');
    const query = { key: fileKey, id: crypto.randomUUID(), name: file.name.slice(0, 200) };
    await upload(giveFile, { query }, file).catch((error: unknown) =>
      setRefused(error instanceof Error ? error.message : ''),
    );
    setGiving(false);
  };
  const time = new Intl.DateTimeFormat(regionOf(i18n.locale), { hour: '2-digit', minute: '2-digit' });
  return (
    <section aria-label={t`Chat`} className="flex min-h-0 flex-1 flex-col gap-3">
      <h2 className="font-semibold">{t`Chat`}</h2>
      <ul
        aria-live="polite"
        className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto"
        // What scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {said.length === 0 && (
          <li className="text-soft">
            <Trans>
              Was hier geschrieben und gegeben wird, sehen alle im Raum. Es wird nicht aufbewahrt: Laden Sie herunter,
              was Sie behalten wollen.
            </Trans>
          </li>
        )}
        {said.map((one) => (
          <li key={one.id}>
            <span className="font-medium">{one.name}</span>{' '}
            <span className="text-sm text-faint tabular-nums">{time.format(new Date(one.at))}</span>
            {one.file ? (
              <GivenFileLink file={one.file} fileKey={fileKey} />
            ) : (
              <p className="break-words whitespace-pre-line">{one.text}</p>
            )}
          </li>
        ))}
        <li aria-hidden="true" key={said.length} ref={toEnd} />
      </ul>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!draft.trim()) return;
          onSay(draft.trim());
          setDraft('');
        }}
      >
        <div className="min-w-0 flex-1">
          <TextField label={t`Nachricht`} maxLength={2000} onChange={setDraft} value={draft} />
        </div>
        <Button disabled={!draft.trim()} type="submit">{t`Senden`}</Button>
      </form>
      {refused && <Note kind="careful">{refused}</Note>}
      <FileButton
        accept="image/*,application/pdf,audio/*"
        fileLabel={t`Datei für alle im Raum`}
        icon="file"
        kind="plain"
        onFile={(file) => void give(file)}
        pending={giving}
      >
        {t`Datei geben`}
      </FileButton>
    </section>
  );
}

function GivenFileLink({ file, fileKey }: { file: GivenFile; fileKey: string }) {
  const { i18n } = useLingui();
  const size = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 }).format(file.bytes / 1024 ** 2);
  return (
    <a
      className="break-words underline"
      download={file.name}
      href={addressOf(takeFile, { params: { fileId: file.id }, query: { key: fileKey } })}
    >
      {file.name} <span className="text-sm text-soft">({size} MB)</span>
    </a>
  );
}
