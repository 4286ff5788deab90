import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import { companyChanged, type ContactsTables, findCompaniesByIds } from '#contacts';
import { companiesIn, industriesOf, type IndustryOf } from '../rules/industry.ts';
import type { StoryEvent } from '../rules/story.ts';

/** Whose events, and up to when. */
export type Whose = { key: string; contactId: string | null; dealId: string | null; before: Date };

/** What features are made of; neighbours downstream by their names. */
const told = [
  'deals.created',
  'deals.changed',
  'deals.stageChanged',
  'deals.won',
  'deals.lost',
  'deals.reopened',
  'deals.removed',
  'deals.restored',
  'calls.logged',
  'calls.removed',
  'calls.missed',
  'meetings.planned',
  'meetings.changed',
  'meetings.cancelled',
  'meetings.held',
  'meetings.missed',
  'meetings.reopened',
  'next-steps.created',
  'next-steps.done',
  'next-steps.dropped',
  'next-steps.reopened',
  'consent.recorded',
  'consent.mailWritten',
  'leads.visitRecorded',
];
/** The latest so many before the moment tell enough about anybody. */
const most = 300;

/**
 * The events of people and deals before a moment. With `changes`, also what was changed about the people since they came in, so that a record can be wound back to its moment; for what is known now nothing has to be. By key; one walk
 * down event_contact or event_deal for each. Notes and texts that people wrote are not read.
 */
export async function storiesOf(
  db: Db<Pick<PlatformTables, 'event'>>,
  workspaceId: string,
  whose: readonly Whose[],
  { changes }: { changes: boolean },
): Promise<Map<string, StoryEvent[]>> {
  if (whose.length === 0) return new Map();
  const columns = sql`id, type, occurred_at, recorded_at, actor_kind, deal_id, payload - '{note,text,subject,title,name}'::text[] as payload`;
  const latest = sql`order by occurred_at desc, id desc limit ${most}`;
  const walks = [
    sql`(select ${columns} from event
       where workspace_id = ${workspaceId} and contact_id = w."contactId" and occurred_at < w.before and type = any(${told}::text[]) ${latest})`,
  ];
  // Without a deal this walk could find nothing, but would look through all deals' events for it.
  if (whose.some(({ dealId }) => dealId !== null))
    walks.push(
      sql`(select ${columns} from event
       where workspace_id = ${workspaceId} and deal_id = w."dealId" and occurred_at < w.before and type = any(${told}::text[]) ${latest})`,
    );
  if (changes)
    walks.push(
      sql`(select ${columns} from event
       where workspace_id = ${workspaceId} and contact_id = w."contactId" and type = 'contacts.contactChanged' ${latest})`,
    );
  const { rows } = await sql<StoryEvent & { key: string }>`
    select w.key, e.* from jsonb_to_recordset(${JSON.stringify(whose)}::jsonb)
      as w(key text, "contactId" uuid, "dealId" uuid, before timestamptz)
    cross join lateral (${sql.join(walks, sql` union all `)}) e
  `.execute(db);
  const byKey = new Map<string, Map<string, StoryEvent>>();
  for (const { key, ...event } of rows) {
    const own = byKey.get(key) ?? new Map<string, StoryEvent>();
    byKey.set(key, own.set(event.id, event));
  }
  return new Map([...byKey].map(([key, events]) => [key, [...events.values()]]));
}

/** The industries of all companies for which these people work or worked, or to which it was sold, as they were known at any moment. */
export async function industriesIn(
  db: Db<Pick<PlatformTables, 'event'> & ContactsTables>,
  workspaceId: string,
  contacts: readonly { companyId: string | null }[],
  stories: ReadonlyMap<string, readonly StoryEvent[]>,
): Promise<IndustryOf> {
  const named = contacts.flatMap(({ companyId }) => companyId ?? []);
  const ids = [...new Set([...named, ...[...stories.values()].flatMap(companiesIn)])];
  if (ids.length === 0) return () => null;
  const [companies, { rows }] = await Promise.all([
    findCompaniesByIds(db, workspaceId, ids),
    sql<StoryEvent & { companyId: string }>`
      select company_id, id, type, occurred_at, recorded_at, actor_kind, null as deal_id,
        jsonb_build_object('changed', jsonb_build_object('industry', payload -> 'changed' -> 'industry')) as payload
      from event
      where workspace_id = ${workspaceId} and company_id = any(${ids}::uuid[]) and type = ${companyChanged.type}
        and payload -> 'changed' ? 'industry'
    `.execute(db),
  ]);
  return industriesOf(
    new Map(companies.map(({ id, industry }) => [id, industry])),
    Map.groupBy(rows, ({ companyId }) => companyId),
  );
}
