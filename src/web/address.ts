import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Search = Record<string, string>;

/** What stands behind the ? in the address, always as text, so that every view can be kept as a bookmark. */
export function useUrlSearch(): [
  Search,
  (patch: Record<string, string | undefined>, options?: { keep?: boolean }) => void,
] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (patch: Record<string, string | undefined>, { keep = false } = {}) => {
      const next = (now: Search) =>
        Object.fromEntries(
          Object.entries({ ...now, ...patch }).filter(([, value]) => value !== undefined && value !== ''),
        );
      // `keep` makes a step for the back button.
      void navigate({ to: '.', search: next as never, replace: !keep });
    },
    [navigate],
  );
  return [search, change];
}

/** A part of the path: `contactId` of /contacts/$contactId. */
export function useParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  const value = params[name];
  if (value === undefined) throw new Error(`This page has no ${name} in its path.`);
  return value;
}

export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (to, { replace = false } = {}) => {
      const [path, search = ''] = to.split('?');
      void navigate({ to: path ?? '/', search: parseSearch(search) as never, replace });
    },
    [navigate],
  );
}

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
