import type { CallView } from '#calls/contract';
import { getDeal } from '#deals/contract';
import { listNextSteps } from '#next-steps/contract';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import type { OutcomeSubject } from './outcome-form.tsx';

/** What a call came from, wherever one stands; undefined: not known yet. */
export function useSubject(call: CallView): OutcomeSubject | undefined {
  const { user } = useSession();
  const deal = useQueryOf(getDeal, call.dealId === null ? null : { params: { dealId: call.dealId } });
  const steps = useListOf(listNextSteps, { query: { contactId: call.contactId } });
  if (steps.pending || deal.isLoading) return undefined;
  return {
    contactId: call.contactId,
    deal: deal.data?.state === 'open' ? deal.data : null,
    step: steps.rows.find(({ kind, ownerId }) => kind === 'call' && ownerId === user.id) ?? null,
    purpose: call.permit?.purpose ?? 'advertising',
    request: null,
  };
}
