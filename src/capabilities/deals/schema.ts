export type DealsTables = {
  pipeline: PipelineRow;
  stage: StageRow;
  lossReason: LossReasonRow;
  deal: DealRow;
  stageMove: StageMoveRow;
  dealWord: { workspaceId: string; word: string; dealId: string };
};

export type PipelineRow = {
  workspaceId: string;
  id: string;
  name: string;
  position: number;
  archivedAt: Date | null;
  version: number;
};

export type StageRow = {
  workspaceId: string;
  id: string;
  pipelineId: string;
  name: string;
  position: number;
  /** Chance to win from here, in percent. */
  probability: number;
  /** Null: a deal may stay for ever. */
  maxAgeDays: number | null;
  exitCriterion: string | null;
  archivedAt: Date | null;
  version: number;
};

export type LossReasonRow = {
  workspaceId: string;
  id: string;
  name: string;
  position: number;
  archivedAt: Date | null;
  version: number;
};

/** Open while neither won nor lost; never both. An ended deal keeps the stage it ended in. */
export type DealRow = {
  workspaceId: string;
  id: string;
  title: string;
  contactId: string | null;
  companyId: string | null;
  pipelineId: string;
  stageId: string;
  stageSince: Date;
  valueCents: number;
  currency: string;
  closeOn: string | null;
  ownerId: string | null;
  source: string | null;
  note: string | null;
  externalId: string | null;
  wonAt: Date | null;
  lostAt: Date | null;
  endedBy: string | null;
  lossReasonId: string | null;
  lossNote: string | null;
  /** The import that made this deal. */
  importId: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Removed deals are hidden everywhere and can be brought back. */
  removedAt: Date | null;
  version: number;
};

export type StageMoveRow = {
  workspaceId: string;
  id: string;
  dealId: string;
  /** Null: the deal began here. */
  fromStageId: string | null;
  toStageId: string;
  movedBy: string | null;
  movedAt: Date;
};
