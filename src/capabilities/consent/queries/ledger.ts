import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Channel } from '../contract.ts';
import type { LedgerEntry } from '../rules/ledger.ts';
import type { ConsentEntryRow, ConsentStateRow, ConsentTables } from '../schema.ts';

/** One channel of one contact: what a state belongs to, and what is locked while its ledger grows. */
export type ChannelKey = { contactId: string; channel: Channel };

/**
 * Takes the lock of each channel until the end of the transaction, so that of two who write at once the second decides over the entries
 * of both; always in the same order: no deadlocks. A channel without history gets the state that is offered; the answer names the others.
 */
export async function claimChannels(
  db: Db<ConsentTables>,
  workspaceId: string,
  offered: readonly Omit<ConsentStateRow, 'workspaceId'>[],
): Promise<ChannelKey[]> {
  const { rows } = await sql<Omit<ConsentStateRow, 'workspaceId' | 'state'>>`
    insert into consent_state (workspace_id, contact_id, channel, state, entry_id)
    select ${workspaceId}::uuid, r.contact_id, r.channel, r.state, r.entry_id
    from jsonb_to_recordset(${recordsOf(offered)}::jsonb) as r(contact_id uuid, channel text, state text, entry_id uuid)
    order by r.contact_id, r.channel
    on conflict (workspace_id, contact_id, channel) do update set state = consent_state.state
    returning contact_id, channel, entry_id
  `.execute(db);
  const taken = new Set(offered.map(({ entryId }) => entryId).filter((id) => id !== null));
  return rows.filter((row) => row.entryId === null || !taken.has(row.entryId));
}

/** One statement whatever the number of rows. */
export async function insertEntries(
  db: Db<ConsentTables>,
  workspaceId: string,
  entries: readonly ConsentEntryRow[],
): Promise<void> {
  const rows = entries.map((entry) => ({
    id: entry.id,
    contact_id: entry.contactId,
    channel: entry.channel,
    purpose: entry.purpose,
    state: entry.state,
    because: entry.because,
    at: entry.at,
    source: entry.source,
    wording: entry.wording,
    proof: entry.proof,
    recorded_by: entry.recordedBy,
    recorded_at: entry.recordedAt,
    import_id: entry.importId,
    retracts: entry.retracts,
    wording_id: entry.wordingId,
  }));
  await sql`
    insert into consent_entry (workspace_id, id, contact_id, channel, purpose, state, because, at, source, wording, proof, recorded_by, recorded_at, import_id, retracts, wording_id)
    select ${workspaceId}::uuid, r.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id uuid, contact_id uuid, channel text, purpose text, state text, because text, at timestamptz, source text, wording text, proof jsonb,
      recorded_by uuid, recorded_at timestamptz, import_id uuid, retracts uuid, wording_id uuid)
  `.execute(db);
}

/** The whole ledger of these contacts, of what concerns the gate. */
export function findLedgers(
  db: Db<ConsentTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<(LedgerEntry & { contactId: string; importId: string | null })[]> {
  return db
    .selectFrom('consentEntry')
    .select([
      'contactId',
      'id',
      'channel',
      'state',
      'because',
      'at',
      'source',
      'wording',
      'proof',
      'importId',
      'retracts',
    ])
    .where('workspaceId', '=', workspaceId)
    .where('purpose', '=', 'advertising')
    .where(sql<boolean>`contact_id = any(${contactIds}::uuid[])`)
    .execute();
}

export async function updateStates(
  db: Db<ConsentTables>,
  workspaceId: string,
  states: readonly Omit<ConsentStateRow, 'workspaceId'>[],
): Promise<void> {
  await sql`
    update consent_state s set state = r.state, entry_id = r.entry_id
    from jsonb_to_recordset(${recordsOf(states)}::jsonb) as r(contact_id uuid, channel text, state text, entry_id uuid)
    where s.workspace_id = ${workspaceId} and s.contact_id = r.contact_id and s.channel = r.channel
  `.execute(db);
}

function recordsOf(states: readonly Omit<ConsentStateRow, 'workspaceId'>[]): string {
  return JSON.stringify(
    states.map(({ contactId, channel, state, entryId }) => ({
      contact_id: contactId,
      channel,
      state,
      entry_id: entryId,
    })),
  );
}

/** A page of a contact's ledger, the latest word first. */
export function listEntries(
  db: Db<ConsentTables>,
  key: { workspaceId: string; contactId: string },
  page: { before: { at: Date; id: string } | undefined; limit: number },
): Promise<ConsentEntryRow[]> {
  const { before } = page;
  return db
    .selectFrom('consentEntry')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('contactId', '=', key.contactId)
    .$if(before !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('at', 'id'), '<', tuple(before?.at ?? new Date(0), before?.id ?? '')),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** The next contacts about whom an import has written, in the order of their ids. */
export async function findImportedParties(
  db: Db<ConsentTables>,
  workspaceId: string,
  importId: string,
  page: { afterId: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('consentEntry')
    .select('contactId')
    .distinct()
    .where('workspaceId', '=', workspaceId)
    .where('importId', '=', importId)
    .$if(page.afterId !== undefined, (query) => query.where('contactId', '>', page.afterId ?? ''))
    .orderBy('contactId')
    .limit(page.limit)
    .execute();
  return rows.map(({ contactId }) => contactId);
}

/** The channels of these contacts in which an import has written. */
export function findImported(
  db: Db<ConsentTables>,
  workspaceId: string,
  importId: string,
  contactIds: readonly string[],
): Promise<ChannelKey[]> {
  return db
    .selectFrom('consentEntry')
    .select(['contactId', 'channel'])
    .distinct()
    .where('workspaceId', '=', workspaceId)
    .where('importId', '=', importId)
    .where(sql<boolean>`contact_id = any(${contactIds}::uuid[])`)
    .execute();
}

/** Those of these contacts of whom the ledger has heard from elsewhere too. */
export async function findSpokenElsewhere(
  db: Db<ConsentTables>,
  workspaceId: string,
  importId: string,
  contactIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('consentEntry')
    .select('contactId')
    .distinct()
    .where('workspaceId', '=', workspaceId)
    .where('importId', 'is distinct from', importId)
    .where(sql<boolean>`contact_id = any(${contactIds}::uuid[])`)
    .execute();
  return rows.map(({ contactId }) => contactId);
}

/**
 * The one way an entry leaves the ledger: the person it was about goes with the list that brought both. No state may still rest on it; a channel without
 * history is left as if nothing had been.
 */
export async function deleteImported(
  db: Db<ConsentTables>,
  workspaceId: string,
  importId: string,
  contactIds: readonly string[],
): Promise<void> {
  const ofThese = sql<boolean>`contact_id = any(${contactIds}::uuid[])`;
  await Promise.all([
    db
      .deleteFrom('consentEntry')
      .where('workspaceId', '=', workspaceId)
      .where('importId', '=', importId)
      .where(ofThese)
      .execute(),
    db
      .deleteFrom('consentState')
      .where('workspaceId', '=', workspaceId)
      .where('state', '=', 'unknown')
      .where(ofThese)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('consentEntry')
              .select('consentEntry.id')
              .where('consentEntry.workspaceId', '=', workspaceId)
              .whereRef('consentEntry.contactId', '=', 'consentState.contactId')
              .whereRef('consentEntry.channel', '=', 'consentState.channel'),
          ),
        ),
      )
      .execute(),
  ]);
}
