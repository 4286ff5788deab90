import {
  accessRoutes,
  type AccessTables,
  forgetSessions,
  forgetSignInFailures,
  forgetVerifications,
  startSignIn,
} from '#access';
import {
  audiencesRoutes,
  type AudiencesTables,
  countAudience,
  fitAgain,
  fitAvatars,
  fitOneAvatar,
  groupCustomers,
} from '#audiences';
import {
  consentPages,
  consentRoutes,
  type ConsentTables,
  countConsent,
  forgetRequests,
  writeLettersJob,
  listObjectors,
} from '#consent';
import {
  callsRoutes,
  type CallsTables,
  ensureCallsDefaults,
  forgetDialerLists,
  endLostCalls,
  hearCallEvent,
  lineCallRoutes,
} from '#calls';
import {
  conversationsRoutes,
  type ConversationsTables,
  deleteWhatUserWithdrew,
  deleteWhatWasWithdrawn,
  deleteWithdrawn,
  forgetRecordings,
  keepAbandoned,
  keepRecording,
  removeFiles,
} from '#conversations';
import { contactsRoutes, type ContactsTables, forgetBulkChanges, refreshPeople } from '#contacts';
import { dealsRoutes, type DealsTables, ensureDealsDefaults, fillDealWords } from '#deals';
import {
  bookingPages,
  callWishPages,
  entryPages,
  forgetGuestLinks,
  forgetPictures,
  forgetProviderEvents,
  guestPage,
  lookForFreeTimes,
  meetingsRoutes,
  noteAbsences,
  noteAbsent,
  type MeetingsTables,
  openRooms,
  placeMeeting,
  placeMeetings,
  providerHooks,
  readCalendarJob,
  roomRoutes,
  tellHost,
  tellHosts,
  tellOfBooking,
  tellOfBookings,
  waitingPages,
  wakeCalendars,
  watchWaitingLists,
  writeEntry,
  writeMeetings,
} from '#meetings';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { countRows, leadsRoutes, type LeadsTables, runImport, undoneImport } from '#leads';
import { expireArchive, integrationsRoutes, type IntegrationsTables, writeArchiveJob } from '#integrations';
import {
  callBack,
  callBackMissed,
  callBackNumber,
  callWisher,
  callWishers,
  followMeetings,
  keepStepOfMeeting,
  learnFromCalls,
  learnReach,
  learnReachAnew,
  nextStepsRoutes,
  type NextStepsTables,
} from '#next-steps';
import { computeForecasts, forecastsRoutes, type ForecastsTables, freezeForecasts, learnFromEnded } from '#forecasts';
import type { Ground } from '#platform/ground';
import type { ServeHook } from '#platform/hooks';
import type { Serve, ServeOpen } from '#platform/http';
import { forgetIdempotencyKeys, forgetMails, housekeeping } from '#platform/housekeeping';
import type { Job } from '#platform/jobs';
import { mailDelivery } from '#platform/mail';
import type { Listener } from '#platform/pump';
import type { PlatformTables } from '#platform/schema';
import type { ServePage } from '#platform/open-pages';
import type { Sockets } from '#platform/sockets';
import { removeUnusedFiles } from '#platform/unused-files';
import {
  computeValuesJob,
  keepScores,
  rescore,
  scoreDue,
  scoringRoutes,
  type ScoringTables,
  trainScores,
  valueNightly,
  watchScores,
} from '#scoring';
import { offersRoutes, type OffersTables } from '#offers';
import { scriptsRoutes, type ScriptsTables } from '#scripts';
import {
  forgetCarrierEvents,
  type Hear,
  hearAgain,
  type Opened,
  openTelephony,
  telephonyRoutes,
  type TelephonyTables,
} from '#telephony';
import { goOnTeamMeeting, teamMeetingsRoutes, type TeamMeetingsTables, tellMember, tellMembers } from '#team-meetings';
import { checkAuditChain, timelineRoutes, type TimelineTables } from '#timeline';
import { workspacePages, workspaceRoutes, type WorkspaceTables } from '#workspace';
import { exampleJob, exampleLearned, exampleWanted } from './example/index.ts';

/**
 * The product in one ordered list: a capability may import only those above it, and hears of those below it by no means.
 * Mount order, documentation and the rule that test/laws checks are this one list.
 */
export const capabilities = [
  'workspace',
  'access',
  'contacts',
  'consent',
  'deals',
  'offers',
  'leads',
  'telephony',
  'calls',
  'meetings',
  'scripts',
  'conversations',
  'scoring',
  'next-steps',
  'audiences',
  'forecasts',
  'team-meetings',
  'timeline',
  'integrations',
] as const;

export type AllTables = PlatformTables &
  WorkspaceTables &
  AccessTables &
  ContactsTables &
  ConsentTables &
  DealsTables &
  OffersTables &
  LeadsTables &
  TelephonyTables &
  CallsTables &
  MeetingsTables &
  ScriptsTables &
  ConversationsTables &
  ScoringTables &
  NextStepsTables &
  AudiencesTables &
  ForecastsTables &
  TeamMeetingsTables &
  TimelineTables &
  IntegrationsTables;

/** What carriers tell becomes calls. Telephony knows fewer tables than we do. */
const hear: Hear = (trx, line, event, now) => hearCallEvent(trx as Db<AllTables>, line, event, now);
const opened: Opened = (trx, telephone, now) => endLostCalls(trx as Db<AllTables>, telephone, now);

export function mountCapabilities(
  serve: Serve<AllTables>,
  serveOpen: ServeOpen,
  serveHook: ServeHook,
  sockets: Sockets,
  ground: Ground,
  committed: () => void,
): void {
  const telephony = openTelephony(ground, hear, opened, committed);
  workspaceRoutes(serve);
  accessRoutes(serve, serveOpen, startSignIn(ground, prepareWorkspace));
  contactsRoutes(serve);
  consentRoutes(serve, serveOpen);
  dealsRoutes(serve);
  offersRoutes(serve);
  leadsRoutes(serve);
  telephonyRoutes(serve, serveHook, sockets.serveSocket, telephony, ground);
  callsRoutes(serve);
  lineCallRoutes(serve, telephony);
  meetingsRoutes(serve, serveOpen);
  providerHooks(serveHook, ground);
  roomRoutes(serve, serveOpen, sockets, openRooms(ground, committed));
  scriptsRoutes(serve);
  conversationsRoutes(serve);
  scoringRoutes(serve);
  nextStepsRoutes(serve);
  audiencesRoutes(serve);
  forecastsRoutes(serve);
  teamMeetingsRoutes(serve);
  integrationsRoutes(serve);
  timelineRoutes(serve);
}

/** For people who are not signed in and never will be. */
export function mountPagesForAll(serve: ServePage): void {
  workspacePages(serve);
  consentPages(serve);
  bookingPages(serve);
  callWishPages(serve);
  waitingPages(serve);
  entryPages(serve);
}

/** Pages of the browser with a bundle of their own. */
export const smallPages = { [guestPage]: 'guest.html' };

/** What a fresh workspace has from the first page on. */
export async function prepareWorkspace(transaction: Db<object>, actor: Actor, now: Date): Promise<void> {
  // Who sets up knows fewer tables than we do.
  const trx = transaction as Db<AllTables>;
  await ensureDealsDefaults(trx, actor, now);
  await ensureCallsDefaults(trx, actor, now);
}

/** What runs every night, once for each workspace and once for the tables of none. */
export const nightly = housekeeping<AllTables>({
  ofWorkspaces: [
    forgetIdempotencyKeys,
    forgetMails,
    forgetBulkChanges,
    forgetCarrierEvents,
    forgetDialerLists,
    forgetGuestLinks,
    forgetPictures,
    forgetProviderEvents,
    forgetRequests,
    forgetRecordings,
    keepAbandoned,
    wakeCalendars,
    learnReachAnew,
    valueNightly,
    watchScores,
    freezeForecasts,
  ],
  ofHouse: [forgetSessions, forgetVerifications, forgetSignInFailures],
});

export const jobs: readonly Job[] = [
  mailDelivery,
  removeUnusedFiles,
  refreshPeople,
  countConsent,
  writeLettersJob,
  listObjectors,
  fillDealWords,
  countRows,
  runImport,
  undoneImport,
  exampleJob,
  exampleLearned,
  writeArchiveJob,
  expireArchive,
  checkAuditChain,
  hearAgain(hear),
  keepRecording,
  removeFiles,
  deleteWithdrawn,
  computeValuesJob,
  readCalendarJob,
  lookForFreeTimes,
  tellOfBooking,
  noteAbsent,
  tellHost,
  writeEntry,
  placeMeeting,
  trainScores,
  rescore,
  scoreDue,
  callBack,
  callBackNumber,
  callWisher,
  computeForecasts,
  goOnTeamMeeting,
  tellMember,
  keepStepOfMeeting,
  groupCustomers,
  fitAvatars,
  fitOneAvatar,
  learnReach,
  countAudience,
  nightly,
];

export const listeners: readonly Listener[] = [
  exampleWanted,
  ...watchWaitingLists,
  ...tellOfBookings,
  ...noteAbsences,
  ...tellHosts,
  ...tellMembers,
  ...followMeetings,
  callBackMissed,
  callWishers,
  ...learnFromCalls,
  ...learnFromEnded,
  deleteWhatWasWithdrawn,
  deleteWhatUserWithdrew,
  ...writeMeetings,
  ...placeMeetings,
  ...fitAgain,
  ...keepScores,
];
