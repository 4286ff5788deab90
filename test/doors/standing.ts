import type pg from 'pg';

/** Written by the pump, and by jobs that compute, in their own time, for what was announced before. */
const moving = [
  'event_outbox',
  'event_seal',
  'avatar_fit',
  'reach',
  'score',
  'score_due',
  'score_outcome',
  'score_run',
];

/** The tables with a workspace, from the catalogue. */
export async function tablesOf(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  return rows.map((row) => row.name);
}

/** The content of everything in these workspaces, and of who belongs to them, as one figure a table: equal means untouched. */
export async function contentOf(
  owner: pg.Client,
  tables: readonly string[],
  workspaceIds: readonly string[],
): Promise<Record<string, string>> {
  const each = tables
    .filter((table) => !moving.includes(table))
    .map((table) => `select '${table}' as name, ${figure} from "${table}" t where t.workspace_id = any($1)`);
  const members = `select m.user_id from membership m where m.workspace_id = any($1)`;
  const text = [
    ...each,
    `select 'user', ${figure} from "user" t where t.id in (${members})`,
    `select 'account', ${figure} from account t where t.user_id in (${members})`,
    `select 'session', count(*)::text from session t where t.user_id in (${members})`,
  ].join(' union all ');
  // Under a name: to plan it anew for so many tables takes as long as to read them.
  const query = { name: 'content', text, values: [workspaceIds] };
  const { rows } = await owner.query<{ name: string; content: string }>(query);
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
}

const figure = `count(*) || ' ' || coalesce(sum(hash_record_extended(t, 0)::numeric), 0) as content`;

/**
 * Nothing of these workspaces is on its way: what was announced has been told, and the jobs have ended, or wait for later; what is due in a moment may put itself off until something else is told. Asked in one
 * statement: between two, a job could end and leave an event behind that nobody has heard of yet.
 */
export async function atRest(owner: pg.Client, workspaceIds: readonly string[]): Promise<boolean> {
  const { rows } = await owner.query<{ left: number }>(
    `select (select count(*) from graphile_worker._private_jobs j
       where j.run_at <= now() + interval '3 seconds' and j.attempts < j.max_attempts
         and exists (select 1 from unnest($1::uuid[]) id where j.payload::text like '%' || id || '%'))::int
       + (select count(*) from event_outbox where workspace_id = any($1::uuid[]))::int as left`,
    [workspaceIds],
  );
  return rows[0]?.left === 0;
}

/** Rows of one workspace that name a record or person of another: table and how many. */
export async function strayReferences(
  owner: pg.Client,
  tables: readonly string[],
  workspaceId: string,
  foreignIds: readonly string[],
  exceptEvent: string,
): Promise<{ name: string; rows: number }[]> {
  const each = tables.map(
    (table) =>
      `select '${table}' as name, count(*)::int as rows from "${table}" t where t.workspace_id = $1 and t::text ~ $2${table === 'event' ? ' and t.type <> $3' : ''}`,
  );
  const { rows } = await owner.query<{ name: string; rows: number }>(each.join(' union all '), [
    workspaceId,
    foreignIds.join('|'),
    exceptEvent,
  ]);
  return rows.filter((row) => row.rows > 0);
}
