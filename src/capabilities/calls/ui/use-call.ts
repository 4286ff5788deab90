import { type CallView, type CallerStory, getCall, listIncoming } from '#calls/contract';
import { useQueryOf } from '#web/data.ts';

/** One call, for who only has its id. */
export function useCall(callId: string | null): CallView | undefined {
  return useQueryOf(getCall, callId === null ? null : { params: { callId } }).data;
}

/** Who calls with this number, as far as anybody knows, and the conversation with them once it is open. */
export function useCaller(number: string | null): { caller: CallerStory | undefined; call: CallView | undefined } {
  const incoming = useQueryOf(listIncoming, number === null ? null : undefined);
  const ours = incoming.data?.items.find((item) => item.number === number);
  const [only, other] = ours?.callers ?? [];
  return { caller: other ? undefined : only, call: useCall(ours?.callId ?? null) };
}
