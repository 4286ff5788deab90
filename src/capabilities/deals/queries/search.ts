import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { DealsTables } from '../schema.ts';

/** `onlyOwnOf`: whoever sees only their own deals. */
export type SearchAsk = { workspaceId: string; onlyOwnOf: string | undefined; limit: number };

/** So many hits are enough to put the open ones first. */
const enough = 100;
/** So many keys are looked at for those that hold the other words too. */
const reach = 20_000;
/** Where more deals share a word, whoever sees only their own is served from those, the latest first. */
const narrow = 3_000;

/** Ids of deals whose title has words that begin so, all of them; open ones first. */
export async function findDealsByWords(
  db: Db<DealsTables>,
  { workspaceId, onlyOwnOf, limit }: SearchAsk,
  beginnings: readonly string[],
): Promise<string[]> {
  // The longest is met by the fewest.
  const [driver = '', ...others] = beginnings.toSorted((a, b) => b.length - a.length);
  const fromOwn = onlyOwnOf !== undefined && (await isCommon(db, workspaceId, driver));
  const hits = fromOwn
    ? sql`
      select d.id, '' as word
      from (
        select id from deal where workspace_id = ${workspaceId} and owner_id = ${onlyOwnOf} and removed_at is null order by id desc limit ${narrow}
      ) d
      where ${haveWords(workspaceId, beginnings)}
      limit ${limit}`
    : sql`
      select k.deal_id as id, k.word
      from (
        select k.deal_id, k.word from deal_word k
        where ${begins(sql`k`, workspaceId, driver)}
        order by k.word
        limit ${reach}
      ) k
      where ${holding(others)}
      limit ${onlyOwnOf === undefined ? enough : narrow}`;
  const { rows } = await sql<{ id: string }>`
    select d.id from (${hits}) h
    join deal d on d.workspace_id = ${workspaceId} and d.id = h.id and d.removed_at is null
    group by d.id, d.ended_at
    order by d.ended_at is not null, min(h.word), d.id
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Every key holds the whole title, another word in front of each. */
function holding(words: readonly string[]): RawBuilder<unknown> {
  if (words.length === 0) return sql`true`;
  return sql.join(
    words.map((word) => sql`strpos(k.word, ${` ${word}`}) > 0`),
    sql` and `,
  );
}

async function isCommon(db: Db<DealsTables>, workspaceId: string, word: string): Promise<boolean> {
  const { rows } = await sql<{ words: number }>`
    select count(*)::integer as words
    from (select 1 from deal_word k where ${begins(sql`k`, workspaceId, word)} limit ${narrow}) k`.execute(db);
  return (rows[0]?.words ?? 0) >= narrow;
}

/** No word has a byte above the one that ends the range. */
function begins(key: RawBuilder<unknown>, workspaceId: string, word: string): RawBuilder<unknown> {
  return sql`${key}.workspace_id = ${workspaceId} and ${key}.word >= ${word} and ${key}.word < ${`${word}\u{10ffff}`}`;
}

function haveWords(workspaceId: string, beginnings: readonly string[]): RawBuilder<unknown> {
  return sql.join([sql`true`, ...beginnings.map((word) => hasWord(workspaceId, word))], sql` and `);
}

/** Asked through the deal's own few words. Offset and limit hold the planner to that. */
function hasWord(workspaceId: string, word: string): RawBuilder<unknown> {
  return sql`exists (
    select 1 from (select m.workspace_id, m.word from deal_word m where m.workspace_id = ${workspaceId} and m.deal_id = d.id offset 0) m
    where ${begins(sql`m`, workspaceId, word)} limit 1)`;
}

/** Ids of deals with these people and companies whose title has words that begin so; open ones first, then the latest. */
export async function findDealsWith(
  db: Db<DealsTables>,
  { workspaceId, limit }: SearchAsk,
  parties: { contactIds: readonly string[]; companyIds: readonly string[] },
  beginnings: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from (
      select id, ended_at, created_at from deal where workspace_id = ${workspaceId} and contact_id = any(${parties.contactIds}::uuid[]) and removed_at is null
      union
      select id, ended_at, created_at from deal where workspace_id = ${workspaceId} and company_id = any(${parties.companyIds}::uuid[]) and removed_at is null
    ) d
    where ${haveWords(workspaceId, beginnings)}
    order by d.ended_at is not null, d.created_at desc, d.id
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function insertDealWords(
  trx: Db<DealsTables>,
  workspaceId: string,
  deals: readonly { id: string; words: readonly string[] }[],
): Promise<void> {
  const entries = deals.flatMap(({ id, words }) => words.map((word) => ({ id, word })));
  if (entries.length === 0) return;
  await sql`
    insert into deal_word (workspace_id, word, deal_id)
    select ${workspaceId}::uuid, w.word, w.id
    from unnest(${entries.map(({ word }) => word)}::text[], ${entries.map(({ id }) => id)}::uuid[]) as w(word, id)
    order by w.word collate "C"
    on conflict do nothing`.execute(trx);
}

/** The next deals that no word leads to. Locked, so that a new title given meanwhile waits and its words are not mixed with the old. */
export async function lockDealsWithoutWords(
  trx: Db<DealsTables>,
  workspaceId: string,
  page: { after: string | undefined; limit: number },
): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select d.id, d.title from deal d
    where d.workspace_id = ${workspaceId} and d.id > ${page.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      and not exists (select 1 from deal_word k where k.workspace_id = d.workspace_id and k.deal_id = d.id)
    order by d.id limit ${page.limit}
    for update of d`.execute(trx);
  return rows;
}

export async function deleteDealWords(trx: Db<DealsTables>, workspaceId: string, dealId: string): Promise<void> {
  await sql`delete from deal_word where workspace_id = ${workspaceId} and deal_id = ${dealId}`.execute(trx);
}
