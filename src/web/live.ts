import { useSyncExternalStore } from 'react';
import { queryClient } from '#web/data.ts';
import { sessionIfAny } from '#web/session.ts';

/** What the server tells: what happened to which record, never its content. */
type News = { type: string; contactId?: string; companyId?: string; dealId?: string; actorId?: string };

/** Which operations may answer differently after an event of this kind. Unknown kinds refresh everything that is shown. */
const touched: Record<string, readonly string[]> = {
  contact: ['contacts', 'timeline', 'next-steps', 'consent', 'calls'],
  company: ['contacts', 'timeline', 'deals'],
  deal: ['deals', 'forecasts', 'timeline', 'next-steps'],
  stage: ['deals', 'forecasts', 'timeline', 'next-steps'],
  pipeline: ['deals', 'forecasts'],
  call: ['calls', 'timeline', 'next-steps', 'contacts'],
  visit: ['leads', 'timeline', 'contacts'],
  consent: ['consent', 'contacts', 'timeline', 'next-steps'],
  step: ['next-steps', 'timeline', 'deals'],
  import: ['leads'],
  export: ['integrations'],
};

export type LiveState = 'connecting' | 'open' | 'lost';

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();

/** Keeps what is shown in step with what colleagues do. Gives back how to stop. */
export function startLive(): () => void {
  const source = new EventSource('/api/v1/live');
  let waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    const names = waiting;
    waiting = new Set();
    void queryClient.invalidateQueries({
      predicate: ({ queryKey, state: { data } }) =>
        names.has('*') || (names.has(plainName(String(queryKey[0]).split('.')[0] ?? '')) && !isLongList(data)),
    });
  };
  source.addEventListener('change', ({ data }: MessageEvent<string>) => {
    const news = JSON.parse(data) as News;
    for (const name of touched[nounOf(news.type)] ?? ['*']) waiting.add(plainName(name));
    // What one did oneself should show at once; what thirty colleagues do, a screen need not follow second by second.
    timer ??= setTimeout(flush, news.actorId === sessionIfAny()?.user.id ? 150 : 1000);
  });
  source.addEventListener('resync', () => {
    waiting.add('*');
    timer ??= setTimeout(flush, 150);
  });
  source.addEventListener('open', () => setState('open'));
  source.addEventListener('error', () => setState('lost'));
  return () => {
    source.close();
    clearTimeout(timer);
    setState('connecting');
  };
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

/** contact of contact.created, step of next_step.done, consent of consent_entry.recorded */
function nounOf(type: string): string {
  const words = (type.split('.')[0] ?? '').split(/[_-]/);
  return words.find((word) => word in touched) ?? '';
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
