import type { AccessTables } from '#access';
import type { AudiencesWorld } from '#audiences';
import type { CallsTables } from '#calls';
import type { ConsentTables } from '#consent';
import type { ContactsTables } from '#contacts';
import type { DealsTables } from '#deals';
import type { LeadsTables } from '#leads';
import type { MeetingsTables } from '#meetings';
import type { NextStepsTables } from '#next-steps';
import type { OffersTables } from '#offers';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { ScoringTables } from '#scoring';
import type { ScriptsTables } from '#scripts';
import type { WorkspaceTables } from '#workspace';
import type { Example } from '../types.ts';

export type ExampleWorld = PlatformTables &
  WorkspaceTables &
  AccessTables &
  ContactsTables &
  ConsentTables &
  DealsTables &
  OffersTables &
  Pick<ScoringTables, 'expense'> &
  LeadsTables &
  CallsTables &
  MeetingsTables &
  ScriptsTables &
  NextStepsTables &
  AudiencesWorld;

export type Person = Actor & { userId: string };

/** What the records of the example are called in this workspace, by their place in its lists. */
export type Ids = { companies: string[]; contacts: string[]; deals: string[]; meetings: string[] };

/** Where the example is loaded to, and in whose names: the first of the team loads it. */
export type Loading = { trx: Db<ExampleWorld>; team: readonly Person[]; example: Example; ids: Ids; now: Date };

export function newIds({ companies, contacts, deals, meetings }: Example): Ids {
  const idsOf = (list: readonly unknown[]): string[] => list.map(() => newId());
  return { companies: idsOf(companies), contacts: idsOf(contacts), deals: idsOf(deals), meetings: idsOf(meetings) };
}

/** What each of the team did is told in their name. */
export async function each<Row>(
  team: readonly Person[],
  rows: readonly Row[],
  by: (row: Row) => number | null,
  write: (actor: Person, rows: Row[]) => Promise<unknown>,
): Promise<void> {
  for (const [index, group] of Map.groupBy(rows, (row) => by(row) ?? 0)) await write(at(team, index), group);
}

export function idOrNull(ids: readonly string[], index: number | null): string | null {
  return index === null ? null : at(ids, index);
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`the example has no ${index}`);
  return found;
}
