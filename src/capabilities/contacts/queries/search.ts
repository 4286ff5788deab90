import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import { isLike, type KeyRange, phraseOf, startingWith, tokensOf, type Wanted, wantedBy } from '../rules/query.ts';
import type { ContactsTables, Subject } from '../schema.ts';
import { all, hasKey, idsOfOwnCompanies, inRanges } from './parts.ts';

export type SearchRow = {
  subject: Subject;
  id: string;
  name: string;
  company: string | null;
  city: string | null;
  phone: string | null;
  email: string | null;
  /** What was found: sorts whole words before longer ones. */
  value: string;
  similar: boolean;
};

/** `onlyOwnOf`: whoever sees only their own records. */
export type SearchAsk = { workspaceId: string; onlyOwnOf: string | undefined; typed: string; limit: number };

/**
 * The command box. First what begins as typed, as one stretch of the index; then, when that leaves room, the words in any order; then words that differ by a
 * typing mistake.
 */
export async function search(db: Db<ContactsTables>, ask: SearchAsk): Promise<SearchRow[]> {
  const wanted = wantedBy(ask.typed);
  const first = directRanges(ask.typed, wanted);
  if (first.length === 0) return [];

  const found = await findIn(db, ask, [first]);
  if (wanted.length > 1 && found.length < ask.limit) add(found, await findIn(db, ask, wanted));
  if (found.length < few && first.every(({ kind }) => kind !== 'phone') && !ask.typed.includes('@')) {
    const forgiving = await forgive(db, ask.typed);
    if (forgiving)
      add(
        found,
        (await findIn(db, ask, forgiving)).map((row) => ({ ...row, similar: true })),
      );
  }
  return mixed(found, ask.limit);
}

/** With fewer hits than this we look for typing mistakes. */
const few = 4;

/** The ranges that are looked into before anything is combined: the phrase as typed, and an e-mail address that is not yet typed to its @. */
function directRanges(typed: string, wanted: Wanted): KeyRange[] {
  const phrase = phraseOf(typed);
  const [only = []] = wanted;
  if (!phrase || only.some(({ kind }) => kind !== 'word')) return only;
  const plain = typed.trim().toLowerCase();
  return /^[\w.+-]{3,}$/.test(plain) ? [phrase, startingWith('email', plain)] : [phrase];
}

function add(found: SearchRow[], more: readonly SearchRow[]): void {
  const known = new Set(found.map((row) => row.id));
  found.push(...more.filter((row) => !known.has(row.id)));
}

/** People and companies in one list; the people, of whom there are always more, leave room for some companies. */
function mixed(found: readonly SearchRow[], limit: number): SearchRow[] {
  const people = found.filter((row) => row.subject === 'contact');
  const companies = found.filter((row) => row.subject === 'company');
  const room = Math.max(limit - people.length, Math.min(5, limit >> 1));
  const kept = [...people.slice(0, limit - Math.min(room, companies.length)), ...companies.slice(0, room)];
  return kept.toSorted(
    (a, b) => Number(a.similar) - Number(b.similar) || compare(a.value, b.value) || compare(a.name, b.name),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The typed words, each with the known ones it may be a slip of; undefined when there are none. */
async function forgive(db: Db<ContactsTables>, typed: string): Promise<Wanted | undefined> {
  const tokens = tokensOf(typed);
  const known = await Promise.all(
    tokens.slice(0, 3).map(async (token) => {
      if (token.length < 4 || !/^\p{L}+$/u.test(token)) return [];
      const { rows } = await sql<{ word: string }>`select word from similar_words(${token})`.execute(db);
      return rows.map(({ word }) => word).filter((word) => word !== token && isLike(token, word));
    }),
  );
  if (known.every((words) => words.length === 0)) return undefined;
  return tokens.map((token, at) => [token, ...(known[at] ?? [])].slice(0, 6).map((word) => startingWith('word', word)));
}

/** So many keys are looked at to find records that meet other conditions too. */
const reach = 1_000;
/** Where more share a key, whoever sees only their own records is served from those. */
const narrow = 3_000;

async function findIn(db: Db<ContactsTables>, ask: SearchAsk, wanted: Wanted): Promise<SearchRow[]> {
  const groups = wanted.toSorted((a, b) => longest(b) - longest(a));
  const [people, companies] = await Promise.all([
    findPeople(db, ask, await hits(db, ask, 'contact', groups)),
    findCompanies(db, ask, await hits(db, ask, 'company', groups)),
  ]);
  return [...people, ...companies].map((row) => ({ ...row, similar: false }));
}

/** The longest word is met by the fewest. */
function longest(ranges: readonly KeyRange[]): number {
  return Math.max(...ranges.map(({ from }) => from.length));
}

type Found = Omit<SearchRow, 'similar'>;

async function findPeople(db: Db<ContactsTables>, ask: SearchAsk, hits: RawBuilder<unknown>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'contact' as subject, c.id, c.name, f.name as company, c.city, c.phones -> 0 ->> 'value' as phone, c.emails -> 0 ->> 'value' as email,
      h.value
    from (${hits}) h
    join contact c on c.workspace_id = ${ask.workspaceId} and c.id = h.id
    left join company f on f.workspace_id = c.workspace_id and f.id = c.company_id and f.removed_at is null
    order by h.value, h.id
    limit ${ask.limit}
  `.execute(db);
  return rows;
}

async function findCompanies(db: Db<ContactsTables>, ask: SearchAsk, hits: RawBuilder<unknown>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'company' as subject, c.id, c.name, null as company, c.addresses -> 0 ->> 'city' as city, c.phones -> 0 ->> 'value' as phone,
      c.emails -> 0 ->> 'value' as email, h.value
    from (${hits}) h
    join company c on c.workspace_id = ${ask.workspaceId} and c.id = h.id
    order by h.value, h.id
    limit ${ask.limit}
  `.execute(db);
  return rows;
}

/** Ids with what they are sorted by: the first key they were found by. */
async function hits(
  db: Db<ContactsTables>,
  ask: SearchAsk,
  subject: Subject,
  groups: Wanted,
): Promise<RawBuilder<unknown>> {
  const { workspaceId, onlyOwnOf, limit } = ask;
  // A record is often found by several keys: hence more keys than hits.
  if (onlyOwnOf === undefined) return hitsOfAll(workspaceId, subject, groups, limit * 3);
  const few = await isNarrow(db, workspaceId, subject, groups[0] ?? []);
  return few ? hitsOfAll(workspaceId, subject, groups, narrow) : hitsOfOwn(ask, onlyOwnOf, subject, groups);
}

async function isNarrow(
  db: Db<ContactsTables>,
  workspaceId: string,
  subject: Subject,
  ranges: readonly KeyRange[],
): Promise<boolean> {
  const { rows } = await sql<{ keys: number }>`
    select count(*)::integer as keys
    from (select 1 from contact_key k where ${inRanges(sql`k`, workspaceId, subject, ranges)} limit ${narrow}) k
  `.execute(db);
  return (rows[0]?.keys ?? 0) < narrow;
}

/** Through the index of keys, along the group that is met by the fewest; unless one of the others is met by nobody. */
function hitsOfAll(
  workspaceId: string,
  subject: Subject,
  [driver = [], ...others]: Wanted,
  most: number,
): RawBuilder<unknown> {
  const stretches = driver.map(
    (range) => sql`(
      select k.subject_id as id, k.value from contact_key k
      where ${inRanges(sql`k`, workspaceId, subject, [range])}
      order by k.value limit ${others.length === 0 ? most : Math.max(most, reach)})`,
  );
  const met = others.flatMap((ranges) => [
    sql`(select true from contact_key m where ${inRanges(sql`m`, workspaceId, subject, ranges)} limit 1)`,
    hasKey(sql`k`, workspaceId, subject, ranges),
  ]);
  return sql`
    select k.id, min(k.value) as value
    from (select k.id, k.value from (${sql.join(stretches, sql` union all `)}) k where ${all(met)} limit ${most}) k
    group by k.id`;
}

/** Through what one user owns: among a million keys theirs might be the last. */
function hitsOfOwn(
  { workspaceId, limit }: SearchAsk,
  userId: string,
  subject: Subject,
  groups: Wanted,
): RawBuilder<unknown> {
  const own =
    subject === 'contact'
      ? sql`select c.id from contact c where c.workspace_id = ${workspaceId} and c.owner_id = ${userId} and c.removed_at is null`
      : idsOfOwnCompanies(workspaceId, userId);
  return sql`
    select o.id, '' as value from (${own}) o
    where ${all(groups.map((ranges) => hasKey(sql`o`, workspaceId, subject, ranges)))}
    limit ${limit}`;
}
