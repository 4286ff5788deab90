import { Trans } from '@lingui/react/macro';
import { type ImportView, removeDraft } from '#leads/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';

/** A file with headings and nothing below them: there is nothing to take over, only another file to choose. */
export function EmptyDraft({ found, onRemoving }: { found: ImportView; onRemoving: (removing: boolean) => void }) {
  const may = useMay();
  const go = useGo();
  const remove = useMutationOf(removeDraft, { done: () => go(pathTo.newImport(), { replace: true }) });
  return (
    <Page title={found.name}>
      <EmptyState
        action={
          may('write') && (
            <Button
              autoFocus
              icon="file"
              kind="primary"
              onPress={() => {
                onRemoving(true);
                remove.mutate({ params: { importId: found.id } }, { onError: () => onRemoving(false) });
              }}
              pending={remove.isPending}
            >
              <Trans>Andere Datei wählen</Trans>
            </Button>
          )
        }
        icon="import"
      >
        <Trans>
          In dieser Datei stehen nur Überschriften, darunter keine einzige Zeile. Es gibt nichts zu übernehmen.
        </Trans>
      </EmptyState>
    </Page>
  );
}
