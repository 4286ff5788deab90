import type { Serve } from '#platform/http';
import type { TeamMeetingsWorld } from '../agenda.ts';
import { proposePoint, withdrawProposal } from './commands.ts';
import * as contract from './contract.ts';
import { findOpenProposals } from './queries.ts';
import type { ProposalRow } from './schema.ts';

export function proposalRoutes(serve: Serve<TeamMeetingsWorld>): void {
  serve(contract.listProposals, async ({ db, actor: { workspaceId } }) => ({
    items: (await findOpenProposals(db, workspaceId)).map(toView),
  }));
  serve(contract.propose, async ({ db, actor, body, now }) => toView(await proposePoint(db, actor, body, now)));
  serve(contract.withdrawProposal, async ({ db, actor, params, now }) => {
    await withdrawProposal(db, actor, params.proposalId, now);
    return null;
  });
}

/** The one place where a proposal becomes what the outside sees. */
function toView({ id, dealId, title, proposedBy, proposedAt }: ProposalRow): contract.ProposalView {
  return { id, dealId, title, proposedBy, proposedAt: proposedAt.toISOString() };
}
