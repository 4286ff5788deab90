import { useSuspenseQuery } from '@tanstack/react-query';
import { getMe, type Me } from '#access/contract';
import { queryClient, queryOf } from '#web/data.ts';

export const meQuery = {
  ...queryOf(getMe),
  staleTime: 5 * 60_000,
  // Without a network too the question must get its answer, or the page would wait for it and stay white.
  networkMode: 'always' as const,
};

/** Who is signed in. Only inside the frame, which does not show without. */
export function useSession(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Outside of components, or before anyone is signed in. */
export function sessionIfAny(): Me | undefined {
  return queryClient.getQueryData(meQuery.queryKey);
}

type Level = Me['level'];
const levels: readonly Level[] = ['read', 'write', 'manage', 'admin', 'owner'];

/** May this person do that? For hiding what would be refused; the server decides. */
export function useMay(): (level: Level) => boolean {
  const { level } = useSession();
  return (wanted) => levels.indexOf(wanted) <= levels.indexOf(level);
}
