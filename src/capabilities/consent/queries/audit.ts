import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { Proof } from '../contract.ts';
import type { ConsentTables } from '../schema.ts';

type World = ConsentTables & Pick<PlatformTables, 'event'>;

export type SealedEntry = {
  id: string;
  contactId: string;
  channel: string;
  purpose: string;
  state: string;
  because: string | null;
  source: string;
  at: Date;
  wording: string | null;
  proof: Proof | null;
  /** What was announced when the entry was written. */
  payload: Record<string, unknown> | null;
};

/** The next entries of the ledger, each with the event that sealed it. */
export async function listSealedEntries(
  db: Db<World>,
  workspaceId: string,
  page: { after: string; limit: number },
): Promise<SealedEntry[]> {
  const { rows } = await sql<SealedEntry>`
    select e.id, e.contact_id, e.channel, e.purpose, e.state, e.because, e.source, e.at, e.wording, e.proof,
           (select v.payload from event v
            where v.workspace_id = e.workspace_id and v.contact_id = e.contact_id and v.type = 'consent.recorded'
              and v.payload ->> 'entryId' = e.id::text limit 1) as payload
    from consent_entry e
    where e.workspace_id = ${workspaceId} and e.id > ${page.after}
    order by e.id limit ${page.limit}
  `.execute(db);
  return rows;
}

/** People of whom more entries are gone than the undoing of imports has taken back. */
export async function findLostEntries(
  db: Db<World>,
  workspaceId: string,
): Promise<{ contactId: string; lost: number }[]> {
  const { rows } = await sql<{ contactId: string; lost: number }>`
    with told as (
      select v.contact_id, count(*) as entries from event v
      where v.workspace_id = ${workspaceId} and v.type = 'consent.recorded' group by 1
    ), undone as (
      select v.contact_id, sum((v.payload ->> 'entries')::bigint)::bigint as entries from event v
      where v.workspace_id = ${workspaceId} and v.type = 'consent.importRemoved' group by 1
    ), standing as (
      select contact_id, count(*) as entries from consent_entry where workspace_id = ${workspaceId} group by 1
    )
    select t.contact_id, t.entries - coalesce(u.entries, 0) - coalesce(s.entries, 0) as lost
    from told t left join undone u using (contact_id) left join standing s using (contact_id)
    where t.entries - coalesce(u.entries, 0) > coalesce(s.entries, 0)
    limit 20
  `.execute(db);
  return rows;
}

export type PermitFault = { permitId: string; what: 'changed' | 'missing' | 'smuggled' };

/** Permits and uses that are not as they were announced, are gone, or were never announced. */
export async function findPermitFaults(db: Db<World>, workspaceId: string): Promise<PermitFault[]> {
  const { rows } = await sql<PermitFault>`
    with issued as (
      select (payload ->> 'permitId')::uuid as id, payload from event
      where workspace_id = ${workspaceId} and type = 'consent.permitIssued'
    ), used as (
      select (payload ->> 'permitId')::uuid as id, payload from event
      where workspace_id = ${workspaceId} and type = 'consent.permitUsed'
    ), permit as (select * from contact_permit where workspace_id = ${workspaceId}),
    use as (select * from contact_use where workspace_id = ${workspaceId})
    (select coalesce(p.id, i.id) as permit_id,
            case when p.id is null then 'missing' when i.id is null then 'smuggled' else 'changed' end as what
     from permit p full join issued i on i.id = p.id
     where p.id is null or i.id is null or (
       p.contact_id::text, p.channel, p.address, p.purpose, p.basis, p.norm, p.rule_version, p.entry_id::text,
       coalesce(p.request, 'null'), p.valid_from, p.valid_until
     ) is distinct from (
       i.payload ->> 'person', i.payload ->> 'channel', i.payload ->> 'address', i.payload ->> 'purpose', i.payload ->> 'basis',
       i.payload ->> 'norm', i.payload ->> 'ruleVersion', i.payload ->> 'entryId', coalesce(i.payload -> 'request', 'null'),
       (i.payload ->> 'validFrom')::timestamptz, (i.payload ->> 'validUntil')::timestamptz
     ) limit 20)
    union all
    (select coalesce(u.permit_id, v.id),
            case when u.permit_id is null then 'missing' when v.id is null then 'smuggled' else 'changed' end
     from use u full join used v on v.id = u.permit_id
     where u.permit_id is null or v.id is null or (
       u.contact_id::text, u.entry_id::text, u.act, u.act_id::text, u.used_at
     ) is distinct from (
       v.payload ->> 'person', v.payload ->> 'entryId', v.payload ->> 'act', v.payload ->> 'actId',
       (v.payload ->> 'usedAt')::timestamptz
     ) limit 20)
  `.execute(db);
  return rows;
}

/** Pieces of evidence and wordings that are not what was announced, or are gone. */
export async function findEvidenceFaults(
  db: Db<World>,
  workspaceId: string,
): Promise<{ id: string; what: 'proof' | 'wording' }[]> {
  const { rows } = await sql<{ id: string; what: 'proof' | 'wording' }>`
    with proof as (
      select p.id, p.entry_id, p.contact_id, encode(f.sha256, 'hex') as sha256
      from consent_proof p join file f on f.workspace_id = p.workspace_id and f.id = p.file_id
      where p.workspace_id = ${workspaceId}
    ), added as (
      select (payload ->> 'proofId')::uuid as id, payload from event
      where workspace_id = ${workspaceId} and type = 'consent.proofAdded'
    ), wording as (select * from consent_wording where workspace_id = ${workspaceId}),
    released as (
      select (payload ->> 'wordingId')::uuid as id, payload from event
      where workspace_id = ${workspaceId} and type = 'consent.wordingReleased'
    )
    (select coalesce(p.id, a.id) as id, 'proof' as what
     from proof p full join added a on a.id = p.id
     where p.id is null or a.id is null
        or (p.entry_id::text, p.contact_id::text, p.sha256)
           is distinct from (a.payload ->> 'entryId', a.payload ->> 'contactId', a.payload ->> 'sha256') limit 20)
    union all
    (select coalesce(w.id, r.id), 'wording'
     from wording w full join released r on r.id = w.id
     where w.id is null or r.id is null
        or (w.channel, w.purpose, w.version::text, w.text)
           is distinct from (r.payload ->> 'channel', r.payload ->> 'purpose', r.payload ->> 'version', r.payload ->> 'text') limit 20)
  `.execute(db);
  return rows;
}

export async function countPermits(db: Db<World>, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('contactPermit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return count;
}
