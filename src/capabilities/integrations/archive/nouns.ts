export type Noun = { table: string; key: readonly [string, ...string[]] };

const byId = (table: string): Noun => ({ table, key: ['id'] });

/** What an archive holds, each in the order of its key, and so that nothing stands before what it refers to. */
export const nouns: readonly Noun[] = [
  { table: 'workspace', key: ['workspaceId'] },
  { table: 'membership', key: ['userId'] },
  { table: 'rolePolicy', key: ['role'] },
  byId('file'),
  byId('import'),
  byId('company'),
  byId('contact'),
  byId('savedView'),
  byId('consentEntry'),
  { table: 'consentState', key: ['contactId', 'channel'] },
  byId('contactPermit'),
  { table: 'contactUse', key: ['permitId'] },
  { table: 'presumption', key: ['contactId'] },
  { table: 'directoryCheck', key: ['contactId'] },
  byId('pipeline'),
  byId('stage'),
  byId('lossReason'),
  byId('deal'),
  byId('stageMove'),
  byId('visit'),
  { table: 'importProblem', key: ['importId', 'id'] },
  { table: 'importChange', key: ['importId', 'subject', 'subjectId'] },
  { table: 'importKept', key: ['importId', 'subject', 'subjectId'] },
  byId('disposition'),
  byId('call'),
  byId('nextStep'),
  byId('note'),
  byId('event'),
  { table: 'eventSeal', key: ['number'] },
];

/** What it does not hold, and why. Every table of the database stands in one of the two lists; a test sees to it. */
export const leftOut: Readonly<Record<string, string>> = {
  user: 'people belong to no workspace; their name and address stand with their membership',
  session: 'a secret',
  account: 'a secret',
  verification: 'a secret',
  sign_in_failure: 'the machine’s own',
  invitation: 'holds a hash of its secret, and is worth nothing elsewhere',
  api_key: 'holds a hash of its secret, and is worth nothing elsewhere',
  idempotency_key: 'the machine’s own',
  event_outbox: 'the machine’s own',
  worker_heartbeat: 'the machine’s own',
  migration: 'the machine’s own',
  migration_checksum: 'the machine’s own',
  mail: 'may hold secrets: links to choose a password',
  export: 'about archives, not about the business',
  contact_key: 'follows from contacts and companies',
  search_word: 'follows from contacts and companies',
  bulk_change: 'a note for undoing, of minutes',
  audit_check: 'what the latest check of the event log found, which anyone may do again',
};
