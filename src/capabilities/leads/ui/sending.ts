import { t } from '@lingui/core/macro';
import { useSyncExternalStore } from 'react';
import { getImport, uploadImport } from '#leads/contract';
import { ApiRefusal, upload } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { queryClient, queryOf, refresh } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';

/** A file on its way to the server. It goes on while its owner looks at other pages. */
export type Sending = {
  name: string;
  bytes: number;
  /** 0 to 1; at 1 everything is there and the server reads it. */
  share: number;
  refusal?: ApiRefusal;
  cancel: () => void;
};

export function useSending(): Sending | undefined {
  return useSyncExternalStore(subscribe, () => sending);
}

/** Sends a file and goes to its draft; whoever is elsewhere by then gets a message instead. */
export async function send(file: File, go: (to: string) => void): Promise<void> {
  if (sending && !sending.refusal) return toast({ message: t`Eine Liste nach der anderen.`, tone: 'careful' });
  const abort = new AbortController();
  const sent = { name: nameOf(file), bytes: file.size, cancel: () => abort.abort() };
  set({ ...sent, share: 0 });
  addEventListener('beforeunload', askBeforeLeaving);
  try {
    const made = await upload(uploadImport, { query: { name: sent.name } }, file, {
      progress: (share) => set({ ...sent, share }),
      signal: abort.signal,
    });
    set(undefined);
    const params = { importId: made.id };
    queryClient.setQueryData(queryOf(getImport, { params }).queryKey, made);
    refresh('leads');
    if (isWaiting()) go(pathTo.import(made.id));
    else
      toast({
        message: t`${sent.name} ist da.`,
        action: { label: t`Ansehen`, run: () => go(pathTo.import(made.id)) },
      });
  } catch (error) {
    const refusal = error instanceof ApiRefusal ? error : undefined;
    set(refusal && { ...sent, share: 0, refusal });
    if (!refusal && !abort.signal.aborted) throw error;
    if (refusal && !isWaiting()) toast({ message: `${sent.name}: ${refusal.message}`, tone: 'refused' });
  } finally {
    removeEventListener('beforeunload', askBeforeLeaving);
  }
}

/** Puts a refused file out of sight. */
export function forgetRefusal(): void {
  if (sending?.refusal) set(undefined);
}

let sending: Sending | undefined;
const watchers = new Set<() => void>();

function set(next: Sending | undefined): void {
  sending = next;
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function isWaiting(): boolean {
  return [pathTo.imports(), pathTo.newImport()].includes(location.pathname);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function nameOf(file: File): string {
  return (
    file.name
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(-200)
      .trim() || t`Liste`
  );
}
