import type { ColumnType } from 'kysely';
import type { FanPoint, PeriodOutlook } from './contract.ts';

export type OutlookTables = { forecastSnapshot: SnapshotTable; forecastDeal: ForecastDealRow };

/** A frozen forecast. Written anew only on its own day. */
export type SnapshotRow = {
  workspaceId: string;
  /** A user, or the workspace itself: the whole team. */
  scopeId: string;
  takenOn: string;
  computedAt: Date;
  currency: string;
  openDeals: number;
  /** Deals of the whole team that had been won. */
  wonDeals: number;
  periods: PeriodOutlook[];
  fan: FanPoint[];
};
type SnapshotTable = Omit<SnapshotRow, 'periods' | 'fan'> & {
  periods: ColumnType<PeriodOutlook[], string, string>;
  fan: ColumnType<FanPoint[], string, string>;
};

/** The deals that carry the latest snapshot. */
export type ForecastDealRow = {
  workspaceId: string;
  dealId: string;
  worthCents: number;
  /** To be won within each of the snapshot's periods. */
  chances: number[];
};
