import { listUsers, type UserView } from '#access/contract';
import { useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';

export type People = {
  /** Who works here now, oneself first. */
  active: readonly UserView[];
  /** The name behind an id, also of people who have left; '' while not known. */
  nameOf: (userId: string | null | undefined) => string;
};

/** The colleagues, for owner fields and "who did it". */
export function usePeople(): People {
  const { user } = useSession();
  const { data } = useQueryOf(listUsers, undefined, { staleMs: 5 * 60_000 });
  const items = data?.items ?? [];
  return {
    active: items
      .filter(({ endedAt }) => endedAt === null)
      .toSorted((a, b) => Number(b.id === user.id) - Number(a.id === user.id) || a.name.localeCompare(b.name)),
    nameOf: (userId) => items.find(({ id }) => id === userId)?.name ?? '',
  };
}
