import { type RawBuilder, sql } from 'kysely';
import type { KeyRange } from '../rules/query.ts';
import type { KeyKind, Subject } from '../schema.ts';

type Condition = RawBuilder<unknown>;

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

const letters: Record<KeyKind, string> = { phone: 'p', email: 'e', tag: 't', word: 'w', external: 'x' };
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter, kind as KeyKind]));

/** What stands in front of a key in the table: small letters are people's, capital letters companies'. */
export function letterOf(subject: Subject, kind: KeyKind): string {
  return subject === 'company' ? letters[kind].toUpperCase() : letters[kind];
}

export function kindOf(letter: string): KeyKind {
  const kind = kinds.get(letter.toLowerCase());
  if (!kind) throw new Error(`no kind of key: ${letter}`);
  return kind;
}

/** Keys in one of the ranges. Only `>=` and `<`: row level security lets nothing else use the index. */
export function inRanges(
  key: Condition,
  workspaceId: string,
  subject: Subject,
  ranges: readonly KeyRange[],
): Condition {
  const stretches = ranges.map(
    (range) =>
      sql`(${key}.kind = ${letterOf(subject, range.kind)} and ${key}.value >= ${range.from} and ${key}.value < ${range.to})`,
  );
  return sql`${key}.workspace_id = ${workspaceId} and (${sql.join(stretches, sql` or `)})`;
}

/**
 * The record has a key in one of the ranges, asked through the record's own few keys. Offset and limit hold the planner to that: it takes every range for
 * narrow, and would read all Müllers for each row.
 */
export function hasKey(
  record: Condition,
  workspaceId: string,
  subject: Subject,
  ranges: readonly KeyRange[],
): Condition {
  return sql`(
    select true
    from (select own.* from contact_key own where own.workspace_id = ${workspaceId} and own.subject_id = ${record}.id offset 0) m
    where ${inRanges(sql`m`, workspaceId, subject, ranges)}
    limit 1)`;
}

/** All records that have one. */
export function idsWith(workspaceId: string, subject: Subject, ranges: readonly KeyRange[]): Condition {
  return sql`select m.subject_id as id from contact_key m where ${inRanges(sql`m`, workspaceId, subject, ranges)}`;
}

/** The companies one user sees who sees only their own records: what they own, and where the people work whom they own. */
export function idsOfOwnCompanies(workspaceId: string, userId: string): Condition {
  return sql`(
    select p.company_id as id from contact p where p.workspace_id = ${workspaceId} and p.owner_id = ${userId} and p.company_id is not null
    union
    select o.id from company o where o.workspace_id = ${workspaceId} and o.owner_id = ${userId} and o.removed_at is null)`;
}
