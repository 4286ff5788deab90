import { listMembers } from '#access';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import type { Ground } from '#platform/ground';
import { requireMeeting } from '../answers.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import type { HostedMeeting } from '../queries/meetings.ts';
import { providerOf } from './adapters/by-kind.ts';
import { openOrRefuse, requireProvider } from './commands.ts';
import type { Visitor } from './provider.ts';
import { listProviderMeetings } from './queries.ts';
import { entryUntil } from './rules/entry-key.ts';

/** Undefined: it has not been made there, or not any more. */
export async function entryFor(
  db: Db<MeetingsWorld>,
  ground: Ground,
  { workspaceId, id: meetingId, providerId, endsAt, state }: HostedMeeting,
  visitor: Omit<Visitor, 'until'>,
): Promise<string | undefined> {
  if (providerId === null || state === 'cancelled' || entryUntil({ endsAt }) <= ground.ports.clock()) return undefined;
  const rows = await listProviderMeetings(db, { workspaceId, meetingId });
  const row = rows.find((each) => each.providerId === providerId);
  if (!row?.externalId) return undefined;
  const provider = await requireProvider(db, workspaceId, providerId);
  const { entry } = providerOf(provider.kind, ground);
  if (!entry) return row.joinUrl ?? undefined;
  const open = await openOrRefuse(db, ground.secrets, provider);
  return entry(open, row.externalId, { ...visitor, until: entryUntil({ endsAt }) });
}

export async function enterElsewhere(
  db: Db<MeetingsWorld>,
  ground: Ground,
  { workspaceId, userId }: Actor & { userId: string },
  meetingId: string,
): Promise<{ address: string }> {
  const [meeting, members] = await Promise.all([
    requireMeeting(db, workspaceId, meetingId),
    listMembers(db, workspaceId),
  ]);
  const name = members.find((member) => member.userId === userId)?.name ?? null;
  const address = await entryFor(db, ground, meeting, { id: userId, name, role: 'host' });
  if (address === undefined)
    throw new Refusal(409, 'meeting_not_there', 'Dieser Termin findet bei keinem Videodienst statt.');
  return { address };
}
