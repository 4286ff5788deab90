import type { CallView } from '#calls/contract';
import { getDeal } from '#deals/contract';
import { listNextSteps } from '#next-steps/contract';
import { Dialog } from '#web/components/dialog.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { OutcomeForm } from './outcome-form.tsx';
import { useMeant } from './use-meant.ts';

/** The question after a call, wherever one stands. */
export function OutcomeDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const { user } = useSession();
  const deal = useQueryOf(getDeal, call.dealId === null ? null : { params: { dealId: call.dealId } });
  const steps = useListOf(listNextSteps, { query: { contactId: call.contactId } });
  const step = steps.rows.find(({ kind, ownerId }) => kind === 'call' && ownerId === user.id) ?? null;
  const meant = useMeant(call);
  const known = !steps.pending && !deal.isLoading;
  return (
    <Dialog onClose={onClose} open title={call.contactName}>
      {known && (
        <OutcomeForm
          inDialog
          meant={meant}
          onDone={onClose}
          openCall={call}
          subject={{
            contactId: call.contactId,
            deal: deal.data?.state === 'open' ? deal.data : null,
            step,
            purpose: call.permit?.purpose ?? 'advertising',
            request: null,
          }}
        />
      )}
    </Dialog>
  );
}
