import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { getImport } from '#leads/contract';
import { useParam } from '#web/address.ts';
import { Page } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { EmptyDraft } from './empty-draft.tsx';
import { ImportDraft } from './import-draft.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { isUnderWay } from './import-state.tsx';

/** One list on its way into Klinke: how it is understood, how far it is, what came of it. */
export function ImportPage() {
  const { t } = useLingui();
  const importId = useParam('importId');
  const [removing, setRemoving] = useState(false);
  const ask = removing ? null : { params: { importId } };
  const { data: found, error, refetch } = useQueryOf(getImport, ask, { keepPrevious: removing });
  const state = found?.state;
  // Each stage is another page in place; the button one pressed goes with the one before.
  useEffect(() => {
    if (state && document.activeElement === document.body) document.getElementById('page-title')?.focus();
  }, [state]);
  if (!found)
    return (
      <Page title={t`Import`}>
        {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  if (found.state === 'draft' && found.rowsTotal === 0) return <EmptyDraft found={found} onRemoving={setRemoving} />;
  if (found.state === 'draft')
    return <ImportDraft found={found} key={importId} onRemoving={setRemoving} removing={removing} />;
  if (isUnderWay(found.state)) return <ImportProgress key={importId} started={found} />;
  return <ImportResult found={found} key={importId} />;
}
