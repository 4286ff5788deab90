import type { CallsWorld } from '#calls';
import type { MeetingsTables } from '#meetings';
import type { ScoringTables } from '#scoring';
import type { ScriptsTables } from '#scripts';
import type { AudiencesTables } from './schema.ts';

/** What avatars are made of, besides our own. */
export type AudiencesWorld = CallsWorld & MeetingsTables & ScriptsTables & ScoringTables & AudiencesTables;
