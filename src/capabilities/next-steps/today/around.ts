import { mainNumberOf } from '#calls';
import { type CompanyRow, type ContactRow, findCompaniesByIds, findContactsByIds } from '#contacts';
import { mayContactMany } from '#consent';
import type { MayContactAnswer } from '#consent/contract';
import { type DealAtStage, findDealsAtStage, openDealsOf } from '#deals';
import type { Db } from '#platform/db';
import { isAgreedForNow, type Moment } from '../rules/today.ts';
import type { NextStepRow } from '../schema.ts';
import type { OutcomeWorld } from '../commands/outcomes.ts';
import type { Desk, Gathered } from './gather.ts';

/** Who and what stands around the candidates: read once for the whole list. */
export type Around = {
  contacts: Map<string, ContactRow>;
  companies: Map<string, CompanyRow>;
  numbers: Map<string, string>;
  answers: Map<string, RowAnswer>;
  dealsOfContacts: Map<string, DealAtStage>;
  dealsOfSteps: Map<string, DealAtStage>;
  /** Of steps about a missed call: from which number, where nobody has it. */
  unknownNumbers: Map<string, string>;
};
export type RowAnswer = { answer: MayContactAnswer; request: { at: string; about: string } | null };

export async function lookAround(
  trx: Db<OutcomeWorld>,
  desk: Desk,
  gathered: Gathered,
  moment: Moment,
): Promise<Around> {
  const { workspaceId } = desk;
  const { steps, calls, deals, leads, unknownNumbers } = gathered;
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
    unknownNumbers,
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
