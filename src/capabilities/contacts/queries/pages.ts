import { type RawBuilder, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/db';
import type { Sort } from '../contract.ts';
import type { Cursor } from '../rules/cursor.ts';
import type { Subject } from '../schema.ts';
import { all } from './parts.ts';

type Condition = RawBuilder<unknown>;

/** A filter: as a condition on the row `c`, and what else it allows. */
export type Filter = {
  condition: Condition;
  /** Ids of all that meet it, from another index: where to start from when they are few. The condition then costs a look into that index for each row. */
  ids?: Condition;
  /** The orders whose index begins with this filter or is cut by it. */
  alongside?: readonly Sort[];
};

export type PageAsk = {
  workspaceId: string;
  subject: Subject;
  columns: Condition;
  joins: Condition;
  filters: readonly Filter[];
  sort: Sort;
  cursor: Cursor | undefined;
  limit: number;
  /** Row level security itself is the filter that may leave few: then no order is walked along. */
  rare: boolean;
};

/** So many rows are looked at along the order before the filters count as rare. */
const reach = 4_000;
const reachByKeys = 2_000;
/** Words of a name go with the order of names (all Müllers stand together, and far from A): walking on would not find them. */
const reachByName = 1_000;

/**
 * One page of a list, one row more than `limit` when there is another page. First along the index of the order, which finds a page at once unless the filters
 * leave few; only then the planner is asked, with the values in its hand, for the way that starts from the few.
 */
export async function findPage<Tables, Row>(db: Db<Tables>, ask: PageAsk): Promise<Row[]> {
  const beside = ask.filters.find((filter) => filter.alongside?.includes(ask.sort));
  const rest = ask.filters.filter((filter) => filter !== beside);
  if (!ask.rare) {
    const rows = await walk<Tables, Row>(db, ask, beside, rest);
    if (rest.length === 0 || rows.length > ask.limit) return rows;
  }
  return inTransaction(db, async (trx) => {
    await sql`set local plan_cache_mode = force_custom_plan`.execute(trx);
    return gather<Tables, Row>(trx, ask);
  });
}

async function walk<Tables, Row>(
  db: Db<Tables>,
  ask: PageAsk,
  beside: Filter | undefined,
  rest: readonly Filter[],
): Promise<Row[]> {
  const order = orderOf(ask.sort);
  const { rows } = await sql<Row>`
    select ${ask.columns}
    from (
      select c.* from ${tables[ask.subject]} c
      where c.workspace_id = ${ask.workspaceId} and c.removed_at is null and ${all(beside ? [beside.condition] : [])} and ${after(ask)}
      order by ${order}
      limit ${rest.length === 0 ? ask.limit + 1 : reachOf(ask)}
    ) c ${ask.joins}
    where ${all(rest.map((filter) => filter.condition))}
    order by ${order}
    limit ${ask.limit + 1}
  `.execute(db);
  return rows;
}

function reachOf({ sort, filters }: PageAsk): number {
  if (!filters.some((filter) => filter.ids)) return reach;
  return sort.endsWith('name') ? reachByName : reachByKeys;
}

/** Where there are ids, from them: how many share a word is what the planner guesses worst, so it is not asked. */
async function gather<Tables, Row>(db: Db<Tables>, ask: PageAsk): Promise<Row[]> {
  const order = orderOf(ask.sort);
  const table = tables[ask.subject];
  const ids = ask.filters.flatMap((filter) => filter.ids ?? []);
  const others = ask.filters.filter((filter) => !filter.ids).map((filter) => filter.condition);
  const standing = sql`c.workspace_id = ${ask.workspaceId} and c.removed_at is null and ${all(others)} and ${after(ask)}`;
  const few =
    ids.length === 0
      ? sql`select c.id from ${table} c where ${standing} order by ${order} limit ${ask.limit + 1}`
      : sql`
        with named as materialized (${sql.join(ids, sql` intersect `)}),
          c as materialized (
            select c.id, c.sort_name, c.created_at, c.touched_at from named join ${table} c on c.id = named.id where ${standing})
        select c.id from c order by ${order} limit ${ask.limit + 1}`;
  const { rows } = await sql<Row>`
    select ${ask.columns}
    from (${few}) few
    join ${table} c on c.workspace_id = ${ask.workspaceId} and c.id = few.id ${ask.joins}
    order by ${order}
  `.execute(db);
  return rows;
}

const tables = { contact: sql`contact`, company: sql`company` };

const orders: Record<Sort, Condition> = {
  name: sql`c.sort_name, c.id`,
  '-name': sql`c.sort_name desc, c.id desc`,
  createdAt: sql`c.created_at, c.id`,
  '-createdAt': sql`c.created_at desc, c.id desc`,
  lastTouchAt: sql`c.touched_at, c.id`,
  '-lastTouchAt': sql`c.touched_at desc, c.id desc`,
};

function orderOf(sort: Sort): Condition {
  return orders[sort];
}

/** What comes after the last row of the page before. */
function after({ sort, cursor }: PageAsk): Condition {
  if (!cursor) return sql`true`;
  const { value, id } = cursor;
  switch (sort) {
    case 'name':
      return sql`(c.sort_name, c.id) > (${value}, ${id}::uuid)`;
    case '-name':
      return sql`(c.sort_name, c.id) < (${value}, ${id}::uuid)`;
    case 'createdAt':
      return sql`(c.created_at, c.id) > (${value}::timestamptz, ${id}::uuid)`;
    case '-createdAt':
      return sql`(c.created_at, c.id) < (${value}::timestamptz, ${id}::uuid)`;
    case 'lastTouchAt':
      return sql`(c.touched_at, c.id) > (${value ?? '-infinity'}::timestamptz, ${id}::uuid)`;
    case '-lastTouchAt':
      return sql`(c.touched_at, c.id) < (${value ?? '-infinity'}::timestamptz, ${id}::uuid)`;
  }
}
