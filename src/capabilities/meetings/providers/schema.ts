import type { ColumnType } from 'kysely';
import type { ProviderKind, ProviderProblem } from '../contract/shapes.ts';
import type { ProviderSettings } from './contract.ts';

export type ProviderTables = {
  meetingProvider: Omit<ProviderRow, 'settings'> & { settings: ColumnType<ProviderSettings, string, string> };
  meetingProviderSecret: { workspaceId: string; providerId: string; sealed: Buffer };
  providerMeeting: ProviderMeetingRow;
  providerEvent: ProviderEventRow;
};

/** A workspace's account where meetings by video take place elsewhere. */
export type ProviderRow = {
  workspaceId: string;
  id: string;
  kind: ProviderKind;
  name: string;
  settings: ProviderSettings;
  /** Since when meetings by video take place there unless somebody says otherwise. */
  usualSince: Date | null;
  /** The latest message that can't have come from there, and why. */
  refusedAt: Date | null;
  refusal: string | null;
  /** No new meetings there; those that stand go on. */
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A meeting as it stands at a provider. */
export type ProviderMeetingRow = {
  workspaceId: string;
  meetingId: string;
  providerId: string;
  /** In whose account; it stays there, whoever hosts it later. */
  organizer: string;
  /** Since when it may have been made: written before anybody is asked, so that nobody makes a second. */
  askedAt: Date | null;
  externalId: string | null;
  joinUrl: string | null;
  madeAt: Date | null;
  /** The version of our meeting that stands there. */
  writtenVersion: number | null;
  problem: ProviderProblem | null;
  problemSince: Date | null;
  /** In a row, without success. */
  tries: number;
  wantedAt: Date;
  /** Since when it takes place in our own room instead. */
  gaveUpAt: Date | null;
  /** Since when its people think so, though it is tried once more. */
  toldOwnAt: Date | null;
};

/** What a provider told of a meeting; kept to know what was heard already. */
export type ProviderEventRow = {
  workspaceId: string;
  providerId: string;
  dedupeKey: string;
  externalId: string;
  type: 'host_came' | 'guest_came' | 'ended';
  at: Date;
  receivedAt: Date;
};
