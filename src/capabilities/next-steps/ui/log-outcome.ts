import { getToday, type LogOutcome, logOutcome, type OutcomeView, undoOutcome } from '#next-steps/contract';
import { removeCall } from '#calls/contract';
import { ApiRefusal, call } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { applyNow, changeOf, refresh } from '#web/data.ts';

const shown = ['next-steps', 'calls', 'contacts', 'consent', 'deals', 'timeline'];

/** The person leaves the list at once and comes back when the server refuses; `undefined`: it has. */
export async function sendOutcome(contactId: string, body: LogOutcome): Promise<OutcomeView | undefined> {
  const rollBack = applyNow([
    changeOf(getToday, (today) => ({ ...today, items: today.items.filter((row) => row.contact?.id !== contactId) })),
  ]);
  const outcome = await told(() => post(body));
  if (!outcome) rollBack();
  refresh(...shown);
  return outcome;
}

async function post(body: LogOutcome): Promise<OutcomeView> {
  try {
    return await call(logOutcome, { body });
  } catch (error) {
    // A colleague was faster with the step. The call took place all the same.
    if (!(error instanceof ApiRefusal) || error.code !== 'step_closed') throw error;
    const { closesStepId: _, ...rest } = body;
    return call(logOutcome, { body: rest });
  }
}

/** The call is open again, its step too, the new step is gone and the deal back where it was. */
export async function takeBackOutcome({ call: { id: callId }, moved }: OutcomeView): Promise<void> {
  const body = moved ? { move: { dealId: moved.dealId, stageId: moved.fromStageId } } : {};
  await told(() => call(undoOutcome, { params: { callId }, body }));
  refresh(...shown);
}

/** The number was handed out, but nobody dialled it. */
export async function cancelCall(callId: string): Promise<void> {
  await told(() => call(removeCall, { params: { callId } }));
  refresh(...shown);
}

async function told<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    toast({ message: error.message, tone: 'refused' });
    return undefined;
  }
}
