import type { Channel, ConsentEntry, ConsentState, DirectoryCheck, Presumption } from './contract.ts';
import type { GateFacts } from './queries/gate.ts';
import type { DirectoryCheckRow, PresumptionRow } from './schema.ts';

/** The one place where a row of the ledger becomes what the outside sees. */
export function toEntryView(row: GateFacts['standing'][number]): ConsentEntry {
  return {
    id: row.id,
    contactId: row.contactId,
    channel: row.channel,
    state: row.state,
    because: row.because,
    at: row.at.toISOString(),
    source: row.source,
    wording: row.wording,
    proof: row.proof,
    recordedBy: row.recordedBy,
    recordedAt: row.recordedAt.toISOString(),
  };
}

export function toStandingView(about: GateFacts, channel: Channel): ConsentState {
  const entry = about.standing.find((each) => each.channel === channel);
  if (!entry || entry.state === 'unknown') return { state: 'unknown' };
  return { state: entry.state, entry: toEntryView(entry) };
}

export function toPresumptionView(row: Omit<PresumptionRow, 'workspaceId' | 'contactId'>): Presumption {
  return {
    basis: row.basis,
    reason: row.reason,
    recordedBy: row.recordedBy,
    recordedAt: row.recordedAt.toISOString(),
  };
}

export function toDirectoryView(row: Omit<DirectoryCheckRow, 'workspaceId' | 'contactId'>): DirectoryCheck {
  return {
    listing: row.listing,
    customer: row.customer,
    checkedBy: row.checkedBy,
    checkedAt: row.checkedAt.toISOString(),
  };
}
