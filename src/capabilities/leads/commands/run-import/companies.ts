import { type CompanyRow, insertCompanies } from '#contacts';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { newId } from '#platform/ids';
import type { ImportRow } from '../../rules.ts';
import { type ImportContext, type ImportWorld, ownerOf } from './context.ts';

export async function companiesFor(
  trx: Db<ImportWorld>,
  actor: Actor,
  context: ImportContext,
  rows: readonly ImportRow[],
  known: ReadonlyMap<string, CompanyRow>,
  words: Set<string>,
  now: Date,
): Promise<Map<string, string>> {
  const { record } = context;
  const named = new Map<string, ImportRow>();
  for (const row of rows) if (row.company && !named.has(row.company.name)) named.set(row.company.name, row);
  if (named.size === 0) return new Map();
  const missing = [...named].filter(([name]) => !known.has(name));
  const ids = new Map([...known].map(([name, company]) => [name, company.id]));
  // One company for all spellings of its name in this batch.
  const folded = new Map<string, string>();
  const fresh = missing.flatMap(([name, row]) => {
    const plain = name.toLowerCase().replace(/[\s.,&-]+/g, '');
    const twin = folded.get(plain);
    if (twin !== undefined) {
      ids.set(name, twin);
      return [];
    }
    const id = newId();
    folded.set(plain, id);
    ids.set(name, id);
    const alone = row.person === undefined && row.phones.length + row.emails.length + row.addresses.length === 0;
    return [
      {
        id,
        name,
        ownerId: ownerOf(row, context, actor),
        importId: record.id,
        source: row.source ?? record.options.source,
        ...(alone && companyOnly(row)),
      },
    ];
  });
  await insertCompanies(trx, actor, fresh, now, words);
  return ids;
}

/** A row that is about the company alone. */
function companyOnly(row: ImportRow) {
  return {
    website: row.websites[0] ?? null,
    tags: row.tags.slice(0, 50),
    note: row.note?.slice(0, 10_000) ?? null,
    externalId: row.externalId ?? null,
  };
}
