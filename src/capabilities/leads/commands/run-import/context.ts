import { type AccessTables, listMembers } from '#access';
import type { ConsentTables } from '#consent';
import type { ContactsTables } from '#contacts';
import { type DealsTables, findPipelines } from '#deals';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { TableRow } from '#platform/tables';
import type { WorkspaceTables } from '#workspace';
import { type ImportRow, interpretRow } from '../../rules.ts';
import type { StagePlan } from '../../rules/stages.ts';
import type { ImportRecord, LeadsTables } from '../../schema.ts';

export type ImportWorld = LeadsTables &
  DealsTables &
  ConsentTables &
  ContactsTables &
  AccessTables &
  WorkspaceTables &
  PlatformTables;

/** What is the same for all rows of an import: looked up once. */
export type ImportContext = {
  record: ImportRecord;
  /** Names and addresses of users, plain, to their ids. */
  owners: Map<string, string>;
  stages: StagePlan | undefined;
  currency: string;
  timeZone: string;
};

export async function contextOf(
  db: Db<ImportWorld>,
  record: ImportRecord,
  place: { currency: string; timeZone: string },
): Promise<ImportContext> {
  const [members, pipelines] = await Promise.all([
    listMembers(db, record.workspaceId),
    findPipelines(db, record.workspaceId),
  ]);
  const owners = new Map(
    members
      .filter((member) => member.endedAt === null)
      .flatMap((member): [string, string][] => [
        [member.name.toLowerCase(), member.userId],
        [member.email.toLowerCase(), member.userId],
      ]),
  );
  const pipeline = pipelines.find((one) => one.archivedAt === null);
  return { record, owners, stages: pipeline && { pipelines, pipeline }, ...place };
}

/** A row as the rules read it, with what stood in its cells. */
export type UnderstoodRow = ReturnType<typeof understand>;

export function understand({ record }: ImportContext, { cells, row: rowNumber }: TableRow) {
  return { cells, rowNumber, ...interpretRow(record.mapping, { cells, row: rowNumber }, record.settings) };
}

export function ownerOf(row: ImportRow, { owners, record }: ImportContext, actor: Actor): string | null {
  // Who sees only their own records can't give any away.
  if (actor.seesOnlyOwn) return actor.userId;
  return (row.owner && owners.get(row.owner.toLowerCase())) || record.options.ownerId;
}
