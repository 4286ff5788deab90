import type { ColumnType } from 'kysely';
import type { PermitId } from '#platform/ports';
import type { Permit, StepKind, DispositionMeaning } from './contract.ts';

export type CallsTables = { call: CallTable; disposition: DispositionRow };

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
