import type { ColumnType } from 'kysely';
import type { Norms } from './rules.ts';

export type HealthTables = { dealNorm: NormTable };

/** What is usual for won deals of a workspace, as last learned. */
export type NormsRow = { workspaceId: string; computedAt: Date } & Norms;
type NormTable = Omit<NormsRow, 'stageDays'> & { stageDays: ColumnType<Norms['stageDays'], string, string> };
