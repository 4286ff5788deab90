import { type CallView, type CallerStory, getCall, listCalls, listIncoming } from '#calls/contract';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';

/** One call, for who only has its id. */
export function useCall(callId: string | null): CallView | undefined {
  return useQueryOf(getCall, callId === null ? null : { params: { callId } }).data;
}

/** Who calls with this number, as far as anybody knows, and the conversation with them once it is open. */
export function useCaller(number: string | null): {
  caller: CallerStory | undefined;
  isUnknown: boolean;
  call: CallView | undefined;
} {
  const incoming = useQueryOf(listIncoming, number === null ? null : undefined);
  const ours = incoming.data?.items.find((item) => item.number === number);
  const [only, other] = ours?.callers ?? [];
  return {
    caller: other ? undefined : only,
    isUnknown: ours?.callers.length === 0,
    call: useCall(ours?.callId ?? null),
  };
}

/** The call of this person that one has taken and not yet said how it ended. */
export function useCallTaken(contactId: string): CallView | undefined {
  const { user } = useSession();
  const query = { contactId, userId: user.id, direction: 'inbound', unfinished: 'true', limit: 1 } as const;
  return useListOf(listCalls, { query }).rows[0];
}
