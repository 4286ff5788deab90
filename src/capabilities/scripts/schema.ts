import type { ColumnType } from 'kysely';
import type { DispositionMeaning } from '#calls/contract';
import type { ObjectionCard, ScriptStep } from './contract.ts';

export type ScriptsTables = {
  script: ScriptRow;
  scriptVersion: ScriptVersionTable;
  scriptRun: ScriptRunTable;
  scriptObjection: ScriptObjectionRow;
};

export type ScriptRow = {
  workspaceId: string;
  id: string;
  name: string;
  about: string | null;
  archivedAt: Date | null;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

export type ScriptVersionRow = {
  workspaceId: string;
  scriptId: string;
  version: number;
  name: string;
  steps: ScriptStep[];
  cards: ObjectionCard[];
  madeBy: string;
  madeAt: Date;
};

/** What was said at a step; `said` is null where one just went on. */
export type Answered = {
  step: string;
  title: string;
  said: string | null;
  disposition: DispositionMeaning | null;
  at: string;
};

export type ScriptRunRow = {
  workspaceId: string;
  id: string;
  callId: string;
  contactId: string;
  scriptId: string;
  scriptVersion: number;
  userId: string;
  /** Null: the script is through. */
  step: string | null;
  path: Answered[];
  begunAt: Date;
  updatedAt: Date;
};

/** Once for each call and card, however often it was opened. */
export type ScriptObjectionRow = {
  workspaceId: string;
  runId: string;
  card: string;
  /** As it stood on the card. */
  title: string;
  callId: string;
  contactId: string;
  heardAt: Date;
};

/** A list would be taken for an array of the database; as text it is JSON. */
type Json<Value> = ColumnType<Value, string, string>;
type ScriptVersionTable = Omit<ScriptVersionRow, 'steps' | 'cards'> & {
  steps: Json<ScriptStep[]>;
  cards: Json<ObjectionCard[]>;
};
type ScriptRunTable = Omit<ScriptRunRow, 'path'> & { path: Json<Answered[]> };
