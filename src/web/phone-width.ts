import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 640px)');

export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}
