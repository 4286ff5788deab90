import type {
  Channel,
  ConsentEntry,
  ConsentState,
  ContactUse,
  DirectoryCheck,
  Keeping,
  Presumption,
} from './contract.ts';
import type { GateFacts } from './queries/gate.ts';
import type { UsedPermit } from './queries/permits.ts';
import { keepUntil } from './rules/keeping.ts';
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

export function toKeeping(
  entry: Pick<ConsentEntry, 'state' | 'at'> | undefined,
  lastUsedAt: Date | undefined,
  zone: string,
): Keeping | null {
  if (entry?.state !== 'granted') return null;
  return {
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    keepUntil: keepUntil(new Date(entry.at), lastUsedAt ?? null, zone),
  };
}

export function toUseView(row: UsedPermit): ContactUse {
  return {
    permitId: row.permitId,
    act: row.act,
    actId: row.actId,
    channel: row.channel,
    address: row.address,
    purpose: row.purpose,
    basis: row.basis,
    norm: row.norm,
    ruleVersion: row.ruleVersion,
    entryId: row.entryId,
    usedAt: row.usedAt.toISOString(),
    usedBy: row.usedBy,
  };
}
