import type { CallView } from '#calls/contract';
import { Dialog } from '#web/components/dialog.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { useMeant } from './use-meant.ts';
import { useSubject } from './use-subject.ts';

/** The question after a call, wherever one stands. */
export function OutcomeDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const meant = useMeant(call);
  const subject = useSubject(call);
  return (
    <Dialog onClose={onClose} open title={call.contactName}>
      {subject && <OutcomeForm inDialog meant={meant} onDone={onClose} openCall={call} subject={subject} />}
    </Dialog>
  );
}
