import { t } from '@lingui/core/macro';
import { QueryObserver } from '@tanstack/react-query';
import { downloadExport, type ExportView, getExport } from '#integrations/contract';
import { addressOf } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { queryClient, queryOf, refresh } from '#web/data.ts';

const followed = new Set<string>();

/** Says when the archive is there, wherever its maker has gone meanwhile. */
export function followExport(exportId: string): void {
  if (followed.has(exportId)) return;
  followed.add(exportId);
  const params = { exportId };
  const observer = new QueryObserver(queryClient, { ...queryOf(getExport, { params }), refetchInterval: 2000 });
  const stop = observer.subscribe(({ data, error }) => {
    const lost = error !== null && error.status >= 400 && error.status < 500;
    if (!lost && (!data || data.finishedAt === null)) return;
    stop();
    followed.delete(exportId);
    refresh('integrations.listExports');
    if (!lost && data) tell(data);
  });
}

function tell({ id, state }: ExportView): void {
  if (state === 'failed') toast({ message: t`Der Export ist gescheitert.`, tone: 'careful' });
  if (state !== 'done') return;
  const run = () => location.assign(addressOf(downloadExport, { params: { exportId: id } }));
  toast({ message: t`Der Export ist fertig.`, action: { label: t`Herunterladen`, run } });
}
