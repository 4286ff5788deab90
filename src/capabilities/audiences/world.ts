import type { CallsTables } from '#calls';
import type { ContactsTables } from '#contacts';
import type { DealsTables } from '#deals';
import type { MeetingsTables } from '#meetings';
import type { PlatformTables } from '#platform/schema';
import type { ScriptsTables } from '#scripts';
import type { AudiencesTables } from './schema.ts';

/** What avatars are made of, besides our own. */
export type AudiencesWorld = PlatformTables &
  ContactsTables &
  DealsTables &
  CallsTables &
  MeetingsTables &
  ScriptsTables &
  AudiencesTables;
