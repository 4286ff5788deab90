import { vi } from 'vitest';

/** What follows a request (events, jobs, letters) comes soon; how soon nobody knows on a machine that others load. */
export const eventually = <T>(check: () => Promise<T> | T): Promise<T> =>
  vi.waitFor(check, { timeout: 150_000, interval: 30 });
