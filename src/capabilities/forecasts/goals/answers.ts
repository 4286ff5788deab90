import { type DealsTables, sumWonByMonth } from '#deals';
import { hereAndNow, morningOf } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { monthsFrom } from '../months.ts';
import { daysOf, type Period, periodsFrom } from '../outlook/periods.ts';
import { cameIn } from '../outlook/rules.ts';
import { sightOf } from '../sight.ts';
import { type GoalsWorld, maySubmitFor } from './commands.ts';
import type { GoalsView, QuotaView, SubmissionView } from './contract.ts';
import { findQuotas, findSubmissions, listVersions } from './queries.ts';
import { elapsedOf, monthsOf, quotaOf } from './rules.ts';
import type { SubmissionRow } from './schema.ts';

type Whose = { ownerId?: string | undefined };

export async function findGoals(
  db: Db<GoalsWorld & DealsTables>,
  actor: Actor,
  asked: Whose,
  now: Date,
): Promise<GoalsView> {
  const share = sightOf(actor, asked);
  const { workspaceId } = actor;
  const { today, zone, currency } = await hereAndNow(db, workspaceId, now);
  const periods = periodsFrom(today);
  const months = [...new Set(periods.flatMap(monthsOf))];
  const scopeId = share.ownerId ?? workspaceId;
  const first = periods.map((period) => daysOf(period).from).toSorted()[0] ?? today;
  const from = morningOf(first, zone);
  const [submissions, quotas, won] = await Promise.all([
    findSubmissions(db, { workspaceId, scopeId }, periods),
    findQuotas(db, workspaceId, months),
    sumWonByMonth(db, workspaceId, { ...share, currency }, { from, zone }),
  ]);
  const own = new Map(quotas.filter((row) => row.scopeId === scopeId).map((row) => [row.month, row.amountCents]));
  return {
    today,
    currency,
    maySubmit: maySubmitFor(actor, share.ownerId ?? null),
    rows: periods.map((period) => {
      const submission = submissions.get(period);
      return {
        period,
        quotaCents: quotaOf(period, own),
        wonCents: cameIn(period, won),
        elapsed: elapsedOf(period, today),
        submission: submission ? toView(submission) : null,
        versions: submission?.versions ?? 0,
      };
    }),
  };
}

export async function findVersions(
  db: Db<GoalsWorld>,
  actor: Actor,
  { period, ...asked }: Whose & { period: Period },
): Promise<{ items: SubmissionView[] }> {
  const { workspaceId } = actor;
  const { ownerId } = sightOf(actor, asked);
  const rows = await listVersions(db, { workspaceId, scopeId: ownerId ?? workspaceId }, period);
  return { items: rows.map(toView) };
}

const monthsShown = 12;

export async function findQuotasFrom(
  db: Db<GoalsWorld>,
  { workspaceId }: Actor,
  from: string,
): Promise<{ items: QuotaView[] }> {
  const rows = await findQuotas(db, workspaceId, monthsFrom(`${from}-01`, monthsShown));
  return {
    items: rows.map(({ scopeId, month, amountCents }) => ({
      ownerId: scopeId === workspaceId ? null : scopeId,
      month,
      amountCents,
    })),
  };
}

/** The one place where a submission becomes what the outside sees. */
export function toView(row: SubmissionRow): SubmissionView {
  return {
    id: row.id,
    period: row.period,
    commitCents: row.commitCents,
    bestCaseCents: row.bestCaseCents,
    note: row.note,
    submittedBy: row.submittedBy,
    submittedAt: row.submittedAt.toISOString(),
  };
}
