import type { ColumnType } from 'kysely';
import type { PermitId } from '#platform/ports';
import type { PermitRequest, Purpose } from '#consent/contract';
import type { DispositionMeaning, LineCallState, PassedBecause, Permit, StepKind } from './contract.ts';

export type CallsTables = {
  call: CallTable;
  disposition: DispositionRow;
  dialerList: DialerListRow;
  dialerEntry: DialerEntryRow;
  dialerSession: DialerSessionRow;
  callClaim: CallClaimRow;
  lineCall: LineCallRow;
};

export type DispositionRow = {
  workspaceId: string;
  id: string;
  name: string;
  meaning: DispositionMeaning;
  nextKind: StepKind | null;
  nextAfterDays: number | null;
  position: number;
  archivedAt: Date | null;
  version: number;
};

export type CallRow = {
  workspaceId: string;
  id: string;
  contactId: string;
  dealId: string | null;
  userId: string;
  direction: 'inbound' | 'outbound';
  /** E.164; null when an incoming call showed none. */
  number: string | null;
  /** The gate's answer that allowed an outgoing call. Null: incoming, or history of another system. */
  permit: Permit | null;
  permitId: string | null;
  startedAt: Date;
  endedAt: Date | null;
  durationSeconds: number | null;
  /** Null while nobody has said how it ended. */
  dispositionId: string | null;
  note: string | null;
  /** Off the record; an outgoing call stays evidence all the same. */
  removedAt: Date | null;
  removedBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A call of our own doing: an outgoing one can't be written down without the permit it was made on. */
export type PlacedCall = Omit<CallRow, 'direction' | 'permit' | 'permitId'> &
  (
    | { direction: 'inbound'; permit: null; permitId: null }
    | { direction: 'outbound'; permit: Permit; permitId: PermitId }
  );

/** A permit is written once, with the call, and never changed. */
type CallTable = Omit<CallRow, 'permit'> & { permit: ColumnType<Permit | null, string | null, never> };

/** People to be called one after the other. Those who begin with the same list share it. */
export type DialerListRow = {
  workspaceId: string;
  id: string;
  name: string;
  /** Filters and order it was read with; null: people somebody named. */
  query: unknown;
  onlyOwnOf: string | null;
  people: number;
  readAt: Date;
  readBy: string;
};

export type DialerEntryRow = {
  workspaceId: string;
  listId: string;
  position: number;
  contactId: string;
  purpose: Purpose;
  request: PermitRequest | null;
  /** How it went with them in this list; null: not yet their turn. */
  settled: 'called' | 'refused' | 'skipped' | null;
  because: PassedBecause | null;
  /** Refused for now: their turn comes again. */
  againAt: Date | null;
  settledAt: Date | null;
  settledBy: string | null;
};

export type DialerSessionRow = {
  workspaceId: string;
  id: string;
  userId: string;
  listId: string;
  paceSeconds: number | null;
  startedAt: Date;
  pausedAt: Date | null;
  endedAt: Date | null;
  /** When the open page last said that it is there. */
  seenAt: Date;
};

/** Who has a person on the line, or is about to. */
export type CallClaimRow = {
  workspaceId: string;
  contactId: string;
  userId: string;
  /** The dialer it was made in; null: a call begun elsewhere. */
  sessionId: string | null;
  purpose: Purpose;
  request: PermitRequest | null;
  claimedAt: Date;
  leaseUntil: Date;
};

/** A call as its carrier tells it. The conversation hangs on it once it is known with whom it is. */
export type LineCallRow = {
  workspaceId: string;
  id: string;
  lineId: string;
  /** The carrier's name for it; null until it has given one. */
  externalId: string | null;
  parentId: string | null;
  direction: 'inbound' | 'outbound';
  /** The other side's, E.164; null: not shown. */
  number: string | null;
  contactId: string | null;
  callId: string | null;
  /** Who of us speaks, as far as known. */
  userId: string | null;
  /** At whom of us it rings, where the carrier said so; empty: for whoever the line is there for. */
  ringsFor: string[];
  state: LineCallState;
  rangAt: Date | null;
  answeredAt: Date | null;
  endedAt: Date | null;
  /** Why it ended, in the carrier's word. */
  cause: string | null;
  /** From when on the user's greeting speaks in it, and not the user. */
  messageAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};
