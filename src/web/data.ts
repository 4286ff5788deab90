import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  MutationCache,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Operation } from '#platform/operation';
import { ApiRefusal, call, type CallOptions, type InputArguments, type InputOf, type OutputOf } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiRefusal;
    mutationMeta: { quiet?: boolean };
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      // What the server refused it will refuse again; what it did not hear is worth another try.
      retry: (count, error) => count < 2 && (error.status === 0 || error.status === 503),
    },
    mutations: { networkMode: 'always' },
  },
  mutationCache: new MutationCache({
    onError: (error, _input, _context, mutation) => {
      if (!mutation.meta?.quiet && error.code !== 'not_signed_in') toast({ message: error.message, tone: 'refused' });
    },
  }),
});

export function queryOf<O extends Operation>(operation: O, ...[input]: InputArguments<O>) {
  return queryOptions<OutputOf<O>, ApiRefusal>({
    queryKey: [operation.name, input ?? {}],
    queryFn: ({ signal }) => call(operation, input as InputOf<O>, { signal }),
  });
}

/** Asks an operation and keeps its answer fresh. `null` as input: not yet. */
export function useQueryOf<O extends Operation>(
  operation: O,
  input?: InputOf<O> | null,
  options: { keepPrevious?: boolean; refetchMs?: number | false; staleMs?: number } = {},
) {
  return useQuery({
    queryKey: [operation.name, input ?? {}],
    queryFn: ({ signal }): Promise<OutputOf<O>> => call(operation, input ?? undefined, { signal }),
    enabled: input !== null,
    ...(options.keepPrevious && { placeholderData: keepPreviousData }),
    ...(options.refetchMs !== undefined && { refetchInterval: options.refetchMs }),
    ...(options.staleMs !== undefined && { staleTime: options.staleMs }),
  });
}

type RowOf<O extends Operation> = OutputOf<O> extends { items: readonly (infer Row)[] } ? Row : never;
type Paged = { items: readonly unknown[]; next: string | null };

/** A list page by page, as tables want it. */
export type Rows<Row> = {
  rows: readonly Row[];
  /** The first page is not there yet. */
  pending: boolean;
  /** Another filter or order is being asked for; the old rows still show. */
  changing: boolean;
  error: ApiRefusal | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

export function listOf<O extends Operation>(operation: O, input?: InputOf<O>) {
  return infiniteQueryOptions({
    queryKey: [operation.name, input ?? {}, 'pages'],
    queryFn: ({ signal, pageParam }) => {
      const { query, ...rest } = (input ?? {}) as { query?: Record<string, unknown> };
      const asked = { ...rest, query: { ...query, ...(pageParam && { cursor: pageParam }) } } as InputOf<O>;
      return call(operation, asked, { signal }) as Promise<OutputOf<O> & Paged>;
    },
    initialPageParam: '',
    getNextPageParam: (page: Paged) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useListOf<O extends Operation>(operation: O, input?: InputOf<O>): Rows<RowOf<O>> {
  const list = useInfiniteQuery(listOf(operation, input));
  return {
    rows: (list.data?.pages ?? []).flatMap((page) => page.items as RowOf<O>[]),
    pending: list.isPending,
    changing: list.isPlaceholderData,
    error: list.error,
    hasMore: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    loadMore: () => void (list.hasNextPage && !list.isFetchingNextPage && list.fetchNextPage()),
    retry: () => void list.refetch(),
  };
}

/** One change to what is already on the screen, made before the server has answered. */
export type Change = { operation: string; apply: (data: unknown, input: unknown) => unknown };

/** Changes the answer of an operation wherever it is shown; with `input`, only the answer to that. */
export function changeOf<O extends Operation>(
  operation: O,
  apply: (data: OutputOf<O>) => OutputOf<O>,
  input?: InputOf<O>,
): Change {
  const wanted = input && JSON.stringify(input);
  return {
    operation: operation.name,
    apply: (data, asked) => (wanted && JSON.stringify(asked) !== wanted ? data : apply(data as OutputOf<O>)),
  };
}

/** Changes rows of a list wherever it is shown; `undefined` takes a row out. */
export function changeRowsOf<O extends Operation>(
  operation: O,
  apply: (row: RowOf<O>) => RowOf<O> | undefined,
): Change {
  const rows = (page: { items: readonly unknown[] }) => ({
    ...page,
    items: page.items.map((row) => apply(row as RowOf<O>)).filter((row) => row !== undefined),
  });
  return {
    operation: operation.name,
    apply: (data) =>
      data && typeof data === 'object' && 'pages' in data
        ? { ...data, pages: (data as InfiniteData<Paged>).pages.map(rows) }
        : rows(data as { items: readonly unknown[] }),
  };
}

/** Applies changes at once and gives back how to take them back. */
export function applyNow(changes: readonly Change[]): () => void {
  const before: [readonly unknown[], unknown][] = [];
  for (const change of changes) {
    for (const [key, data] of queryClient.getQueriesData({ queryKey: [change.operation] })) {
      if (data === undefined) continue;
      void queryClient.cancelQueries({ queryKey: key, exact: true });
      before.push([key, data]);
      queryClient.setQueryData(key, change.apply(data, key[1]));
    }
  }
  return () => before.toReversed().forEach(([key, data]) => queryClient.setQueryData(key, data));
}

/** Asks anew for everything shown that these capabilities (`deals`) or operations (`deals.board`) answer. */
export function refresh(...names: string[]): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [name] }) =>
      names.some((wanted) => name === wanted || String(name).startsWith(`${wanted}.`)),
  });
}

/**
 * Changes something. `change` shows the result at once and is taken back with the server's words when it refuses; `refreshes` names the
 * capabilities to ask anew besides the operation's own. `quiet`: the screen shows the refusal itself, no message at the foot.
 */
export function useMutationOf<O extends Operation>(
  operation: O,
  options: {
    change?: (input: InputOf<O>) => readonly Change[];
    refreshes?: readonly string[];
    /** A promise: what is shown is asked anew only after it. */
    done?: (answer: OutputOf<O>, input: InputOf<O>) => unknown;
    quiet?: boolean;
  } = {},
) {
  const capability = operation.name.split('.')[0] ?? operation.name;
  type Input = InputOf<O> & { ifMatch?: CallOptions['ifMatch'] };
  const mutation = useMutation<OutputOf<O>, ApiRefusal, Input, { rollBack: () => void }>({
    mutationFn: ({ ifMatch, ...input }) => inTurn(operation, input as unknown as InputOf<O>, ifMatch),
    onMutate: (input) => ({ rollBack: applyNow(options.change?.(input) ?? []) }),
    onError: (_error, _input, context) => context?.rollBack(),
    onSuccess: (answer, input) => options.done?.(answer, input),
    onSettled: () => refresh(capability, ...(options.refreshes ?? [])),
    meta: { quiet: options.quiet ?? false },
  });
  const { mutateAsync } = mutation;
  // The library forgets what was to be done here once the component is gone; news of the change may take it away before the answer comes.
  const mutate = useCallback(
    (input: Input, then: { onSuccess?: (answer: OutputOf<O>) => unknown; onError?: () => unknown } = {}): void =>
      void mutateAsync(input).then(then.onSuccess, then.onError ?? told),
    [mutateAsync],
  );
  return { ...mutation, mutate };
}

/** The message at the foot, or the screen itself, has said it already. */
function told(): void {}

const lines = new Map<string, Promise<unknown>>();
const ourVersions = new Map<string, number>();

/** One change of a record after the other: who fills two fields faster than the line answers is not in conflict with oneself. */
function inTurn<O extends Operation>(operation: O, input: InputOf<O>, ifMatch?: number): Promise<OutputOf<O>> {
  if (ifMatch === undefined) return call(operation, input);
  const record = JSON.stringify(input.params);
  const change = async (): Promise<OutputOf<O>> => {
    let version = ifMatch;
    for (let next; (next = ourVersions.get(`${record} ${version}`)) !== undefined;) version = next;
    const answer = await call(operation, input, { ifMatch: version });
    const { version: written } = (answer ?? {}) as { version?: number };
    if (written !== undefined && written !== version) ourVersions.set(`${record} ${version}`, written);
    return answer;
  };
  const answer = (lines.get(record) ?? Promise.resolve()).then(change, change);
  lines.set(record, answer);
  return answer;
}
