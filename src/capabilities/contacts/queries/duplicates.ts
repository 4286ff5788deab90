import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Duplicate } from '../contract.ts';
import type { Key } from '../rules/keys.ts';
import { numberBeginnings } from '../rules/phones.ts';
import type { ContactsTables } from '../schema.ts';
import { letterOf } from './parts.ts';

/** Who stands under exactly this number or address already; at most ten. */
export async function findDuplicates(
  db: Db<ContactsTables>,
  workspaceId: string,
  { phone, email }: { phone?: string | undefined; email?: string | undefined },
): Promise<Duplicate[]> {
  const keys: Key[] = [
    ...numberBeginnings(phone ?? '').map((value) => ({ kind: 'phone' as const, value })),
    ...(email ? [{ kind: 'email' as const, value: email.toLowerCase() }] : []),
  ];
  if (keys.length === 0) return [];
  const { rows } = await sql<Duplicate>`
    select distinct on (c.id) c.id, c.name, f.name as company, c.city, c.owner_id, w.kind as matched
    from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => letterOf('contact', key.kind))}::"char"[], ${keys.map((key) => key.value)}::text[])
      as w(kind, letter, value)
    join contact_key k on k.workspace_id = ${workspaceId} and k.kind = w.letter and k.value = w.value
    join contact c on c.workspace_id = ${workspaceId} and c.id = k.subject_id
    left join company f on f.workspace_id = ${workspaceId} and f.id = c.company_id and f.removed_at is null
    order by c.id, w.kind desc
    limit 10
  `.execute(db);
  return rows;
}
