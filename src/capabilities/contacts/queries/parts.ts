import { type RawBuilder, sql } from 'kysely';
import type { KeyRange, Wanted } from '../rules/query.ts';
import type { Subject } from '../schema.ts';

type Condition = RawBuilder<unknown>;

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** Keys in one of the ranges. Only `>=` and `<`: row level security lets nothing else use the index. */
export function inRanges(
  key: Condition,
  workspaceId: string,
  subject: Subject,
  ranges: readonly KeyRange[],
): Condition {
  const stretches = ranges.map(
    (range) => sql`(${key}.kind = ${range.kind} and ${key}.value >= ${range.from} and ${key}.value < ${range.to})`,
  );
  return sql`${key}.workspace_id = ${workspaceId} and ${key}.subject = ${subject} and (${sql.join(stretches, sql` or `)})`;
}

/** Each group of ranges is met by a key of the record: asked record by record, for walking along a list. */
export function meetsEach(record: Condition, workspaceId: string, subject: Subject, wanted: Wanted): Condition[] {
  return wanted.map(
    (ranges) =>
      sql`exists (select 1 from contact_key m where ${inRanges(sql`m`, workspaceId, subject, ranges)} and m.subject_id = ${record}.id)`,
  );
}

/** The same, asked of the index of keys once for all. */
export function isAmong(record: Condition, workspaceId: string, subject: Subject, wanted: Wanted): Condition[] {
  return wanted.map(
    (ranges) =>
      sql`${record}.id in (select m.subject_id from contact_key m where ${inRanges(sql`m`, workspaceId, subject, ranges)})`,
  );
}

/**
 * What one user owns, and the companies of the people they own. Row level security says it again; but only so does the planner know where to start.
 */
export function isOwn(workspaceId: string, subject: Subject, userId: string): Condition {
  return subject === 'contact'
    ? sql`c.owner_id = ${userId}`
    : sql`c.id in (
        select p.company_id from contact p where p.workspace_id = ${workspaceId} and p.owner_id = ${userId} and p.company_id is not null
        union all
        select o.id from company o where o.workspace_id = ${workspaceId} and o.owner_id = ${userId})`;
}
