import type { GoalTables } from './goals/schema.ts';
import type { HealthTables } from './health/schema.ts';
import type { OutlookTables } from './outlook/schema.ts';

export type ForecastsTables = OutlookTables & HealthTables & GoalTables;
