import { useEffect } from 'react';

/** Hands over what an earlier page of this browser has recorded. Most browsers have nothing, and fetch nothing for it. */
export function LeftOver() {
  useEffect(() => {
    void (async () => {
      // Not every browser can say which databases it has; then it is looked for.
      const known = (await indexedDB.databases?.().catch(() => undefined)) ?? [{ name: 'klinke.recording' }];
      if (known.some(({ name }) => name === 'klinke.recording'))
        await (await import('./recorder/left-over.ts')).sendLeftOver();
    })().catch(() => undefined);
  }, []);
  return null;
}
