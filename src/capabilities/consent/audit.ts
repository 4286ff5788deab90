import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import {
  countPermits,
  findEvidenceFaults,
  findLostEntries,
  findPermitFaults,
  listSealedEntries,
  type SealedEntry,
} from './queries/audit.ts';
import { evidenceSha256 } from './rules/entry.ts';
import type { ConsentTables } from './schema.ts';

export type LedgerFault = {
  what:
    | 'entry_changed'
    | 'entry_unsealed'
    | 'entries_missing'
    | 'permit_changed'
    | 'permit_missing'
    | 'permit_smuggled'
    | 'proof_broken'
    | 'wording_broken';
  /** Of the entry, the permit, or the person whose entries are gone. */
  id: string;
};
export type LedgerAudit = { entries: number; permits: number; faults: LedgerFault[] };

/**
 * Holds every entry, permit and use against the event that announced it. The events are sealed in the workspace's chain, which is verified on
 * its own: what agrees with it has not been touched since.
 */
export async function verifyLedger(
  db: Db<ConsentTables & Pick<PlatformTables, 'event'>>,
  workspaceId: string,
): Promise<LedgerAudit> {
  const faults: LedgerFault[] = [];
  let entries = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await listSealedEntries(db, workspaceId, { after, limit: 1000 });
    for (const entry of page) {
      if (!entry.payload) faults.push({ what: 'entry_unsealed', id: entry.id });
      else if (!isAsAnnounced(entry, entry.payload)) faults.push({ what: 'entry_changed', id: entry.id });
    }
    entries += page.length;
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
  }
  for (const { contactId } of await findLostEntries(db, workspaceId))
    faults.push({ what: 'entries_missing', id: contactId });
  for (const { permitId, what } of await findPermitFaults(db, workspaceId))
    faults.push({ what: `permit_${what}`, id: permitId });
  for (const { id, what } of await findEvidenceFaults(db, workspaceId)) faults.push({ what: `${what}_broken`, id });
  return { entries, permits: await countPermits(db, workspaceId), faults };
}

function isAsAnnounced(entry: SealedEntry, told: Record<string, unknown>): boolean {
  return (
    told['contactId'] === entry.contactId &&
    told['channel'] === entry.channel &&
    (told['purpose'] ?? 'advertising') === entry.purpose &&
    told['state'] === entry.state &&
    told['because'] === entry.because &&
    told['source'] === entry.source &&
    told['at'] === entry.at.toISOString() &&
    told['evidenceSha256'] === evidenceSha256(entry.wording, entry.proof)
  );
}
