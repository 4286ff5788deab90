import { listMembers } from '#access';
import type { Db } from '#platform/db';
import type { Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import type { MeetingsWorld } from '../commands/parts.ts';
import type { ProviderProblem } from '../contract/shapes.ts';
import { providerOf } from './adapters/by-kind.ts';
import { openProvider } from './commands.ts';
import { ProviderError } from './provider.ts';
import type { ProviderRow } from './schema.ts';

const hourMs = 3_600_000;

/** The one proof that meetings can be made there is to make one; in the account of who asks, where there is no other. */
export async function checkProvider(
  db: Db<MeetingsWorld>,
  ground: Ground,
  provider: ProviderRow,
  userId: string | null,
): Promise<ProviderProblem | null> {
  const { workspaceId, kind, settings } = provider;
  const members = await listMembers(db, workspaceId);
  const organizer = settings.organizer ?? members.find((member) => member.userId === userId)?.email ?? '';
  const from = ground.ports.clock().getTime() + hourMs;
  const startsAt = new Date(from - (from % hourMs));
  const meeting = {
    meetingId: newId(),
    title: 'Klinke: Verbindung geprüft',
    startsAt,
    endsAt: new Date(startsAt.getTime() + hourMs / 2),
    organizer,
  };
  try {
    const open = await openProvider(db, ground.secrets, provider);
    const adapter = providerOf(kind, ground);
    if (adapter.check) await adapter.check(open);
    else {
      const { externalId } = await adapter.make(open, meeting, false);
      await adapter.remove?.(open, { ...meeting, externalId });
    }
    return null;
  } catch (error) {
    if (error instanceof ProviderError) return error.problem;
    throw error;
  }
}
