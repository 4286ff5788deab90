import { allows } from '#access';
import { requireDeal } from '#deals';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { TeamMeetingsWorld } from '../agenda.ts';
import { mostPoints } from '../rules.ts';
import type { Propose } from './contract.ts';
import { pointProposed, proposalWithdrawn } from './events.ts';
import { findOpenProposals, insertProposal, lockProposal, updateProposal } from './queries.ts';
import type { ProposalRow } from './schema.ts';

type Trx = Db<TeamMeetingsWorld>;

const aboutOf = ({ id: proposalId, dealId, title }: ProposalRow) => ({ proposalId, dealId, title });

/** A deal stands once, whoever names it; so does one's own topic. */
export function proposePoint(
  db: Trx,
  actor: Actor & { userId: string },
  input: Propose,
  now: Date,
): Promise<ProposalRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const deal = 'dealId' in input ? await requireDeal(trx, workspaceId, input.dealId) : undefined;
    const about = { dealId: deal?.id ?? null, title: deal?.title ?? ('topic' in input ? input.topic : '') };
    const open = await findOpenProposals(trx, workspaceId);
    const known = open.find(({ dealId, title, proposedBy }) =>
      about.dealId === null
        ? dealId === null && title === about.title && proposedBy === userId
        : dealId === about.dealId,
    );
    if (known) return known;
    if (open.length >= mostPoints)
      throw new Refusal(409, 'agenda_full', `Mehr als ${mostPoints} Punkte hat keine Teamrunde.`);
    const row: ProposalRow = {
      workspaceId,
      id: newId(now.getTime()),
      ...about,
      proposedBy: userId,
      proposedAt: now,
      meetingId: null,
      withdrawnAt: null,
    };
    await insertProposal(trx, row);
    await announce(trx, actor, pointProposed, aboutOf(row), now);
    return row;
  });
}

/** Twice is once; what has come on an agenda stays there. */
export function withdrawProposal(
  db: Trx,
  actor: Actor & { userId: string },
  proposalId: string,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const proposal = await lockProposal(trx, { workspaceId: actor.workspaceId, proposalId });
    if (!proposal) throw notFound();
    if (proposal.proposedBy !== actor.userId && !allows(actor, 'team-meetings.manage'))
      throw new Refusal(403, 'not_yours', 'Diesen Vorschlag hat jemand anderes gemacht.');
    if (proposal.withdrawnAt ?? proposal.meetingId) return;
    await updateProposal(trx, proposal, { withdrawnAt: now });
    await announce(trx, actor, proposalWithdrawn, aboutOf(proposal), now);
  });
}
