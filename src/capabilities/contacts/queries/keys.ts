import { sql } from 'kysely';
import type { Db } from '#platform/db';
import { fixed, fixedText } from '#platform/db/fixed';
import { difference, type Key, vocabularyOf } from '../rules/keys.ts';
import type { KeyRange } from '../rules/query.ts';
import type { ContactsTables, KeyKind, Subject } from '../schema.ts';
import { inRanges, kindOf, letterOf } from './parts.ts';

export type SubjectKeys = { id: string; keys: readonly Key[] };

/**
 * For records that had none. `words`: the words of the search are put in there instead of written, for `learnWords` right before the commit. Who brings the same new word waits for that, and two who bring many wait for each other.
 */
export async function insertKeys(
  trx: Db<ContactsTables>,
  workspaceId: string,
  subject: Subject,
  owners: readonly SubjectKeys[],
  words?: Set<string>,
): Promise<void> {
  // Neighbours in the index are written together.
  const entries = owners
    .flatMap(({ id, keys }) => keys.map(({ kind, value }) => ({ letter: letterOf(subject, kind), value, id })))
    .sort((a, b) => compare(a.letter, b.letter) || compare(a.value, b.value));
  if (entries.length === 0) return;
  const vocabulary = vocabularyOf(owners.flatMap(({ keys }) => keys));
  for (const word of words ? vocabulary : []) words?.add(word);
  await Promise.all([
    insertOf(workspaceId, entries).execute(trx),
    ...(words ? [] : [learnWords(trx, workspaceId, vocabulary)]),
  ]);
}

type Entry = { letter: string; value: string; id: string };

/** So many stand in the statement itself, which is then prepared once for each number; as arrays those of one record cost half as much again. */
const few = 8;

const insertion = 'insert into contact_key (workspace_id, kind, value, subject_id)';
const fewTexts = Array.from({ length: few + 1 }, (_, count) => {
  const rows = Array.from(
    { length: count },
    (_row, at) => `($1::uuid, $${at * 3 + 2}, $${at * 3 + 3}, $${at * 3 + 4}::uuid)`,
  );
  return `${insertion} values ${rows.join(', ')}`;
});

function insertOf(workspaceId: string, entries: readonly Entry[]) {
  if (entries.length <= few) {
    const values = entries.flatMap(({ letter, value, id }) => [letter, value, id]);
    return fixedText(fewTexts[entries.length] as string, [workspaceId, ...values]);
  }
  // Each id once: seven times as text they took the database as long as one of the indexes.
  const places = new Map<string, number>();
  for (const { id } of entries) if (!places.has(id)) places.set(id, places.size + 1);
  return fixed`
    insert into contact_key (workspace_id, kind, value, subject_id)
    select ${workspaceId}::uuid, k.kind, k.value, (${[...places.keys()]}::uuid[])[k.place]
    from unnest(${entries.map((entry) => entry.letter)}::"char"[], ${entries.map((entry) => entry.value)}::text[],
                ${entries.map((entry) => String(places.get(entry.id)))}::integer[]) as k(kind, value, place)`;
}

/** As good as the order of bytes; a sort in the database costs several times as much. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Only what differs from the keys that stand there is written. */
export async function replaceKeys(
  trx: Db<ContactsTables>,
  workspaceId: string,
  subject: Subject,
  owners: readonly SubjectKeys[],
  words?: Set<string>,
): Promise<void> {
  const standing = await findKeys(
    trx,
    workspaceId,
    owners.map(({ id }) => id),
  );
  const changes = owners.map(({ id, keys }) => ({ id, ...difference(standing.get(id) ?? [], keys) }));
  const gone = changes.flatMap((change) => change.gone.map((key) => ({ ...key, id: change.id })));
  if (gone.length > 0) {
    await sql`
      delete from contact_key k
      using unnest(${gone.map((key) => letterOf(subject, key.kind))}::"char"[], ${gone.map((key) => key.value)}::text[], ${gone.map((key) => key.id)}::uuid[])
        as g(kind, value, id)
      where k.workspace_id = ${workspaceId} and k.kind = g.kind and k.value = g.value and k.subject_id = g.id
    `.execute(trx);
  }
  await insertKeys(
    trx,
    workspaceId,
    subject,
    changes.map(({ id, fresh }) => ({ id, keys: fresh })),
    words,
  );
}

async function findKeys(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Key[]>> {
  const { rows } = await sql<{ id: string; letter: string; value: string }>`
    select subject_id as id, kind as letter, value from contact_key
    where workspace_id = ${workspaceId} and subject_id = any(${ids}::uuid[])
  `.execute(db);
  const keys = rows.map(({ id, letter, value }) => ({ id, kind: kindOf(letter), value }));
  return Map.groupBy(keys, (key) => key.id);
}

export async function deleteKeys(trx: Db<ContactsTables>, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from contact_key where workspace_id = ${workspaceId} and subject_id = any(${ids}::uuid[])`.execute(
    trx,
  );
}

/** In order, so that two imports with the same new words wait for each other instead of in a ring. Word by word, as `findByKeys` goes key by key. */
export async function learnWords(
  trx: Db<ContactsTables>,
  workspaceId: string,
  words: readonly string[],
): Promise<void> {
  if (words.length === 0) return;
  await fixed`
    insert into search_word (workspace_id, word)
    select ${workspaceId}::uuid, w.word from unnest(${words}::text[]) as w(word)
    where (select true from search_word s where s.workspace_id = ${workspaceId} and s.word = w.word) is null
    order by w.word
    on conflict do nothing
  `.execute(trx);
}

/**
 * Who stands under these keys; only those the asker may see. Key by key along the index, which `offset` and the inner `select` hold the planner to: as a join it would be planned while the first list has
 * hardly begun, as one walk over all there is, and go on so while the list fills the table.
 */
export async function findByKeys(
  db: Db<ContactsTables>,
  workspaceId: string,
  subject: Subject,
  keys: readonly Key[],
): Promise<{ kind: KeyKind; value: string; id: string }[]> {
  const table = subject === 'contact' ? sql`contact` : sql`company`;
  const { rows } = await sql<{ kind: KeyKind; value: string; id: string }>`
    select w.kind, k.value, k.subject_id as id
    from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => letterOf(subject, key.kind))}::"char"[], ${keys.map((key) => key.value)}::text[])
      as w(kind, letter, value)
    cross join lateral (
      select k.value, k.subject_id from contact_key k
      where k.workspace_id = ${workspaceId} and k.kind = w.letter and k.value = w.value
        and (select true from ${table} r where r.workspace_id = ${workspaceId} and r.id = k.subject_id)
      offset 0
    ) k
    order by k.subject_id
  `.execute(db);
  return rows;
}

/** Ids alone, along one stretch of the index, without a look at the records. */
export async function findInRange(
  db: Db<ContactsTables>,
  workspaceId: string,
  subject: Subject,
  range: KeyRange,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.subject_id as id from contact_key k
    where ${inRanges(sql`k`, workspaceId, subject, [range])}
    order by k.value
    limit ${most}`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}
