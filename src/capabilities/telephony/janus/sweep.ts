import { createHash, randomUUID } from 'node:crypto';
import type { Secrets } from '#platform/config';
import type { JanusSession } from './connection.ts';

/** By which the rooms of one installation are known, and of them those of one life of it. */
export type JanusMark = { owner: string; boot: string };

export function janusMark({ chain }: Pick<Secrets, 'chain'>): JanusMark {
  return { owner: createHash('sha256').update(`janus ${chain}`).digest('hex').slice(0, 16), boot: randomUUID() };
}

export const roomName = ({ owner, boot }: JanusMark): string => `klinke ${owner} ${boot}`;

/** A room outlives the process that made it. Takes away the empty ones of this installation's former lives. */
export async function sweepRooms(session: JanusSession, plugin: string, mark: JanusMark): Promise<void> {
  const handle = await session.attach(plugin, () => undefined);
  const { data } = await handle.ask({ request: 'list' });
  const former = (data.list ?? []).filter(
    ({ description, num_participants }) =>
      description.startsWith(roomName({ ...mark, boot: '' })) &&
      description !== roomName(mark) &&
      num_participants === 0,
  );
  for (const { room } of former) await handle.ask({ request: 'destroy', room }).catch(() => undefined);
  await handle.detach();
}
