import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ScriptObjectionRow, ScriptRow, ScriptRunRow, ScriptsTables, ScriptVersionRow } from './schema.ts';

type ScriptKey = { workspaceId: string; scriptId: string };

/** With its latest wording. */
export type ScriptNow = ScriptRow & Pick<ScriptVersionRow, 'steps' | 'cards'>;

export async function listScripts(db: Db<ScriptsTables>, workspaceId: string): Promise<ScriptNow[]> {
  const { rows } = await sql<ScriptNow>`
    select distinct on (s.id) s.*, v.steps, v.cards
    from script s join script_version v on v.workspace_id = s.workspace_id and v.script_id = s.id
    where s.workspace_id = ${workspaceId}
    order by s.id, v.version desc
  `.execute(db);
  return rows;
}

export async function findScript(
  db: Db<ScriptsTables>,
  { workspaceId, scriptId }: ScriptKey,
): Promise<ScriptRow | undefined> {
  return db
    .selectFrom('script')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', scriptId)
    .executeTakeFirst();
}

/** Held until the transaction ends, so that two rewrites don't make one version. */
export async function lockScript(
  db: Db<ScriptsTables>,
  { workspaceId, scriptId }: ScriptKey,
): Promise<ScriptRow | undefined> {
  return db
    .selectFrom('script')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', scriptId)
    .forUpdate()
    .executeTakeFirst();
}

/** The wording of this version, else the latest. */
export function findVersion(
  db: Db<ScriptsTables>,
  { workspaceId, scriptId }: ScriptKey,
  version?: number,
): Promise<ScriptVersionRow | undefined> {
  const versions = db
    .selectFrom('scriptVersion')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('scriptId', '=', scriptId);
  return (version === undefined ? versions : versions.where('version', '=', version))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertScript(db: Db<ScriptsTables>, row: ScriptRow): Promise<void> {
  await db.insertInto('script').values(row).execute();
}

export async function insertVersion(db: Db<ScriptsTables>, row: ScriptVersionRow): Promise<void> {
  const { steps, cards } = row;
  await db
    .insertInto('scriptVersion')
    .values({ ...row, steps: JSON.stringify(steps), cards: JSON.stringify(cards) })
    .execute();
}

export function updateScript(
  db: Db<ScriptsTables>,
  { workspaceId, scriptId }: ScriptKey,
  change: Pick<ScriptRow, 'version' | 'updatedAt'> & Partial<ScriptRow>,
): Promise<ScriptRow> {
  return db
    .updateTable('script')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', scriptId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The script that was last taken up in this call, or this one of it. */
export function findRunOfCall(
  db: Db<ScriptsTables>,
  { workspaceId, callId, scriptId }: { workspaceId: string; callId: string; scriptId?: string },
): Promise<ScriptRunRow | undefined> {
  const runs = db
    .selectFrom('scriptRun')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('callId', '=', callId);
  return (scriptId === undefined ? runs : runs.where('scriptId', '=', scriptId))
    .orderBy('updatedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function findRun(
  db: Db<ScriptsTables>,
  { workspaceId, runId }: { workspaceId: string; runId: string },
): Promise<ScriptRunRow | undefined> {
  return db
    .selectFrom('scriptRun')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', runId)
    .executeTakeFirst();
}

export async function insertRun(db: Db<ScriptsTables>, row: ScriptRunRow): Promise<void> {
  await db
    .insertInto('scriptRun')
    .values({ ...row, path: JSON.stringify(row.path) })
    .execute();
}

export function updateRun(
  db: Db<ScriptsTables>,
  { workspaceId, id }: ScriptRunRow,
  { step, path, updatedAt }: Pick<ScriptRunRow, 'step' | 'path' | 'updatedAt'>,
): Promise<ScriptRunRow> {
  return db
    .updateTable('scriptRun')
    .set({ step, path: JSON.stringify(path), updatedAt })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function findObjections(
  db: Db<ScriptsTables>,
  { workspaceId, id }: Pick<ScriptRunRow, 'workspaceId' | 'id'>,
): Promise<ScriptObjectionRow[]> {
  return db
    .selectFrom('scriptObjection')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('runId', '=', id)
    .execute();
}

/** False: it stood there already. */
export async function insertObjection(db: Db<ScriptsTables>, row: ScriptObjectionRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('scriptObjection')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'runId', 'card']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) > 0;
}

/** Its words, if it was there. */
export async function deleteObjection(
  db: Db<ScriptsTables>,
  { workspaceId, id }: Pick<ScriptRunRow, 'workspaceId' | 'id'>,
  card: string,
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('scriptObjection')
    .where('workspaceId', '=', workspaceId)
    .where('runId', '=', id)
    .where('card', '=', card)
    .returning('title')
    .executeTakeFirst();
  return row?.title;
}

export type OftenHeard = { title: string; calls: number };

/** Of each person the objection that was heard in the most calls since then, and in how many. */
export async function findOftenHeard(
  db: Db<ScriptsTables>,
  workspaceId: string,
  asked: readonly { key: string; contactId: string; since: Date }[],
): Promise<Map<string, OftenHeard>> {
  if (asked.length === 0) return new Map();
  const { rows } = await sql<OftenHeard & { key: string }>`
    select r.key, most.title, most.calls
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r(key text, "contactId" uuid, since timestamptz)
    cross join lateral (
      select max(title) as title, count(distinct call_id)::integer as calls
      from script_objection o
      where o.workspace_id = ${workspaceId} and o.contact_id = r."contactId" and o.heard_at >= r.since
      group by lower(o.title)
      order by count(distinct call_id) desc, max(o.heard_at) desc
      limit 1
    ) most
  `.execute(db);
  return new Map(rows.map(({ key, title, calls }) => [key, { title, calls }]));
}
