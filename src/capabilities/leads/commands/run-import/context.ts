import { type AccessTables, listMembers } from '#access';
import type { ConsentTables } from '#consent';
import type { ContactsTables } from '#contacts';
import { type DealsTables, findPipelines } from '#deals';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { TableRow } from '#platform/tables';
import type { WorkspaceTables } from '#workspace';
import { type ImportRow, interpretRow, type Problem } from '../../rules.ts';
import type { StagePlan } from '../../rules/stages.ts';
import { doorOf } from '../../rules/take-over.ts';
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

/** A row as the rules read it, with what stood in its cells, and by what it is known. */
export type UnderstoodRow = {
  cells: string[];
  rowNumber: number;
  row: ImportRow | undefined;
  problems: Problem[];
  /** What its person is looked for by: an e-mail address is their own and comes first, a door only counts where there is nothing better. */
  asked: readonly string[];
  /** What rows behind it may know its person by. */
  brought: readonly string[];
};

export function understand({ record }: ImportContext, { cells, row: rowNumber }: TableRow): UnderstoodRow {
  const { row, problems } = interpretRow(record.mapping, { cells, row: rowNumber }, record.settings);
  if (!row) return { cells, rowNumber, row, problems, asked: [], brought: [] };
  const [address] = row.addresses;
  const door = address?.street ? [`door ${doorOf(address)}`] : [];
  const own = [
    ...row.emails.map(({ address: mail }) => `email ${mail.toLowerCase()}`),
    ...row.phones.map(({ number }) => `phone ${number}`),
  ];
  return { cells, rowNumber, row, problems, asked: own.length > 0 ? own : door, brought: [...own, ...door] };
}

export function ownerOf(row: ImportRow, { owners, record }: ImportContext, actor: Actor): string | null {
  // Who sees only their own records can't give any away.
  if (actor.seesOnlyOwn) return actor.userId;
  return (row.owner && owners.get(row.owner.toLowerCase())) || record.options.ownerId;
}
