import type {
  Channel,
  ConsentEntry,
  ConsentForm,
  ConsentRequest,
  ConsentState,
  ContactUse,
  DirectoryCheck,
  Keeping,
  LetterBatch,
  Presumption,
  ProofFile,
  RecordingAgreement,
  Showroom,
  SuppressionList,
  Wording,
} from './contract.ts';
import type { GateFacts } from './queries/gate.ts';
import type { FiledProof } from './queries/evidence.ts';
import type { UsedPermit } from './queries/permits.ts';
import { keepUntil } from './rules/keeping.ts';
import type { OpenShowroom } from './queries/showroom.ts';
import type { WaitingRequest } from './queries/requests.ts';
import { publicKey } from '#platform/public-key';
import type {
  ConsentFormRow,
  ConsentEntryRow,
  LetterBatchRow,
  ConsentWordingRow,
  DirectoryCheckRow,
  PresumptionRow,
  RecordingAgreementRow,
  SuppressionListRow,
} from './schema.ts';

/** The one place where a row of the ledger becomes what the outside sees. */
export function toEntryView(row: GateFacts['standing'][number]): ConsentEntry {
  return {
    id: row.id,
    contactId: row.contactId,
    channel: row.channel,
    purpose: row.purpose,
    state: row.state,
    because: row.because,
    at: row.at.toISOString(),
    source: row.source,
    wording: row.wording,
    wordingId: row.wordingId,
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

export function toRecordingStanding(word: ConsentEntryRow | undefined): ConsentState {
  return !word || word.state === 'unknown' ? { state: 'unknown' } : { state: word.state, entry: toEntryView(word) };
}

export function toAgreementView(row: RecordingAgreementRow | undefined): RecordingAgreement {
  return { state: row?.state ?? null, wording: row?.wording ?? null, at: row?.at.toISOString() ?? null };
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

export function toProofView(row: FiledProof): ProofFile {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.mediaType,
    bytes: row.bytes,
    sha256: row.sha256.toString('hex'),
    addedBy: row.addedBy,
    addedAt: row.addedAt.toISOString(),
  };
}

/** `rows`: all versions, the latest of each first. */
export function toWordingViews(rows: readonly ConsentWordingRow[]): Wording[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const kind = `${row.channel} ${row.purpose}`;
    const current = !seen.has(kind);
    seen.add(kind);
    return toWordingView(row, current);
  });
}

export function toWordingView(row: ConsentWordingRow, current: boolean): Wording {
  return {
    id: row.id,
    channel: row.channel,
    purpose: row.purpose,
    version: row.version,
    text: row.text,
    releasedBy: row.releasedBy,
    releasedAt: row.releasedAt.toISOString(),
    current,
  };
}

export function toSuppressionListView(row: SuppressionListRow): SuppressionList {
  return {
    id: row.id,
    name: row.name,
    entries: row.entries,
    unreadable: row.unreadable,
    addedBy: row.addedBy,
    addedAt: row.addedAt.toISOString(),
  };
}

/** `house`: where people reach us. */
export function toFormView(row: ConsentFormRow, house: string): ConsentForm {
  return {
    id: row.id,
    name: row.name,
    heading: row.heading,
    intro: row.intro,
    privacyUrl: row.privacyUrl,
    callNumber: row.callNumber,
    channels: row.channels,
    address: `${house}/ja/${publicKey(row.workspaceId, row.key)}`,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** Without the code: it is what the person must say. */
export function toRequestView(row: WaitingRequest): ConsentRequest {
  return {
    id: row.id,
    formId: row.formId,
    form: row.form,
    name: [row.firstName, row.lastName].filter(Boolean).join(' '),
    email: row.email,
    phone: row.phone,
    channels: row.asked.map(({ channel }) => channel),
    requestedAt: row.requestedAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    numberConfirmedAt: row.numberConfirmedAt?.toISOString() ?? null,
    contactId: row.contactId,
  };
}

export function toBatchView(row: LetterBatchRow & { permitted: number }): LetterBatch {
  return {
    id: row.id,
    name: row.name,
    formId: row.formId,
    state: row.state,
    households: row.households,
    permitted: row.permitted,
    printed: row.printed,
    leftOut: row.leftOut,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function toShowroomView(row: OpenShowroom): Showroom {
  return {
    id: row.id,
    name: row.name,
    cards: row.cards,
    startedBy: row.startedBy,
    startedAt: row.startedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
