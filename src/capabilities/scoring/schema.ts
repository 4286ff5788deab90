import type { ClassTables } from './classes/schema.ts';

export type ScoringTables = ClassTables;
