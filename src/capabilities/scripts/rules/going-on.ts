import type { DispositionMeaning } from '#calls/contract';
import type { Reply, ScriptAnswer, ScriptStep } from '../contract.ts';

export type GoneOn = {
  next: string | null;
  /** For the record; null: there was nothing to say. */
  said: string | null;
  sets: ScriptAnswer['sets'];
  disposition: DispositionMeaning | null;
};

/** Where a reply leads; `undefined`: it is none to this step. */
export function goOn(step: ScriptStep, reply: Reply): GoneOn | undefined {
  const silent = { said: null, sets: null, disposition: null };
  switch (step.kind) {
    case 'say':
      return reply.kind === 'next' ? { ...silent, next: step.next } : undefined;
    case 'question': {
      const answer = reply.kind === 'answer' ? step.answers.find(({ key }) => key === reply.answer) : undefined;
      return answer && { next: answer.next, said: answer.label, sets: answer.sets, disposition: answer.disposition };
    }
    case 'field':
      if (reply.kind === 'next') return { ...silent, next: step.next };
      if (reply.kind !== 'field') return undefined;
      return { ...silent, next: step.next, said: reply.value, sets: { field: step.field, value: reply.value } };
    case 'wording':
      // Not asked is no answer: it goes on as after a no, and nothing stands in the ledger.
      if (reply.kind === 'next') return { ...silent, next: step.onNo };
      if (reply.kind !== 'wording') return undefined;
      return { ...silent, next: reply.says === 'yes' ? step.onYes : step.onNo, said: reply.says };
    default:
      return step satisfies never;
  }
}

/**
 * May consent to advertising be asked for in this call? In one of theirs, and in one of ours that was allowed as advertising. Asking is
 * advertising itself (§ 7 Abs. 2 Nr. 1 UWG), so a call about a contract, a service or what they asked for gives no room for it.
 */
export function mayAskForConsent(call: {
  direction: 'inbound' | 'outbound';
  permit: { purpose: string } | null;
}): boolean {
  return call.direction === 'inbound' || call.permit?.purpose === 'advertising';
}
