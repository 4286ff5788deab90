import { t } from '@lingui/core/macro';
import { QueryObserver } from '@tanstack/react-query';
import { getImport, type ImportView } from '#leads/contract';
import { toast } from '#web/components/toast.tsx';
import { queryClient, queryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { isUnderWay } from './import-state.tsx';

const followed = new Set<string>();

/** Says when an import has ended, wherever its owner has gone meanwhile. */
export function followImport(importId: string, go: (to: string) => void): void {
  if (followed.has(importId)) return;
  followed.add(importId);
  const observer = new QueryObserver(queryClient, {
    ...queryOf(getImport, { params: { importId } }),
    refetchInterval: 5000,
  });
  const stop = observer.subscribe(({ data, error }) => {
    const lost = error !== null && error.status >= 400 && error.status < 500;
    if (!lost && (!data || isUnderWay(data.state) || data.state === 'draft')) return;
    stop();
    followed.delete(importId);
    const page = pathTo.import(importId);
    if (lost || !data || location.pathname === page) return;
    toast({
      ...wordsOf(data),
      action: { label: t`Ansehen`, run: () => go(page) },
    });
  });
}

function wordsOf({ name, state, created, updated }: ImportView): { message: string; tone?: 'careful' } {
  if (state === 'failed') return { message: t`${name} ließ sich nicht ganz einlesen.`, tone: 'careful' };
  if (state === 'cancelled') return { message: t`${name} ist abgebrochen.` };
  if (state === 'undone') return { message: t`${name} ist zurückgenommen.` };
  return { message: t`${name} ist eingelesen: ${created} neu, ${updated} ergänzt.` };
}
