import type { DeletedBecause, Party, RecordingMedia } from './contract.ts';

export type ConversationsTables = {
  recordingPolicy: RecordingPolicyRow;
  recording: RecordingRow;
  recordingSegment: RecordingSegmentRow;
  recordingTrack: RecordingTrackRow;
  recordingPart: RecordingPartRow;
  recordingListening: RecordingListeningRow;
};

export type RecordingPolicyRow = {
  workspaceId: string;
  /** Null: this workspace records nothing. */
  switchedOnAt: Date | null;
  keepDays: number;
  changedBy: string;
  changedAt: Date;
};

export type RecordingRow = {
  workspaceId: string;
  id: string;
  callId: string;
  contactId: string;
  /** Whose voice it is at our end. */
  userId: string;
  /** The words it lives on: of the person, and of the user. */
  entryId: string;
  agreementId: string;
  startedAt: Date;
  stoppedAt: Date | null;
  /** From then on it takes no more parts. */
  sealedAt: Date | null;
  /** Its sound lies in the file store. */
  keptAt: Date | null;
  /** When the latest part arrived. */
  heardAt: Date;
  deletedAt: Date | null;
  deletedBecause: DeletedBecause | null;
  /** What its sound is encrypted with, itself sealed. Null: nobody can listen any more, whatever still lies on a disk. */
  key: Buffer | null;
};

/** A stretch without a pause, on a permit of its own. */
export type RecordingSegmentRow = {
  workspaceId: string;
  recordingId: string;
  number: number;
  permitId: string;
  mediaType: RecordingMedia;
  openedAt: Date;
  /** Null until all of it has arrived. */
  durationMs: number | null;
};

export type RecordingTrackRow = {
  workspaceId: string;
  recordingId: string;
  segment: number;
  party: Party;
  bytes: number;
  /** Of the encrypted file; null while the sound lies in parts, and when it is gone. */
  sha256: Buffer | null;
};

export type RecordingPartRow = {
  workspaceId: string;
  recordingId: string;
  segment: number;
  party: Party;
  atByte: number;
  content: Buffer;
};

export type RecordingListeningRow = {
  workspaceId: string;
  id: string;
  recordingId: string;
  userId: string;
  openedAt: Date;
};
