import type { ColumnType } from 'kysely';
import type { LineExtension, LineKind, LineSettings } from './contract.ts';
import type { CallEvent } from './provider.ts';

export type TelephonyTables = {
  line: LineTable;
  lineSecret: LineSecretRow;
  carrierEvent: CarrierEventTable;
  greeting: GreetingRow;
};

export type LineRow = {
  workspaceId: string;
  id: string;
  name: string;
  kind: LineKind;
  /** E.164; what the called person sees. */
  number: string;
  /** Null: the whole team's. */
  userId: string | null;
  settings: LineSettings;
  /** Whose is what, in the carrier's words; what is left out, nobody's in particular. */
  extensions: LineExtension[];
  hookVersion: number;
  refusedAt: Date | null;
  refusal: string | null;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
  version: number;
};
type LineTable = Omit<LineRow, 'settings' | 'extensions'> & {
  settings: ColumnType<LineSettings, string, string>;
  extensions: ColumnType<LineExtension[], string, string>;
};

/** What a user leaves on mailboxes; 16 bit at 8 kHz. */
export type GreetingRow = { workspaceId: string; userId: string; samples: Buffer; recordedAt: Date };

export type LineSecretRow = { workspaceId: string; lineId: string; sealed: Buffer };

export type CarrierEventRow = {
  workspaceId: string;
  id: string;
  lineId: string;
  provider: LineKind;
  externalId: string;
  dedupeKey: string;
  event: CallEvent;
  raw: string;
  receivedAt: Date;
};
type CarrierEventTable = Omit<CarrierEventRow, 'event'> & { event: ColumnType<unknown, string, never> };
