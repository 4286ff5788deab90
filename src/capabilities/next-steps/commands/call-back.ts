import { listMembers } from '#access';
import { findMissedFrom, lastCallsOf } from '#calls';
import { anySuppressed } from '#consent';
import { type ContactRow, findContactsByIds, matchKeys, writeNumber } from '#contacts';
import { findWorkspace, type WorkspaceRow } from '#workspace';
import { type Db, inTransaction } from '#platform/db';
import { findNextStep, hasAny, hasOpenCallBack } from '../queries/next-steps.ts';
import { dayOf, spanOfDay, timeOfDay } from '../rules/due.ts';
import type { NextStepRow } from '../schema.ts';
import { planNextStep, type StepsWorld } from './next-steps.ts';
import type { OutcomeWorld } from './outcomes.ts';

export type MissedCall = {
  workspaceId: string;
  lineCallId: string;
  /** At whom it rang, whose contact or whose line it was. */
  userId: string | null;
  rangAt: string;
};

/**
 * Somebody we know called and nobody was there: it stands on the list of whose contact it is, once, however often they tried. The step has the id of the call, so that a job
 * that runs twice makes one.
 */
export function planCallBack(
  db: Db<StepsWorld>,
  { contactId, ...missed }: MissedCall & { contactId: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, lineCallId } = missed;
    const [workspace, [contact], ownerId] = await Promise.all([
      findWorkspace(trx, workspaceId),
      findContactsByIds(trx, workspaceId, [contactId]),
      ownerOf(trx, missed),
    ]);
    if (!workspace || !contact || ownerId === undefined) return;
    if (await findNextStep(trx, { workspaceId, nextStepId: lineCallId })) return;
    if (await hasOpenCallBack(trx, { workspaceId, contactId, ownerId })) return;
    const { companyId } = contact;
    await insert(
      trx,
      workspace,
      missed,
      { contactId, companyId, ownerId, title: whenMissed(workspace, missed, true), note: null },
      now,
    );
  });
}

/**
 * The number alone doesn't say who called: once a day for each number. Between several people it is about the one we spoke to last and names the others; of nobody we know it is
 * about nobody, so there is nobody to ask the gate about until a person is made of the number. None is planned for a number that wants no calls.
 */
export function planCallBackOfNumber(
  db: Db<OutcomeWorld>,
  { number, ...missed }: MissedCall & { number: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = missed;
    const [workspace, people, suppressed] = await Promise.all([
      findWorkspace(trx, workspaceId),
      peopleAt(trx, workspaceId, number),
      anySuppressed(trx, workspaceId, [number]),
    ]);
    const [likely] = people;
    const ownerId = await ownerOf(trx, { ...missed, userId: missed.userId ?? likely?.ownerId ?? null });
    if (!workspace || ownerId === undefined || suppressed) return;
    const day = spanOfDay(dayOf(new Date(missed.rangAt), workspace.timeZone), workspace.timeZone);
    if (await hasAny(trx, workspaceId, await findMissedFrom(trx, { workspaceId, number, ...day }))) return;
    if (likely) {
      const { id: contactId, companyId } = likely;
      if (await hasOpenCallBack(trx, { workspaceId, contactId, ownerId })) return;
      const [title, note] = [whenMissed(workspace, missed, true), sharedWith(workspace, number, people.slice(1))];
      await insert(trx, workspace, missed, { contactId, companyId, ownerId, title, note }, now);
      return;
    }
    const title =
      workspace.locale === 'en'
        ? `Call back unknown number: ${writeNumber(number)}`
        : `Unbekannte Nummer zurückrufen: ${writeNumber(number)}`;
    const nobody = { contactId: null, companyId: null };
    await insert(
      trx,
      workspace,
      missed,
      { ...nobody, ownerId, title, note: whenMissed(workspace, missed, false) },
      now,
    );
  });
}

/** Whom we spoke to last first; then by name. */
async function peopleAt(trx: Db<OutcomeWorld>, workspaceId: string, number: string): Promise<ContactRow[]> {
  const [match] = await matchKeys(trx, workspaceId, [{ kind: 'phone', value: number }]);
  const ids = match?.contactIds ?? [];
  const [people, lastCalls] = await Promise.all([
    findContactsByIds(trx, workspaceId, ids),
    lastCallsOf(trx, workspaceId, ids),
  ]);
  const spokeAt = ({ id }: ContactRow) => lastCalls.get(id)?.startedAt.getTime() ?? 0;
  return people.toSorted((a, b) => spokeAt(b) - spokeAt(a) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** A household, or a firm's switchboard: whoever calls back asks who it was. */
const mostNamed = 5;

function sharedWith({ locale }: WorkspaceRow, number: string, others: readonly ContactRow[]): string | null {
  if (others.length === 0) return null;
  const names = others.slice(0, mostNamed).map(({ name }) => name);
  const rest = others.length - names.length;
  if (locale === 'en')
    return `${writeNumber(number)} is also the number of ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return `${writeNumber(number)} haben auch: ${names.join(', ')}${rest > 0 ? ` und ${rest} weitere` : ''}`;
}

function insert(
  trx: Db<StepsWorld>,
  { timeZone }: WorkspaceRow,
  { workspaceId, lineCallId, rangAt }: MissedCall,
  step: Pick<NextStepRow, 'contactId' | 'companyId' | 'ownerId' | 'title' | 'note'>,
  now: Date,
): Promise<void> {
  const due = { dueOn: dayOf(new Date(rangAt), timeZone), dueAt: null, promised: false };
  return planNextStep(trx, { workspaceId, id: lineCallId, kind: 'call', ...step, dealId: null, ...due }, now);
}

function whenMissed({ locale, timeZone }: WorkspaceRow, { rangAt }: MissedCall, asTitle: boolean): string {
  const time = timeOfDay(new Date(rangAt), timeZone);
  if (locale === 'en') return asTitle ? `Call back: missed call at ${time}` : `Missed call at ${time}`;
  return asTitle ? `Rückruf: verpasster Anruf um ${time}` : `Verpasster Anruf um ${time}`;
}

/** Nobody's contact on the team's line, or somebody's who has left: the owner of the workspace must not let it fall. */
async function ownerOf(trx: Db<StepsWorld>, { workspaceId, userId }: MissedCall): Promise<string | undefined> {
  const here = (await listMembers(trx, workspaceId)).filter((member) => member.endedAt === null);
  const known = here.find((member) => member.userId === userId) ?? here.find((member) => member.role === 'owner');
  return known?.userId;
}
