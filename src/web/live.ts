import { useSyncExternalStore } from 'react';
import { queryClient } from '#web/data.ts';
import { meQuery, sessionIfAny } from '#web/session.ts';

/** What the server tells: what happened to which record, never its content. */
type News = { type: string; contactId?: string; companyId?: string; dealId?: string; actorId?: string };

/** Whose operations may answer differently after an event of this capability. Others refresh only their own. */
const touched: Record<string, readonly string[]> = {
  contacts: ['companies', 'consent', 'deals', 'calls', 'nextsteps', 'timeline'],
  consent: ['contacts', 'companies', 'calls', 'conversations', 'nextsteps', 'timeline'],
  conversations: ['timeline'],
  leads: ['contacts', 'companies', 'consent', 'deals', 'timeline'],
  deals: ['forecasts', 'nextsteps', 'timeline'],
  offers: ['scoring', 'timeline'],
  scoring: ['timeline'],
  calls: ['contacts', 'nextsteps', 'telephony', 'timeline'],
  telephony: ['calls'],
  nextsteps: ['contacts', 'deals', 'teammeetings', 'timeline'],
  teammeetings: ['nextsteps', 'timeline'],
  workspace: ['access'],
};

/** They tell of everything that happens anywhere. */
const hearAll = new Set(['timeline.listAuditEntries', 'timeline.getAuditChain']);

export type LiveState = 'connecting' | 'open' | 'lost';

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();
const listeners = new Set<(type: string) => void>();

/** Keeps what is shown in step with what colleagues do. Gives back how to stop. */
export function startLive(): () => void {
  let source: EventSource;
  let waiting: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    const news = waiting;
    waiting = [];
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [name, input], state: { data } }) =>
        !isLongList(data) && news.some((one) => concerns(one, String(name), input)),
    });
  };
  const resync = () => {
    void queryClient.invalidateQueries();
    for (const listener of listeners) listener('resync');
  };
  const listen = () => {
    source = new EventSource('/api/v1/live');
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      const news = JSON.parse(data) as News;
      waiting.push(news);
      for (const listener of listeners) listener(news.type);
      // What one did oneself should show at once; what thirty colleagues do, a screen need not follow second by second.
      timer ??= setTimeout(flush, news.actorId === sessionIfAny()?.user.id ? 150 : 1000);
    });
    source.addEventListener('resync', resync);
    source.addEventListener('open', () => {
      if (state === 'lost') resync();
      setState('open');
    });
    source.addEventListener('error', () => {
      setState('lost');
      if (source.readyState !== EventSource.CLOSED) return;
      // A browser comes back by itself after a broken line, but never after an answer like a proxy's 502 or our own 401.
      again = setTimeout(listen, 3000 + Math.random() * 2000);
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    });
  };
  listen();
  return () => {
    source.close();
    clearTimeout(timer);
    clearTimeout(again);
    setState('connecting');
  };
}

/** Hears the kind of every event; 'resync' when there were too many to tell. */
export function onNews(listener: (type: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

function setState(next: LiveState): void {
  state = next;
  for (const watcher of watchers) watcher();
}

function concerns(news: News, operation: string, input: unknown): boolean {
  if (hearAll.has(operation)) return true;
  const source = plainName(capabilityOf(news.type));
  const asked = plainName(capabilityOf(operation));
  if (asked !== source && !touched[source]?.includes(asked)) return false;
  // A question about one record does not change by what happens to another.
  const { params = {} } = input as { params?: Record<string, unknown> };
  return (['contactId', 'companyId', 'dealId'] as const).every(
    (id) => params[id] === undefined || news[id] === undefined || params[id] === news[id],
  );
}

function capabilityOf(name: string): string {
  return name.split('.')[0] ?? '';
}

function plainName(name: string): string {
  return name.replaceAll(/[^a-z]/gi, '').toLowerCase();
}

/** Asking ten pages of a list anew for a colleague's one change is not worth it; they are asked when the list is opened again. */
function isLongList(data: unknown): boolean {
  return (
    typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages) && data.pages.length > 3
  );
}
