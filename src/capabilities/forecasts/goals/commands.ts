import type { z } from 'zod';
import { type AccessTables, allows, listMembers } from '#access';
import { hereAndNow, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { daysOf } from '../outlook/periods.ts';
import type { setQuota, submitForecast } from './contract.ts';
import { forecastSubmitted, quotaSet } from './events.ts';
import { deleteQuota, findQuota, insertSubmission, upsertQuota } from './queries.ts';
import type { GoalTables, SubmissionRow } from './schema.ts';

export type GoalsWorld = GoalTables & AccessTables & WorkspaceTables & PlatformTables;

/** For oneself, or as who leads; who sees only their own has no word for others. */
export function maySubmitFor(actor: Actor, ownerId: string | null): boolean {
  if (ownerId !== null && ownerId === actor.userId) return allows(actor, 'forecasts.write');
  return !actor.seesOnlyOwn && allows(actor, 'forecasts.manage');
}

async function requireMember(db: Db<AccessTables>, { workspaceId, userId }: Actor, ownerId: string | null) {
  if (ownerId === null || ownerId === userId) return;
  const members = await listMembers(db, workspaceId);
  if (!members.some((member) => member.userId === ownerId && member.endedAt === null)) throw notFound();
}

export function submit(
  db: Db<GoalsWorld>,
  actor: Actor,
  input: z.output<typeof submitForecast.body>,
  now: Date,
): Promise<SubmissionRow> {
  const { workspaceId } = actor;
  const { ownerId, period, commitCents, bestCaseCents } = input;
  return inTransaction(db, async (trx) => {
    await requireMember(trx, actor, ownerId);
    if (!maySubmitFor(actor, ownerId))
      throw new Refusal(403, 'not_yours_to_submit', 'Für andere und fürs ganze Team sagt zu, wer das Team leitet.');
    const { today } = await hereAndNow(trx, workspaceId, now);
    if (daysOf(period).to < today)
      throw new Refusal(422, 'period_over', 'Dieser Zeitraum ist vorbei; was zugesagt war, bleibt stehen.', { period });
    if (bestCaseCents < commitCents)
      throw new Refusal(422, 'best_below_commit', 'Der beste Fall kann nicht unter der Zusage liegen.');
    const row: SubmissionRow = {
      workspaceId,
      id: newId(now.getTime()),
      scopeId: ownerId ?? workspaceId,
      period,
      commitCents,
      bestCaseCents,
      note: input.note?.trim() || null,
      submittedBy: actor.userId,
      submittedAt: now,
    };
    await insertSubmission(trx, row);
    const { id: submissionId, note } = row;
    const told = { ownerId, submissionId, period, commitCents, bestCaseCents, note };
    await announce(trx, actor, forecastSubmitted, told, now);
    return row;
  });
}

export function changeQuota(
  db: Db<GoalsWorld>,
  actor: Actor,
  { ownerId, month, amountCents }: z.output<typeof setQuota.body>,
  now: Date,
): Promise<z.output<typeof setQuota.output>> {
  const { workspaceId, userId } = actor;
  const scope = { workspaceId, scopeId: ownerId ?? workspaceId };
  return inTransaction(db, async (trx) => {
    await requireMember(trx, actor, ownerId);
    const fromCents = await findQuota(trx, scope, month);
    if (fromCents !== amountCents) {
      if (amountCents === null) await deleteQuota(trx, scope, month);
      else await upsertQuota(trx, { ...scope, month, amountCents, setBy: userId, setAt: now });
      await announce(trx, actor, quotaSet, { ownerId, month, fromCents, toCents: amountCents }, now);
    }
    return { ownerId, month, amountCents };
  });
}
