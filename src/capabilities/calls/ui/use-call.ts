import { type CallView, getCall } from '#calls/contract';
import { useQueryOf } from '#web/data.ts';

/** One call, for who only has its id. */
export function useCall(callId: string | null): CallView | undefined {
  return useQueryOf(getCall, callId === null ? null : { params: { callId } }).data;
}
