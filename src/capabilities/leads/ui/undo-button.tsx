import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getImport, type ImportView, undoImport } from '#leads/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { queryClient, queryOf, useMutationOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { followImport } from './follow-import.ts';

export function UndoButton({ found }: { found: ImportView }) {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const params = { importId: found.id };
  const undo = useMutationOf(undoImport, {
    refreshes: ['contacts', 'companies', 'consent', 'deals', 'timeline'],
    done: (undoing) => {
      setAsking(false);
      queryClient.setQueryData(queryOf(getImport, { params }).queryKey, undoing);
      followImport(found.id, go);
    },
  });

  if (!may('write') || found.state === 'undone') return null;
  return (
    <>
      <Button icon="undo" onPress={() => setAsking(true)}>
        <Trans>Ganzen Import rückgängig machen</Trans>
      </Button>
      <ConfirmDialog
        confirm={t`Rückgängig machen`}
        danger
        onClose={() => setAsking(false)}
        onConfirm={() => undo.mutate({ params })}
        open={asking}
        pending={undo.isPending}
        title={t`Ganzen Import rückgängig machen?`}
      >
        <div className="flex flex-col gap-2">
          <p>
            <Plural
              one="Ein Mensch, den diese Liste gebracht hat, wird wieder entfernt, mit Hausbesuchen und Abschlüssen."
              other="# Menschen, die diese Liste gebracht hat, werden wieder entfernt, mit Hausbesuchen und Abschlüssen."
              value={found.created}
            />{' '}
            {found.updated > 0 && <Trans>Ergänzte Einträge werden wieder wie vorher.</Trans>}
          </p>
          <p className="text-soft">
            <Trans>Es bleibt, woran seitdem jemand gearbeitet hat.</Trans>
          </p>
        </div>
      </ConfirmDialog>
    </>
  );
}
