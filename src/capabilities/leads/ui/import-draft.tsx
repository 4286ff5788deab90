import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getImport, type ImportView, removeDraft, startImport } from '#leads/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { toast } from '#web/components/toast.tsx';
import { queryClient, queryOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { pathTo } from '#web/paths.ts';
import { usePhone } from '#web/phone-width.ts';
import { useMay } from '#web/session.ts';
import { ColumnList } from './column-list.tsx';
import { type DraftChoices, isUncertain, useDraftChoices } from './draft-choices.ts';
import { followImport } from './follow-import.ts';
import { ImportPreview } from './import-preview.tsx';
import { MatchChoice, OriginFields, ReadingFields } from './option-fields.tsx';

/** How the list is understood, with what would come of it beside it; nothing is taken over before the button is pressed. */
export function ImportDraft({
  found,
  removing,
  onRemoving,
}: {
  found: ImportView;
  removing: boolean;
  /** From true on there may be nothing left to ask for; false: it is still there. */
  onRemoving: (removing: boolean) => void;
}) {
  const { t } = useLingui();
  const may = useMay();
  const choices = useDraftChoices(found);
  const phone = usePhone();
  const [shown, setShown] = useState<Part>('columns');
  const [sourceMissing, setSourceMissing] = useState(false);
  // Large files are counted after the first look.
  useQueryOf(getImport, found.rowsTotal === null && !removing ? { params: { importId: found.id } } : null, {
    refetchMs: 1000,
  });

  const starting = useStarting(found, choices);
  const takeOver = () => {
    if (choices.options.source.trim() !== '') return starting.start();
    setSourceMissing(true);
    setShown('columns');
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>('input[name=source]')?.focus());
  };
  useKeys([{ keys: 'mod+Enter', label: t`Liste übernehmen`, everywhere: true, run: takeOver }], may('write'));

  return (
    <Page
      lead={
        <>
          <HeadLine choices={choices} found={found} onLook={() => setShown('columns')} />
          {phone && (
            <Tabs<Part>
              label={found.name}
              onChange={setShown}
              tabs={[
                { id: 'columns', label: t`Zuordnung` },
                { id: 'preview', label: t`Vorschau` },
              ]}
              value={shown}
            />
          )}
        </>
      }
      scroll={false}
      title={found.name}
    >
      <div className="flex h-full min-h-0 flex-col">
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,11fr)_minmax(0,9fr)] border-t border-line max-desk:block max-desk:overflow-y-auto">
          {(!phone || shown === 'columns') && (
            <div className="min-h-0 overflow-y-auto px-5 py-4 max-desk:overflow-visible phone:px-4">
              <Section hint={t`Was jede Spalte Ihrer Datei in Klinke wird.`} title={t`Spalten`}>
                <ColumnList choices={choices} found={found} />
              </Section>
              <Section title={t`Wie Zahlen und Tage zu lesen sind`}>
                <ReadingFields choices={choices} />
              </Section>
              <Section title={t`Wenn wir jemanden schon kennen`}>
                <MatchChoice choices={choices} />
              </Section>
              <Section title={t`Für alle Menschen dieser Liste`}>
                <OriginFields choices={choices} missing={sourceMissing && choices.options.source.trim() === ''} />
              </Section>
            </div>
          )}
          {(!phone || shown === 'preview') && <ImportPreview choices={choices} gone={removing} importId={found.id} />}
        </div>
        {may('write') && (
          <footer className="border-t border-line bg-paper px-5 py-2.5 phone:px-4">
            {starting.error && (
              <div className="pb-2">
                <ErrorNote error={starting.error} kept={t`Ihre Zuordnung ist noch da.`} />
              </div>
            )}
            <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
              <p className="flex flex-1 items-start gap-2 text-sm text-soft phone:basis-full">
                <Icon className="mt-px" name="shield" />
                <Trans>Privatleute kommen als „nicht anrufen, bis sie eingewilligt haben“ herein.</Trans>
              </p>
              <RemoveButton choices={choices} found={found} onRemoving={onRemoving} />
              <Button icon="import" kind="primary" onPress={takeOver} pending={starting.pending}>
                <Trans>Liste übernehmen</Trans>
              </Button>
            </div>
          </footer>
        )}
      </div>
    </Page>
  );
}

type Part = 'columns' | 'preview';

function useStarting(found: ImportView, { columns, settings, options, forget }: DraftChoices) {
  const go = useGo();
  const mutation = useMutationOf(startImport, {
    quiet: true,
    done: (started) => {
      forget();
      queryClient.setQueryData(queryOf(getImport, { params: { importId: found.id } }).queryKey, started);
      followImport(found.id, go);
    },
  });
  return {
    error: mutation.error,
    pending: mutation.isPending,
    start: () =>
      mutation.mutate({
        params: { importId: found.id },
        body: { columns, settings, options: { ...options, source: options.source.trim() } },
      }),
  };
}

/** 140 Zeilen · 11 Spalten erkannt · 2 bitte ansehen */
function HeadLine({ found, choices, onLook }: { found: ImportView; choices: DraftChoices; onLook: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const uncertain = found.columns.filter((column) => isUncertain(column, choices.seen));
  const used = choices.columns.filter(({ field }) => field !== 'ignore' && field !== 'own').length;
  const { format: kind, encoding, delimiter, sheet } = found.format;
  const separators: Record<string, string> = { ';': t`Semikolon`, ',': t`Komma`, '\t': t`Tabulator`, '|': t`Strich` };
  const file = [
    kind.toUpperCase(),
    kind === 'csv' || kind === 'tsv' || kind === 'vcard' ? encoding : sheet,
    delimiter ? (separators[delimiter] ?? delimiter) : '',
  ].filter(Boolean);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 px-5 pb-3 phone:px-4">
      <span className="font-medium tabular-nums">
        {found.rowsTotal === null ? (
          t`Zeilen werden gezählt …`
        ) : (
          <Plural one="# Zeile" other={`${format.number(found.rowsTotal)} Zeilen`} value={found.rowsTotal} />
        )}
      </span>
      <span aria-hidden="true">·</span>
      <span className="tabular-nums">
        <Plural one="# Spalte erkannt" other="# Spalten erkannt" value={used} />
      </span>
      {uncertain[0] && (
        <>
          <span aria-hidden="true">·</span>
          <button
            className="inline-flex items-center gap-1 text-careful underline decoration-careful/40 underline-offset-2 hover:decoration-careful phone:min-h-11"
            onClick={() => {
              onLook();
              requestAnimationFrame(() => goToColumn(uncertain[0]?.index ?? 0));
            }}
            type="button"
          >
            <Icon name="careful" />
            <Trans>{uncertain.length} bitte ansehen</Trans>
          </button>
        </>
      )}
      <span className="text-sm text-faint">{file.join(' · ')}</span>
    </p>
  );
}

function goToColumn(index: number): void {
  const line = document.getElementById(`column-${index}`);
  line?.scrollIntoView({ block: 'center' });
  line?.querySelector<HTMLElement>('button')?.focus();
}

function RemoveButton({
  found,
  choices,
  onRemoving,
}: {
  found: ImportView;
  choices: DraftChoices;
  onRemoving: (removing: boolean) => void;
}) {
  const { t } = useLingui();
  const go = useGo();
  const [asking, setAsking] = useState(false);
  const remove = useMutationOf(removeDraft, {
    done: () => {
      choices.forget();
      toast({ message: t`${found.name} ist verworfen.` });
      go(pathTo.imports(), { replace: true });
    },
  });
  return (
    <>
      <Button kind="plain" onPress={() => setAsking(true)}>
        <Trans>Verwerfen</Trans>
      </Button>
      <ConfirmDialog
        confirm={t`Verwerfen`}
        danger
        onClose={() => setAsking(false)}
        onConfirm={() => {
          onRemoving(true);
          remove.mutate({ params: { importId: found.id } }, { onError: () => onRemoving(false) });
        }}
        open={asking}
        pending={remove.isPending}
        title={t`Diese Liste verwerfen?`}
      >
        <Trans>
          Noch ist nichts übernommen. Die hochgeladene Datei und Ihre Zuordnung werden gelöscht; Ihre eigene Datei
          bleibt, wo sie ist.
        </Trans>
      </ConfirmDialog>
    </>
  );
}
