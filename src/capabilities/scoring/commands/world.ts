import type { CallsTables } from '#calls';
import type { ContactsTables } from '#contacts';
import type { DealsTables } from '#deals';
import type { PlatformTables } from '#platform/schema';
import type { WorkspaceTables } from '#workspace';
import type { ScoringTables } from '../schema.ts';

export type ScoringWorld = ScoringTables &
  ContactsTables &
  DealsTables &
  CallsTables &
  WorkspaceTables &
  PlatformTables;
