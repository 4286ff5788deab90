import type { ColumnType } from 'kysely';
import type { FitModel } from '#engine/avatars/fit';
import type { AudienceCount, AvatarFigures, Finding, FitReason, Outcome, RunProblem } from './contract.ts';

export type AudiencesTables = {
  avatarRun: AvatarRunTable;
  avatar: AvatarTable;
  avatarMember: { workspaceId: string; avatarId: string; contactId: string };
  avatarFit: AvatarFitTable;
  audience: AudienceTable;
};

export type AvatarRunRow = {
  workspaceId: string;
  id: string;
  outcome: Outcome;
  fields: string[];
  seed: number;
  askedBy: string;
  askedAt: Date;
  finishedAt: Date | null;
  problem: RunProblem | null;
  customers: number | null;
  /** Left out because they object to profiling. */
  objectors: number | null;
  silhouette: number | null;
  stability: number | null;
  separation: 'strong' | 'weak' | null;
  /** Fields that tell nobody apart. */
  leftOut: string[];
  /** Null: no field that is known of leads. */
  fit: FitModel | null;
};

export type AvatarRow = Drawn & {
  workspaceId: string;
  id: string;
  outcome: Outcome;
  /** Null: the latest run has no group like it. */
  runId: string | null;
  place: number | null;
  size: number;
  findings: Finding[];
  figures: AvatarFigures;
  pictureId: string | null;
  drawnBy: string | null;
  drawnAt: Date | null;
  seenFindings: Finding[] | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** What people say of it, in their words. */
export type Drawn = {
  name: string | null;
  story: string | null;
  words: string | null;
  foundAt: string | null;
  objections: string | null;
  channel: string | null;
  product: string | null;
};

export type AvatarFitRow = {
  workspaceId: string;
  contactId: string;
  rank: 1 | 2;
  avatarId: string;
  percent: number;
  reasons: FitReason[];
  computedAt: Date;
};

export type AudienceRow = {
  workspaceId: string;
  id: string;
  name: string;
  /** As the page of people keeps them in its address. */
  filters: Record<string, string>;
  avatarId: string | null;
  leastPercent: number | null;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
  removedAt: Date | null;
  version: number;
  counted: AudienceCount | null;
  countedAt: Date | null;
  /** What it was when it was counted. */
  countedVersion: number | null;
};

/** A list would be taken for an array of the database; as text it is JSON. */
type Json<Value> = ColumnType<Value, string | null, string | null>;
type AvatarRunTable = Omit<AvatarRunRow, 'fit'> & { fit: Json<FitModel | null> };
type AvatarTable = Omit<AvatarRow, 'findings' | 'figures' | 'seenFindings'> & {
  findings: Json<Finding[]>;
  figures: Json<AvatarFigures>;
  seenFindings: Json<Finding[] | null>;
};
type AvatarFitTable = Omit<AvatarFitRow, 'reasons'> & { reasons: Json<FitReason[]> };
type AudienceTable = Omit<AudienceRow, 'filters' | 'counted'> & {
  filters: ColumnType<Record<string, string>, string, string>;
  counted: Json<AudienceCount | null>;
};
