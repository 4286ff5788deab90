import type { Generated, Selectable } from 'kysely';

/** The tables of the ground floor. */
export type PlatformTables = {
  event: EventRow;
  eventOutbox: EventOutboxTable;
  eventSeal: EventSealRow;
  idempotencyKey: IdempotencyKeyRow;
  file: FileRow;
  mail: MailRow;
};

/** Under the first of what was announced together; `more`: the others, `events`: how many in all. */
type EventOutboxTable = { workspaceId: string; eventId: string; more: string[] | null; events: Generated<number> };
export type EventOutboxRow = Selectable<EventOutboxTable>;

export type EventRow = {
  workspaceId: string;
  id: string;
  type: string;
  /** When it happened; an imported visit lies in the past. */
  occurredAt: Date;
  recordedAt: Date;
  actorKind: ActorKind;
  actorId: string | null;
  contactId: string | null;
  companyId: string | null;
  dealId: string | null;
  payload: Record<string, unknown>;
};
export type ActorKind = 'user' | 'key' | 'import' | 'system';

export type EventSealRow = {
  workspaceId: string;
  number: number;
  eventIds: string[];
  previousHash: Buffer;
  hash: Buffer;
  sealedAt: Date;
};

export type IdempotencyKeyRow = {
  workspaceId: string;
  userId: string;
  key: string;
  operation: string;
  requestHash: Buffer;
  status: number;
  response: unknown;
  createdAt: Date;
};

export type FileRow = {
  workspaceId: string;
  id: string;
  sha256: Buffer;
  name: string;
  mediaType: string;
  bytes: number;
  createdBy: string | null;
  createdAt: Date;
};

export type MailRow = {
  workspaceId: string;
  id: string;
  recipient: string;
  subject: string;
  body: string;
  /** Beside the one address our mail server sends from; null: its own name. */
  senderName: string | null;
  replyTo: string | null;
  /** One POST there ends advertising, RFC 8058. */
  unsubscribeUrl: string | null;
  /** An invitation or its cancellation (iCalendar). */
  calendar: string | null;
  createdAt: Date;
  sentAt: Date | null;
  lastError: string | null;
};
