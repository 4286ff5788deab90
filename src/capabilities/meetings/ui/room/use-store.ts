import { useSyncExternalStore } from 'react';
import type { Own, OwnMedia } from './own-media.ts';
import type { Talk, TalkView } from './talk.ts';

export function useOwn(media: OwnMedia): Own {
  return useSyncExternalStore(media.subscribe, media.own);
}

export function useTalk(talk: Talk): TalkView {
  return useSyncExternalStore(talk.subscribe, talk.view);
}
