import type { ColumnType } from 'kysely';
import type { ReachModel } from './learn.ts';

export type ReachTables = {
  reach: { workspaceId: string; learnedAt: Date; model: ColumnType<ReachModel, string, string> };
  orderExperiment: OrderExperimentRow;
  touch: TouchRow;
};

export type Arm = 'expected' | 'random';

export type OrderExperimentRow = {
  workspaceId: string;
  id: string;
  startedAt: Date;
  startedBy: string;
  endedAt: Date | null;
  endedBy: string | null;
};

export type TouchRow = {
  workspaceId: string;
  callId: string;
  experimentId: string;
  contactId: string;
  userId: string;
  arm: Arm;
  touchedAt: Date;
};
