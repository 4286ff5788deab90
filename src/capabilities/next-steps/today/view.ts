import { countCalls, lastCallsOf } from '#calls';
import type { DealAtStage } from '#deals';
import { findWorkspace } from '#workspace';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { toNextStepViews } from '../answers.ts';
import type { TodayWorld } from '../commands/outcomes.ts';
import type { LastWords, NextStepView, TodayFacts, TodayRow, TodayView } from '../contract.ts';
import { countDone } from '../queries/today.ts';
import { dayOf, daysBetween, spanOfDay } from '../rules/due.ts';
import { type Moment, type OrderedRow, orderToday } from '../rules/today.ts';
import { type Around, lookAround } from './around.ts';
import { candidatesOf, leadsElsewhere, type TodayCandidate } from './candidates.ts';
import { gather, roomForEach } from './gather.ts';
import { dealOf, weigh } from './weigh.ts';

/** The one ordered work list of one person, with the gate's answer for each of its people now. */
export function findToday(
  db: Db<TodayWorld>,
  person: { workspaceId: string; userId: string },
  now: Date,
): Promise<TodayView> {
  return inTransaction(db, async (trx) => {
    const workspace = await findWorkspace(trx, person.workspaceId);
    if (!workspace) throw notFound();
    const desk = { ...person, zone: workspace.timeZone };
    const moment = { now, today: dayOf(now, desk.zone) };
    const span = spanOfDay(moment.today, desk.zone);

    const gathered = await gather(trx, desk, moment);
    const around = await lookAround(trx, desk, gathered, moment);
    const ordered = orderToday(candidatesOf(gathered, around, moment));
    const weighed = await weigh(trx, desk, workspace, { ordered, around }, moment);
    const rows = weighed.rows.slice(0, roomForEach);
    const contactIds = rows.flatMap(({ reason }) => reason.contactId ?? []);
    const steps = rows.flatMap(({ reason, others }) =>
      [reason, ...others].flatMap((candidate) => candidate.step ?? []),
    );
    const [lastCalls, stepViews, doneToday, callsToday] = await Promise.all([
      lastCallsOf(trx, person.workspaceId, contactIds),
      toNextStepViews(trx, person.workspaceId, desk.zone, steps),
      countDone(trx, person.workspaceId, person.userId, span),
      countCalls(trx, person.workspaceId, person.userId, span),
    ]);
    const stepById = new Map(stepViews.map((step) => [step.id, step]));
    const wordsOf = (contactId: string): LastWords | null => {
      const call = lastCalls.get(contactId);
      if (!call) return null;
      const { dispositionName: name, dispositionMeaning: meaning } = call;
      return {
        at: call.startedAt.toISOString(),
        userId: call.userId,
        disposition: name && meaning ? { name, meaning } : null,
        note: call.note,
      };
    };
    return {
      on: moment.today,
      items: rows.map((row) => ({
        ...toTodayRow(row, around, stepById, wordsOf, moment),
        reach: weighed.reachOf(row),
      })),
      order: weighed.order,
      counts: {
        open: ordered.length + Math.max(0, gathered.leadsLeft - leadsElsewhere(gathered, around, desk)),
        doneToday,
        callsToday,
        notCallable: gathered.notCallable,
      },
      more: gathered.more || ordered.length > rows.length,
    };
  });
}

function toTodayRow(
  row: OrderedRow<TodayCandidate>,
  around: Around,
  steps: Map<string, NextStepView>,
  wordsOf: (contactId: string) => LastWords | null,
  moment: Moment,
): Omit<TodayRow, 'reach'> {
  const { subject, reason, others } = row;
  const all = [reason, ...others];
  const contact = around.contacts.get(reason.contactId ?? '');
  const companyId = contact?.companyId ?? all.find((one) => one.companyId !== null)?.companyId;
  const company = around.companies.get(companyId ?? '');
  const step = all.find((one) => one.step)?.step;
  const call = all.find((one) => one.call)?.call;
  const deal = dealOf(row, around);
  const number = around.numbers.get(contact?.id ?? '') ?? null;
  const gate = contact && number !== null ? around.answers.get(contact.id) : undefined;
  return {
    key: subject,
    reason: toFacts(reason, moment),
    others: others.map((other) => toFacts(other, moment)),
    contact: contact
      ? {
          id: contact.id,
          name: contact.name,
          kind: contact.kind,
          companyName: company?.name ?? null,
          city: contact.addresses[0]?.city ?? null,
          phone: number,
          ownerId: contact.ownerId,
        }
      : null,
    company: company ? { id: company.id, name: company.name } : null,
    phone: gate?.answer ?? null,
    purpose: gate?.request ? 'requested' : 'advertising',
    request: gate?.request ?? null,
    step: (step && steps.get(step.id)) ?? null,
    unknownNumber: around.unknownNumbers.get(step?.id ?? '') ?? null,
    deal: deal ? toDeal(deal) : null,
    openCall: call ? { id: call.id, startedAt: call.startedAt.toISOString(), number: call.number } : null,
    lastWords: contact ? wordsOf(contact.id) : null,
  };
}

function toFacts({ code, step, call, deal, days }: TodayCandidate, { today }: Moment): TodayFacts {
  const late = step && step.dueOn < today ? daysBetween(step.dueOn, today) : days;
  return {
    code,
    ...(step && { dueOn: step.dueOn, stepTitle: step.title }),
    ...(step?.dueAt && { dueAt: step.dueAt.toISOString() }),
    ...(late !== undefined && { days: late }),
    ...(deal && { dealTitle: deal.title, stageName: deal.stageName, since: deal.stageSince.toISOString() }),
    ...(call && { since: call.startedAt.toISOString() }),
  };
}

function toDeal(deal: DealAtStage): TodayRow['deal'] {
  const { id, title, valueCents, currency, pipelineId, stageId, stageName } = deal;
  return { id, title, valueCents, currency, pipelineId, stageId, stageName, stageSince: deal.stageSince.toISOString() };
}
