import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Channel, ContactAct, DeniedBecause, Listing, PartyKind, PresumptionBasis } from '../contract.ts';
import type { ConsentEntryRow, ConsentTables } from '../schema.ts';

/** Everything the gate weighs about one contact. */
export type GateFacts = {
  contactId: string;
  kind: PartyKind;
  name: string;
  country: string | null;
  postalCode: string | null;
  city: string | null;
  presumption: { basis: PresumptionBasis; reason: string; recordedBy: string; recordedAt: Date } | null;
  directory: { listing: Listing; customer: boolean; checkedBy: string; checkedAt: Date } | null;
  /** The entry that decides, for each channel that has one. */
  standing: Omit<ConsentEntryRow, 'workspaceId' | 'importId' | 'retracts'>[];
  /** Since when one of their numbers, or one of their addresses, stands on a suppression list. */
  suppressedPhone: Date | null;
  suppressedEmail: Date | null;
  /** The latest contacts that were made for advertising. */
  tries: { act: ContactAct; at: Date }[];
};

/** One statement for any number of contacts; those the asker may not see are not there. */
export async function findGateFacts(
  db: Db<ConsentTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<GateFacts[]> {
  const { rows } = await sql<FactsRow>`
    select p.contact_id, p.kind, p.name, p.country, p.postal_code, p.city,
           b.basis, b.reason, b.recorded_by, b.recorded_at,
           d.listing, d.customer, d.checked_by, d.checked_at,
           case when k.inside is null then null else ${since(sql`p.phones`)} end as suppressed_phone,
           case when k.inside is null then null else ${since(sql`p.emails`)} end as suppressed_email,
           (select json_agg(json_build_object('act', t.act, 'at', t.used_at)) from (
             select c.act, c.used_at from contact_use c
             join contact_permit r on r.workspace_id = c.workspace_id and r.id = c.permit_id and r.purpose in ('advertising', 'ask_consent')
             where c.workspace_id = p.workspace_id and c.contact_id = p.contact_id order by c.used_at desc limit 50) t) as tries,
           (select json_agg(json_build_object(
                     'id', e.id, 'contactId', e.contact_id, 'channel', e.channel, 'purpose', e.purpose, 'state', e.state, 'because', e.because, 'at', e.at,
                     'source', e.source, 'wording', e.wording, 'wordingId', e.wording_id, 'proof', e.proof, 'recordedBy', e.recorded_by, 'recordedAt', e.recorded_at))
            from consent_state s join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id
            where s.workspace_id = p.workspace_id and s.contact_id = p.contact_id) as standing
    from contact_party p
    left join presumption b on b.workspace_id = p.workspace_id and b.contact_id = p.contact_id
    left join directory_check d on d.workspace_id = p.workspace_id and d.contact_id = p.contact_id
    left join suppression_key k on k.workspace_id = p.workspace_id
    where p.workspace_id = ${workspaceId} and p.contact_id = any(${contactIds}::uuid[])
  `.execute(db);
  return rows.map(toFacts);
}

/** Since when one of these values of `p` stands on a list. On our own, what the contact's own objection put there does not count: of them the ledger tells. */
function since(values: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select least(
      min((select min(u.added_at) from suppression u where u.workspace_id = p.workspace_id and u.hash = h.hash)),
      min((select min(o.added_at) from own_suppression o
           where o.workspace_id = p.workspace_id and o.hash = h.hash and o.contact_id is distinct from p.contact_id)))
    from (select ${keyed} as hash from jsonb_array_elements(${values}) as v offset 0) h)`;
}

/** The hash of the number or address `v` under the key `k`. */
const keyed = sql`sha256(k.outside || sha256(k.inside || convert_to(lower(v ->> 'value'), 'UTF8')))`;

/** Who cannot be contacted over the channel because of a list. The hash of every number of everybody: asked only where there is a list at all. */
function suppressedOver(workspaceId: string, channel: Channel): RawBuilder<unknown> {
  if (channel === 'post' || channel === 'visit') return sql`select null::uuid as contact_id where false`;
  const values = channel === 'email' ? sql`p.emails` : sql`p.phones`;
  return sql`
      select distinct h.contact_id from (
        select p.contact_id, ${keyed} as hash
        from suppression_key k, contact_party p, jsonb_array_elements(${values}) as v
        where k.workspace_id = ${workspaceId} and p.workspace_id = ${workspaceId}
          and (exists (select 1 from suppression where workspace_id = ${workspaceId})
            or exists (select 1 from own_suppression where workspace_id = ${workspaceId}))
        offset 0
      ) h
      where exists (select 1 from suppression u where u.workspace_id = ${workspaceId} and u.hash = h.hash)
         or exists (select 1 from own_suppression o
              where o.workspace_id = ${workspaceId} and o.hash = h.hash and o.contact_id is distinct from h.contact_id)`;
}

type FactsRow = Pick<GateFacts, 'contactId' | 'kind' | 'name' | 'country' | 'postalCode' | 'city'> & {
  basis: PresumptionBasis | null;
  reason: string;
  recordedBy: string;
  recordedAt: Date;
  listing: Listing | null;
  customer: boolean;
  checkedBy: string;
  checkedAt: Date;
  suppressedPhone: Date | null;
  suppressedEmail: Date | null;
  tries: { act: ContactAct; at: string }[] | null;
  standing: (Omit<GateFacts['standing'][number], 'at' | 'recordedAt'> & { at: string; recordedAt: string })[] | null;
};

function toFacts(row: FactsRow): GateFacts {
  const { contactId, kind, name, country, postalCode, city, basis, reason, recordedBy, recordedAt } = row;
  const { listing, customer, checkedBy, checkedAt } = row;
  return {
    contactId,
    kind,
    name,
    country,
    postalCode,
    city,
    presumption: basis && { basis, reason, recordedBy, recordedAt },
    directory: listing && { listing, customer, checkedBy, checkedAt },
    suppressedPhone: row.suppressedPhone,
    suppressedEmail: row.suppressedEmail,
    tries: (row.tries ?? []).map(({ act, at }) => ({ act, at: new Date(at) })),
    standing: (row.standing ?? []).map((entry) => ({
      ...entry,
      at: new Date(entry.at),
      recordedAt: new Date(entry.recordedAt),
    })),
  };
}

/** Contacts about which the gate gives one and the same answer, and how many they are. */
export type GateGroup = {
  kind: PartyKind;
  country: string | null;
  state: 'granted' | 'denied' | null;
  because: DeniedBecause | null;
  doubleOptIn: boolean;
  confirmedOver: Channel | null;
  advertiser: 'us' | 'other';
  prior: boolean;
  hasWording: boolean;
  hasReference: boolean;
  hasName: boolean;
  hasAddress: boolean;
  /** Another channel is granted. */
  elsewhere: Channel | null;
  basis: PresumptionBasis | null;
  listing: Listing | null;
  customer: boolean;
  /** A number or address of theirs that the channel uses stands on a list. */
  suppressed: boolean;
  contacts: number;
};

/** All contacts of which the consent tables or a suppression list know something for a channel. */
export async function countKnownGroups(
  db: Db<ConsentTables>,
  workspaceId: string,
  channel: Channel,
  at: Date,
): Promise<GateGroup[]> {
  const { rows } = await sql<GateGroup>`
    with known as (
      select contact_id,
             max(entry_id::text) filter (where channel = ${channel})::uuid as entry_id,
             max(channel) filter (where channel <> ${channel} and state = 'granted') as elsewhere
      from consent_state where workspace_id = ${workspaceId} and state <> 'unknown' group by contact_id
    ), suppressed as materialized (${suppressedOver(workspaceId, channel)}
    ), touched as (
      select contact_id from known
      union select contact_id from suppressed
      union select contact_id from presumption where workspace_id = ${workspaceId}
      union select contact_id from directory_check where workspace_id = ${workspaceId}
    )
    select p.kind, p.country, e.state, e.because,
           coalesce(e.source = 'double_opt_in', false) as double_opt_in, e.proof ->> 'confirmedOver' as confirmed_over,
           coalesce(e.proof ->> 'advertiser', 'us') as advertiser, coalesce(e.at <= ${at}, true) as prior,
           coalesce(btrim(e.wording) <> '', false) as has_wording,
           coalesce(btrim(e.proof ->> 'reference') <> '', false) as has_reference,
           coalesce(btrim(e.proof ->> 'personName') <> '', false) as has_name,
           coalesce(btrim(e.proof ->> 'personAddress') <> '', false) as has_address,
           k.elsewhere, b.basis, d.listing, coalesce(d.customer, false) as customer, u.contact_id is not null as suppressed,
           count(*) as contacts
    from touched t
    -- One by one through its key: what the ledger knows is a small part of all contacts, and hashing those would spill to the disk.
    join lateral (
      select kind, country from contact_party where workspace_id = ${workspaceId} and contact_id = t.contact_id offset 0
    ) p on true
    left join known k on k.contact_id = t.contact_id
    left join suppressed u on u.contact_id = t.contact_id
    left join consent_entry e on e.workspace_id = ${workspaceId} and e.id = k.entry_id
    left join presumption b on b.workspace_id = ${workspaceId} and b.contact_id = t.contact_id
    left join directory_check d on d.workspace_id = ${workspaceId} and d.contact_id = t.contact_id
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17
  `.execute(db);
  return rows;
}

/**
 * Among a selection (contact_id, created_at, has_phone) those whom the gate may allow a call for advertising, the latest `limit` of them; nobody else is
 * allowed: no country lets the telephone ring without a consent, a presumption or a look into the directory. `candidates` and `all` count the whole selection.
 */
export async function findCallCandidates(
  db: Db<ConsentTables>,
  workspaceId: string,
  selection: RawBuilder<unknown>,
  limit: number,
): Promise<{ contactIds: string[]; candidates: number; all: number }> {
  // Both sides first, then one against the other in memory: row level security hides from the planner how many there are.
  const { rows } = await sql<{ contactIds: string[] | null; candidates: number; all: number }>`
    with ground as materialized (
      select contact_id from consent_state where workspace_id = ${workspaceId} and channel = 'phone' and state = 'granted'
      union all select contact_id from presumption where workspace_id = ${workspaceId}
      union all select contact_id from directory_check where workspace_id = ${workspaceId}
    ), selected as materialized (${selection}),
    candidate as materialized (
      select contact_id, created_at from selected where has_phone and contact_id in (select contact_id from ground)
    )
    select (select count(*) from selected) as all, (select count(*) from candidate) as candidates,
           array(select contact_id from candidate order by created_at desc, contact_id desc limit ${limit}) as contact_ids
  `.execute(db);
  const [found] = rows;
  return { contactIds: found?.contactIds ?? [], candidates: found?.candidates ?? 0, all: found?.all ?? 0 };
}

/** All contacts by who they are before the law. */
export function countParties(
  db: Db<ConsentTables>,
  workspaceId: string,
): Promise<{ kind: PartyKind; country: string | null; contacts: number }[]> {
  return db
    .selectFrom('contactParty')
    .select(({ fn }) => ['kind', 'country', fn.countAll<number>().as('contacts')])
    .where('workspaceId', '=', workspaceId)
    .groupBy(['kind', 'country'])
    .execute();
}

export type StandingWanted = 'granted' | 'presumed' | 'denied' | 'unknown';

/** A page of contacts by where a channel stands, in the order in which they came to us. */
export async function listPartiesByStanding(
  db: Db<ConsentTables>,
  workspaceId: string,
  channel: Channel,
  standing: StandingWanted,
  page: { after: string; limit: number },
): Promise<string[]> {
  const state = (wanted: 'granted' | 'denied') => sql<{ contactId: string }>`
    select contact_id from consent_state
    where workspace_id = ${workspaceId} and channel = ${channel} and state = ${wanted} and contact_id > ${page.after}
    order by contact_id limit ${page.limit}`;
  const queries = {
    granted: () => state('granted'),
    denied: () => state('denied'),
    presumed: () => sql<{ contactId: string }>`
      select b.contact_id from presumption b
      where b.workspace_id = ${workspaceId} and b.contact_id > ${page.after}
        and not exists (select 1 from consent_state s
          where s.workspace_id = b.workspace_id and s.contact_id = b.contact_id and s.channel = ${channel} and s.state <> 'unknown')
      order by b.contact_id limit ${page.limit}`,
    // Subqueries that cannot become joins: most contacts are unknown, so walking them in order until the page is full reads little.
    unknown: () => sql<{ contactId: string }>`
      select p.contact_id from contact_party p
      where p.workspace_id = ${workspaceId} and p.contact_id > ${page.after}
        and (select true from consent_state s
          where s.workspace_id = p.workspace_id and s.contact_id = p.contact_id and s.channel = ${channel} and s.state <> 'unknown') is null
        and (select true from presumption b where b.workspace_id = p.workspace_id and b.contact_id = p.contact_id) is null
      order by p.contact_id limit ${page.limit}`,
  };
  const { rows } = await queries[standing]().execute(db);
  return rows.map((row) => row.contactId);
}
