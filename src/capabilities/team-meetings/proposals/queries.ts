import type { Db } from '#platform/db';
import type { TeamMeetingsTables } from '../schema.ts';
import type { ProposalRow } from './schema.ts';

type Own = TeamMeetingsTables;

/** Those that have come on no agenda yet, the oldest first. */
export function findOpenProposals(db: Db<Own>, workspaceId: string): Promise<ProposalRow[]> {
  return db
    .selectFrom('teamMeetingProposal')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', 'is', null)
    .where('withdrawnAt', 'is', null)
    .orderBy('proposedAt')
    .orderBy('id')
    .limit(200)
    .execute();
}

export function lockProposal(
  db: Db<Own>,
  key: { workspaceId: string; proposalId: string },
): Promise<ProposalRow | undefined> {
  return db
    .selectFrom('teamMeetingProposal')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.proposalId)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertProposal(db: Db<Own>, row: ProposalRow): Promise<void> {
  await db.insertInto('teamMeetingProposal').values(row).execute();
}

export async function updateProposal(
  db: Db<Own>,
  { workspaceId, id }: ProposalRow,
  change: Pick<ProposalRow, 'meetingId'> | Pick<ProposalRow, 'withdrawnAt'>,
): Promise<void> {
  await db
    .updateTable('teamMeetingProposal')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
