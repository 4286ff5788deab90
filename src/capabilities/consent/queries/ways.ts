import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { WayReport } from '../contract.ts';
import type { ConsentTables } from '../schema.ts';

/** Each form: opened, sent, confirmed over mailbox or number, and taken back since, over the link or in any other way. */
export async function reportForms(db: Db<ConsentTables>, workspaceId: string, since: Date): Promise<WayReport[]> {
  const { rows } = await sql<WayReport>`
    select 'form' as way, f.id, f.name, null::int as sent, coalesce(v.shown, 0)::int as shown, coalesce(r.begun, 0)::int as begun,
           coalesce(r.confirmed, 0)::int as confirmed, coalesce(r.withdrawn, 0)::int as withdrawn
    from consent_form f
    left join lateral (
      select sum(views) as shown from consent_form_view v
      where v.workspace_id = f.workspace_id and v.form_id = f.id and v.day >= ${since}::date
    ) v on true
    left join lateral (
      select count(*) as begun, count(contact_id) as confirmed, count(*) filter (where contact_id is not null and (withdrawn_at is not null or exists (
               select 1 from consent_entry e
               where e.workspace_id = r.workspace_id and e.contact_id = r.contact_id and e.purpose = 'advertising' and e.state = 'denied'
                 and e.at >= coalesce(r.confirmed_at, r.number_confirmed_at)
                 and r.asked @> jsonb_build_array(jsonb_build_object('channel', e.channel))))) as withdrawn
      from consent_request r where r.workspace_id = f.workspace_id and r.form_id = f.id and r.letter_id is null and r.requested_at >= ${since}
    ) r on true
    where f.workspace_id = ${workspaceId} and (f.closed_at is null or v.shown > 0 or r.begun > 0)
    order by f.created_at desc, f.id desc
    limit 500
  `.execute(db);
  return rows;
}

/** What people said when they called, or signed in the showroom: one asking is one person at one moment. */
export async function reportSpoken(
  db: Db<ConsentTables>,
  workspaceId: string,
  way: 'incoming_call' | 'showroom',
  since: Date,
): Promise<WayReport> {
  const { rows } = await sql<Pick<WayReport, 'begun' | 'confirmed' | 'withdrawn'>>`
    with asked as (
      select contact_id, at, bool_or(state = 'granted') as agreed, array_agg(channel) filter (where state = 'granted') as channels
      from consent_entry
      where workspace_id = ${workspaceId} and purpose = 'advertising' and source = ${way} and at >= ${since} and retracts is null
        and (state = 'granted' or because = 'refused')
      group by contact_id, at
    )
    select count(*)::int as begun, count(*) filter (where agreed)::int as confirmed,
           count(*) filter (where agreed and exists (
             select 1 from consent_entry e
             where e.workspace_id = ${workspaceId} and e.contact_id = a.contact_id and e.purpose = 'advertising' and e.state = 'denied' and e.at > a.at
               and e.channel = any(a.channels)))::int as withdrawn
    from asked a
  `.execute(db);
  const [{ begun, confirmed, withdrawn } = { begun: 0, confirmed: 0, withdrawn: 0 }] = rows;
  return { way, id: null, name: null, sent: null, shown: null, begun, confirmed, withdrawn };
}
