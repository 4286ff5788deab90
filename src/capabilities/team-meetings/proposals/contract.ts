import { z } from 'zod';
import { defineOperation, Id, Instant, Line } from '#platform/operation';

export const ProposalView = z.strictObject({
  id: Id,
  dealId: Id.nullable(),
  title: z.string(),
  proposedBy: Id,
  proposedAt: Instant,
});
export type ProposalView = z.infer<typeof ProposalView>;

export const listProposals = defineOperation({
  name: 'team-meetings.listProposals',
  method: 'GET',
  path: '/team-meeting-proposals',
  summary: 'What the team wants to talk about at the next team meeting; whoever sees only their own sees their own',
  permission: 'team-meetings.read',
  output: z.strictObject({ items: z.array(ProposalView) }),
});

/** A deal, or anything else in a line. */
export const Propose = z.union([z.strictObject({ dealId: Id }), z.strictObject({ topic: Line(200) })]);
export type Propose = z.infer<typeof Propose>;

export const propose = defineOperation({
  name: 'team-meetings.propose',
  method: 'POST',
  path: '/team-meeting-proposals',
  summary: 'Propose something for the agenda of the next team meeting; a deal that was proposed already stays once',
  permission: 'team-meetings.write',
  body: Propose,
  output: ProposalView,
  refusals: ['agenda_full'],
});

export const withdrawProposal = defineOperation({
  name: 'team-meetings.withdrawProposal',
  method: 'DELETE',
  path: '/team-meeting-proposals/:proposalId',
  summary: "Take a proposal of one's own back; who leads takes back anybody's",
  permission: 'team-meetings.write',
  params: z.strictObject({ proposalId: Id }),
  status: 204,
  output: z.null(),
  refusals: ['not_yours'],
});
