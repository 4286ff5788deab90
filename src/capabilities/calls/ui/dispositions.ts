import { type DispositionView, listDispositions } from '#calls/contract';
import { useQueryOf } from '#web/data.ts';

/** How a call can end, in the order of the number keys. */
export function useDispositions(): readonly DispositionView[] {
  return useQueryOf(listDispositions, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
}
