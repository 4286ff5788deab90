import type { DispositionMeaning } from '#calls/contract';
import { getRun } from '#scripts/contract';
import { useQueryOf } from '#web/data.ts';

/** How the call is going to end, by what was answered to the script in it. */
export function useMeant(call: { id: string } | null): DispositionMeaning | null {
  return useQueryOf(getRun, call && { params: { callId: call.id } }).data?.run?.disposition ?? null;
}
