import type { CareTables } from './care/schema.ts';
import type { ClassTables } from './classes/schema.ts';
import type { ExpenseTables } from './expenses/schema.ts';
import type { Card, Target } from './contract/shapes.ts';

export type ScoringTables = ClassTables &
  CareTables &
  ExpenseTables & {
    scoreModel: ScoreModelRow;
    scoreModelUse: ScoreModelUseRow;
    scoreTraining: ScoreTrainingRow;
    score: ScoreRow;
    scoreDue: ScoreDueRow;
    scoreOutcome: ScoreOutcomeRow;
    scoreRun: ScoreRunRow;
    scoringPolicy: ScoringPolicyRow;
    profilingObjection: ProfilingObjectionRow;
  };

export type TrainedBecause = 'first' | 'asked' | 'outcomes' | 'drift';

export type ScoreModelRow = {
  workspaceId: string;
  id: string;
  target: Target;
  trainedAt: Date;
  because: TrainedBecause;
  askedBy: string | null;
  rows: number;
  outcomes: number;
  baseRate: number;
  verdict: 'useful' | 'weak' | 'no better than the base rate';
  card: Card;
  /** As the engine wrote it; never read where only the card is shown. */
  model: string;
  approvedAt: Date | null;
  approvedBy: string | null;
};

export type ScoreModelUseRow = {
  workspaceId: string;
  id: string;
  target: Target;
  modelId: string;
  fromAt: Date;
  /** Null: it replaced an approved one by itself. */
  begunBy: string | null;
  because: 'approved' | 'retrained' | 'rolled_back';
  untilAt: Date | null;
  /** How its scores were distributed when all had been scored with it for the first time. */
  firstShares: number[] | null;
};

/** That somebody or something wants a target learned; kept until the next time, with what came in the way. */
export type ScoreTrainingRow = {
  workspaceId: string;
  target: Target;
  askedAt: Date;
  askedBy: string | null;
  because: TrainedBecause;
  finishedAt: Date | null;
  problem: string | null;
};

export type KeptReason = { feature: string; value: string; logit: number };

export type ScoreRow = {
  workspaceId: string;
  target: Target;
  /** A deal (deal_win) or a contact. */
  subjectId: string;
  /** Null: a rule of thumb. */
  modelId: string | null;
  probability: number;
  low: number;
  high: number;
  reasons: KeptReason[];
  cases: number;
  computedAt: Date;
};

export type ScoreDueRow = { workspaceId: string; subject: 'deal' | 'contact'; subjectId: string };

/** What was said last before it was known how it would end. */
export type ScoreOutcomeRow = {
  workspaceId: string;
  id: string;
  target: Target;
  subjectId: string;
  modelId: string;
  probability: number;
  happened: boolean;
  decidedAt: Date;
};

/** Scoring all deals or contacts in the background, and where it is: after kill -9 it goes on behind `afterId`. */
export type ScoreRunRow = {
  workspaceId: string;
  subject: 'deal' | 'contact';
  startedAt: Date;
  total: number;
  done: number;
  changed: number;
  afterId: string | null;
  finishedAt: Date | null;
};

export type ScoringPolicyRow = {
  workspaceId: string;
  barred: string[];
  changedBy: string | null;
  changedAt: Date;
};

export type ProfilingObjectionRow = {
  workspaceId: string;
  id: string;
  contactId: string;
  objectedAt: Date;
  way: 'phone' | 'mail' | 'letter' | 'personally' | 'other';
  note: string | null;
  recordedBy: string | null;
  recordedAt: Date;
  /** Null while it stands; taking it back never deletes the row. */
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
};
