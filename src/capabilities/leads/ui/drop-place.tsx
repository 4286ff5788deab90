import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { useGo } from '#web/address.ts';
import { classNames } from '#web/class-names.ts';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { ErrorNote, ProgressBar } from '#web/components/states.tsx';
import { useFormat } from '#web/format.ts';
import { usePhone } from '#web/phone-width.ts';
import { forgetRefusal, send, type Sending, useSending } from './sending.ts';
import { useDroppedFile } from './use-dropped-file.ts';

/** Where a list is handed over: dropped, chosen, or pasted. Shows it on its way. */
export function DropPlace() {
  const { t } = useLingui();
  const go = useGo();
  const phone = usePhone();
  const sending = useSending();
  const chooser = useRef<HTMLInputElement>(null);
  const over = useDroppedFile((file) => void send(file, go), true);
  useEffect(() => forgetRefusal, []);

  if (sending && !sending.refusal) return <OnItsWay sending={sending} />;
  return (
    <div className="flex flex-col gap-3">
      {sending?.refusal && (
        <ErrorNote
          error={sending.refusal}
          kept={t`„${sending.name}“ wurde nicht eingelesen; die Datei ist unverändert.`}
        />
      )}
      <div
        className={classNames(
          'flex min-h-64 flex-col items-center justify-center gap-3 rounded border border-dashed px-4 py-8 text-center phone:min-h-0',
          over ? 'border-brass-deep bg-brass-soft' : 'border-strong bg-raised',
        )}
      >
        <span className="flex size-14 items-center justify-center rounded-full border border-line text-brass-deep">
          <Icon name="import" size={24} />
        </span>
        {!phone && (
          <p className="text-lg">
            {over ? <Trans>Loslassen zum Einlesen</Trans> : <Trans>Datei hierher ziehen</Trans>}
          </p>
        )}
        <Button autoFocus={!phone} icon="file" kind="primary" onPress={() => chooser.current?.click()}>
          <Trans>Datei wählen</Trans>
        </Button>
        <p className="text-sm text-soft">
          <Trans>Excel, CSV, TSV, OpenDocument oder vCard, bis 4 GB.</Trans>
        </p>
        {!phone && (
          <p className="flex items-center gap-1.5 text-sm text-soft">
            <Trans>
              Oder Zellen in Excel kopieren und hier einfügen: <Kbd keys="mod+v" />
            </Trans>
          </p>
        )}
        <input
          accept=".csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xls,.ods,.vcf,.vcard"
          aria-label={t`Datei wählen`}
          className="hidden"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void send(file, go);
          }}
          ref={chooser}
          tabIndex={-1}
          type="file"
        />
      </div>
    </div>
  );
}

export function OnItsWay({ sending }: { sending: Sending }) {
  const { t } = useLingui();
  const format = useFormat();
  const size = (bytes: number) => `${format.number(bytes / 1_000_000)} MB`;
  return (
    <div className="flex min-h-64 flex-col justify-center gap-4 rounded border border-line bg-raised px-6 py-8 phone:min-h-0 phone:px-4">
      {sending.share < 1 ? (
        <ProgressBar
          detail={`${t`${size(sending.share * sending.bytes)} von ${size(sending.bytes)}`} ·`}
          label={sending.name}
          share={sending.share}
        />
      ) : (
        <ProgressBar detail={t`Spalten werden erkannt …`} label={sending.name} />
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-soft">
          <Trans>Sie können währenddessen weiterarbeiten. Übernommen wird noch nichts.</Trans>
        </p>
        <Button icon="close" onPress={sending.cancel}>
          <Trans>Abbrechen</Trans>
        </Button>
      </div>
    </div>
  );
}
