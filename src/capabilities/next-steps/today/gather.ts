import { type DisposedCall, mainNumberOf, unfinishedCallsOf } from '#calls';
import { type CompanyRow, type ContactRow, findCompaniesByIds, findContactsByIds, newContacts } from '#contacts';
import { findCallCandidates, mayContactMany } from '#consent';
import type { MayContactAnswer } from '#consent/contract';
import { type DealAtStage, findDealsAtStage, findOwnDealsByAge, openDealsOf } from '#deals';
import type { Db } from '#platform/db';
import { findDueSteps, findNextDueDays } from '../queries/today.ts';
import { dayOf } from '../rules/due.ts';
import {
  type Candidate,
  isAgreedForNow,
  type Moment,
  reasonOfDeal,
  reasonOfStep,
  urgencyOfStep,
} from '../rules/today.ts';
import type { NextStepRow } from '../schema.ts';
import type { OutcomeWorld } from '../commands/outcomes.ts';

export type Desk = { workspaceId: string; userId: string; zone: string };
export type TodayCandidate = Candidate & {
  contactId: string | null;
  companyId: string | null;
  step?: NextStepRow;
  call?: DisposedCall;
  deal?: DealAtStage;
  days?: number;
};

/** So many of each kind make a day's list at most. */
export const roomForEach = 200;
/** Pages of open deals that are looked through before the rest is left for another day. */
const pages = { size: 400, most: 5 };
/** New contacts of whom a ground to call is written down; so many are put to the gate. */
const mostCandidates = 2_000;

export type Gathered = {
  steps: NextStepRow[];
  calls: DisposedCall[];
  deals: { deal: DealAtStage; code: 'deal_stuck' | 'deal_without_step'; days?: number }[];
  leads: ContactRow[];
  /** New contacts who may be called but found no room. */
  leadsLeft: number;
  notCallable: { count: number; more: boolean };
  more: boolean;
};

/** Everything that may speak for a place in today's list, within bounds that don't grow with the workspace. */
export async function gather(trx: Db<OutcomeWorld>, desk: Desk, moment: Moment): Promise<Gathered> {
  const owner = { workspaceId: desk.workspaceId, ownerId: desk.userId };
  const [steps, calls, dealsFound, leadsFound] = await Promise.all([
    findDueSteps(trx, owner, moment.today, roomForEach),
    unfinishedCallsOf(trx, desk.workspaceId, desk.userId, roomForEach),
    gatherDeals(trx, desk, moment),
    gatherLeads(trx, desk, moment),
  ]);
  const full = [
    steps.length >= roomForEach,
    calls.length >= roomForEach,
    dealsFound.more,
    leadsFound.leadsLeft > 0,
    leadsFound.notCallable.more,
  ];
  return {
    steps,
    calls,
    deals: dealsFound.deals,
    leads: leadsFound.leads,
    leadsLeft: leadsFound.leadsLeft,
    notCallable: leadsFound.notCallable,
    more: full.includes(true),
  };
}

async function gatherDeals(
  trx: Db<OutcomeWorld>,
  desk: Desk,
  moment: Moment,
): Promise<Pick<Gathered, 'deals' | 'more'>> {
  const found: Gathered['deals'] = [];
  let after: DealAtStage | undefined;
  for (let page = 0; page < pages.most; page++) {
    const deals = await findOwnDealsByAge(trx, desk.workspaceId, desk.userId, { limit: pages.size, after });
    const nextDue = await findNextDueDays(
      trx,
      desk.workspaceId,
      deals.map((deal) => deal.id),
    );
    for (const deal of deals) {
      const ageing = { stageSinceOn: dayOf(deal.stageSince, desk.zone), maxAgeDays: deal.maxAgeDays };
      const reason = reasonOfDeal(ageing, nextDue.get(deal.id), moment);
      if (reason) found.push({ deal, ...reason });
    }
    if (found.length >= roomForEach) return { deals: found.slice(0, roomForEach), more: true };
    if (deals.length < pages.size) return { deals: found, more: false };
    after = deals.at(-1);
  }
  return { deals: found, more: true };
}

/**
 * New contacts whom the phone may reach, now or once the hours begin: one's own first, then nobody's. The rest is only counted,
 * so that nobody is offered a call that would be refused.
 */
async function gatherLeads(
  trx: Db<OutcomeWorld>,
  desk: Desk,
  moment: Moment,
): Promise<Pick<Gathered, 'leads' | 'leadsLeft' | 'notCallable'>> {
  const own = await leadsOf(trx, desk, desk.userId, moment);
  const nobodys = await leadsOf(trx, desk, null, moment);
  const offered = [...own.offered, ...nobodys.offered];
  const ids = offered.slice(0, roomForEach);
  return {
    leads: await findContactsByIds(trx, desk.workspaceId, ids),
    leadsLeft: offered.length - ids.length,
    notCallable: { count: own.notCallable + nobodys.notCallable, more: own.more || nobodys.more },
  };
}

/** `more`: so many candidates that the gate was not asked about all; at least so many may not be called. */
type Leads = { offered: string[]; notCallable: number; more: boolean };

async function leadsOf(
  trx: Db<OutcomeWorld>,
  { workspaceId }: Desk,
  ownerId: string | null,
  { now }: Moment,
): Promise<Leads> {
  const selection = newContacts(workspaceId, ownerId);
  const { contactIds, candidates, all } = await findCallCandidates(trx, workspaceId, selection, mostCandidates);
  const asked = { workspaceId, contactIds, channel: 'phone', purpose: 'advertising', at: now } as const;
  const answers = contactIds.length > 0 ? await mayContactMany(trx, asked) : new Map<string, MayContactAnswer>();
  const offered = contactIds.filter((id) => isOffered(answers.get(id)));
  const refused = contactIds.length - offered.length;
  return { offered, notCallable: all - candidates + refused, more: candidates > contactIds.length };
}

function isOffered(answer: MayContactAnswer | undefined): boolean {
  return answer !== undefined && (answer.allowed || waits(answer));
}

/** Allowed but for the hour of the day. */
function waits(answer: MayContactAnswer): boolean {
  if (answer.allowed) return answer.quiet !== undefined;
  return answer.because === 'rest_day' || answer.because === 'outside_hours';
}

/** Who and what stands around the candidates: read once for the whole list. */
export type Around = {
  contacts: Map<string, ContactRow>;
  companies: Map<string, CompanyRow>;
  numbers: Map<string, string>;
  answers: Map<string, RowAnswer>;
  dealsOfContacts: Map<string, DealAtStage>;
  dealsOfSteps: Map<string, DealAtStage>;
};
export type RowAnswer = { answer: MayContactAnswer; request: { at: string; about: string } | null };

export async function lookAround(
  trx: Db<OutcomeWorld>,
  desk: Desk,
  gathered: Gathered,
  moment: Moment,
): Promise<Around> {
  const { workspaceId } = desk;
  const { steps, calls, deals, leads } = gathered;
  const contactIds = distinct([...steps, ...calls, ...deals.map(({ deal }) => deal)].map((one) => one.contactId));
  const found = await findContactsByIds(trx, workspaceId, contactIds);
  const people = new Map([...leads, ...found].map((contact) => [contact.id, contact]));
  const companyIds = distinct(
    [...steps, ...deals.map(({ deal }) => deal), ...people.values()].map((one) => one.companyId),
  );
  const [companiesFound, advertising, openDeals, stepDeals] = await Promise.all([
    findCompaniesByIds(trx, workspaceId, companyIds),
    mayContactMany(trx, {
      workspaceId,
      contactIds: [...people.keys()],
      channel: 'phone',
      purpose: 'advertising',
      at: moment.now,
    }),
    openDealsOf(trx, workspaceId, [...people.keys()]),
    findDealsAtStage(trx, workspaceId, distinct(steps.map((step) => step.dealId))),
  ]);
  const companies = new Map(companiesFound.map((company) => [company.id, company]));
  const numbers = new Map(
    [...people.values()].flatMap((contact) => {
      const number = mainNumberOf(contact, companies.get(contact.companyId ?? ''));
      return number === null ? [] : [[contact.id, number] as const];
    }),
  );
  return {
    contacts: people,
    companies,
    numbers,
    answers: await answersOf(trx, desk, advertising, steps, moment),
    dealsOfContacts: new Map(
      openDeals.toReversed().flatMap((deal) => (deal.contactId === null ? [] : [[deal.contactId, deal] as const])),
    ),
    dealsOfSteps: new Map(stepDeals.map((deal) => [deal.id, deal])),
  };
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

/** A call-back that was agreed is the person's own wish: where advertising is refused, that wish may still carry the call. */
async function answersOf(
  trx: Db<OutcomeWorld>,
  { workspaceId }: Desk,
  advertising: Map<string, MayContactAnswer>,
  steps: readonly NextStepRow[],
  { now }: Moment,
): Promise<Map<string, RowAnswer>> {
  const answers = new Map<string, RowAnswer>([...advertising].map(([id, answer]) => [id, { answer, request: null }]));
  const wishes = new Map(
    steps.flatMap((step) =>
      step.kind === 'call' && step.promised && step.contactId !== null && !advertising.get(step.contactId)?.allowed
        ? [[step.contactId, { at: step.createdAt, about: step.title, forNow: isAgreedForNow(step, now) }] as const]
        : [],
    ),
  );
  if (wishes.size === 0) return answers;
  const asked = {
    workspaceId,
    contactIds: [...wishes.keys()],
    channel: 'phone',
    purpose: 'requested',
    at: now,
  } as const;
  for (const [contactId, answer] of await mayContactMany(trx, { ...asked, requests: wishes })) {
    const wish = wishes.get(contactId);
    if (answer.allowed && wish)
      answers.set(contactId, {
        answer: wish.forNow ? { ...answer, quiet: undefined } : answer,
        request: { at: wish.at.toISOString(), about: wish.about },
      });
  }
  return answers;
}

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
