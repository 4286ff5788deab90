import { listUsers } from '#access/contract';
import { useQueryOf } from '#web/data.ts';

/** Names of the people of this workspace by id, those who left too. */
export function useUsers(): { name: (id: string | null) => string | null; active: { id: string; name: string }[] } {
  const users = useQueryOf(listUsers, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  return {
    name: (id) => users.find((user) => user.id === id)?.name ?? null,
    active: users.filter((user) => user.endedAt === null),
  };
}
