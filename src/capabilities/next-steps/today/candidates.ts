import type { DisposedCall } from '#calls';
import type { DealAtStage } from '#deals';
import { type Candidate, type Moment, reasonOfStep, urgencyOfStep } from '../rules/today.ts';
import type { NextStepRow } from '../schema.ts';
import type { Around } from './around.ts';
import { type Desk, type Gathered, isOffered, waits } from './gather.ts';

export type TodayCandidate = Candidate & {
  contactId: string | null;
  companyId: string | null;
  step?: NextStepRow;
  call?: DisposedCall;
  deal?: DealAtStage;
  days?: number;
};

/** New contacts without room of their own who stand in the list for another reason. */
export function leadsElsewhere({ leads }: Gathered, around: Around, desk: Desk): number {
  const listed = new Set(leads.map(({ id }) => id));
  return [...around.contacts.values()].filter((contact) => {
    const { id, lastTouchAt, ownerId, phones } = contact;
    const asked = around.answers.get(id);
    return (
      !listed.has(id) &&
      lastTouchAt === null &&
      (ownerId === null || ownerId === desk.userId) &&
      phones.length > 0 &&
      asked?.request === null &&
      isOffered(asked.answer)
    );
  }).length;
}

export function candidatesOf(gathered: Gathered, around: Around, moment: Moment): TodayCandidate[] {
  const mustWait = (contactId: string | null): boolean => {
    const answer = contactId === null ? undefined : around.answers.get(contactId)?.answer;
    return answer !== undefined && waits(answer);
  };
  return [
    ...gathered.calls.map((call): TodayCandidate => ({
      code: 'call_unfinished',
      subject: call.contactId,
      id: call.id,
      urgency: -call.startedAt.getTime(),
      waits: false,
      contactId: call.contactId,
      companyId: null,
      call,
    })),
    ...gathered.steps.flatMap((step): TodayCandidate[] => {
      const code = reasonOfStep(step, moment);
      if (code === undefined) return [];
      const { id, contactId, companyId } = step;
      const subject = contactId ?? step.dealId ?? companyId ?? id;
      return [
        {
          code,
          subject,
          id,
          urgency: urgencyOfStep(step, moment),
          waits: step.kind === 'call' && mustWait(contactId),
          contactId,
          companyId,
          step,
        },
      ];
    }),
    ...gathered.leads.map((lead): TodayCandidate => ({
      code: 'new_lead',
      subject: lead.id,
      id: lead.id,
      urgency: -lead.createdAt.getTime(),
      waits: mustWait(lead.id),
      contactId: lead.id,
      companyId: lead.companyId,
    })),
    ...gathered.deals.map(({ deal, code, days }): TodayCandidate => ({
      code,
      subject: deal.contactId ?? deal.id,
      id: deal.id,
      urgency: days === undefined ? deal.stageSince.getTime() : -days,
      waits: false,
      contactId: deal.contactId,
      companyId: deal.companyId,
      deal,
      ...(days !== undefined && { days }),
    })),
  ];
}
