/**
 * Consent: what each person has allowed us to do, and the proof of it. Silence means no.
 * Other capabilities ask before they act; they never read the consent tables themselves.
 */
export { anySuppressed, mayContact, mayContactMany, mayRecord, zoneOfContact } from './answers.ts';
export { type LedgerFault, verifyLedger } from './audit.ts';
export { releaseWording } from './commands/evidence.ts';
export { recordPresumptions } from './commands/grounds.ts';
export { removeImportedConsents, retractImportedConsents } from './commands/imported.ts';
export { objectAll, recordConsent, recordConsents } from './commands/ledger.ts';
export { issuePermit, mailContact, type Permit, permitInUse, usePermit } from './commands/permits.ts';
export { findOrMakePerson } from './commands/person-of-request.ts';
export { workspaceOfTablet } from './commands/showroom.ts';
export { recordSpoken } from './commands/spoken.ts';
export { findCurrentWordings } from './queries/forms.ts';
export {
  issueRecordingPermit,
  recordRecordingWord,
  type RecordingPermit,
  type RecordingSaid,
  useRecordingPermit,
} from './commands/recording.ts';
export { suppressImported } from './commands/suppression.ts';
export { recount as recountConsent } from './commands/summary.ts';
export { consentRecorded, presumptionRecorded, recordingAgreementWithdrawn } from './events.ts';
export { findCallCandidates } from './queries/gate.ts';
export { findImportedParties, findSpokenElsewhere } from './queries/ledger.ts';
export { countConsent, listObjectors, writeLettersJob } from './jobs.ts';
export { forgetRequests } from './queries/requests.ts';
export { consentPages } from './pages.ts';
export { consentRoutes } from './routes.ts';
export { decideCases } from './rules/gate-case.ts';
export type { Word } from './rules/entry.ts';
export type { ConsentTables } from './schema.ts';
