import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { AvatarItem, AvatarView, RunView } from '../contract.ts';
import { differs } from '../grouping/figures.ts';
import { findRun } from '../grouping/runs.ts';
import type { AudiencesTables, AvatarRow, AvatarRunRow } from '../schema.ts';
import { findAvatar } from './queries.ts';

export function toRunView(row: AvatarRunRow): RunView {
  return {
    id: row.id,
    outcome: row.outcome,
    fields: row.fields,
    seed: row.seed,
    askedBy: row.askedBy,
    askedAt: row.askedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    problem: row.problem,
    customers: row.customers,
    objectors: row.objectors,
    silhouette: row.silhouette,
    stability: row.stability,
    separation: row.separation,
    leftOut: row.leftOut,
  };
}

export function toAvatarItem(row: AvatarRow): AvatarItem {
  return {
    id: row.id,
    outcome: row.outcome,
    number: numberOf(row),
    name: row.name,
    size: row.size,
    findings: row.findings,
    valueCents: row.figures.valueCents,
    pictureId: row.pictureId,
    changed: row.drawnAt !== null && differs(row.seenFindings, row.findings),
  };
}

export const numberOf = ({ place }: Pick<AvatarRow, 'place'>): number | null => (place === null ? null : place + 1);

export async function toAvatarView(db: Db<AudiencesTables>, row: AvatarRow): Promise<AvatarView> {
  const { workspaceId, runId } = row;
  const run = runId === null ? undefined : await findRun(db, { workspaceId, runId });
  const { story, words, foundAt, objections, channel, product } = row;
  return {
    ...toAvatarItem(row),
    figures: row.figures,
    run: run ? toRunView(run) : null,
    story,
    words,
    foundAt,
    objections,
    channel,
    product,
    drawnBy: row.drawnBy,
    drawnAt: row.drawnAt?.toISOString() ?? null,
    version: row.version,
  };
}

export async function requireAvatar(
  db: Db<AudiencesTables>,
  workspaceId: string,
  avatarId: string,
): Promise<AvatarRow> {
  const row = await findAvatar(db, { workspaceId, avatarId });
  if (!row) throw notFound();
  return row;
}
