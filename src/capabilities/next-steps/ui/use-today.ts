import { getToday, type TodayView } from '#next-steps/contract';
import { useQueryOf } from '#web/data.ts';

/** The work list of the day, kept fresh for whoever waits for what falls due in it. */
export function useToday(): TodayView | undefined {
  return useQueryOf(getToday, undefined, { refetchMs: 60_000 }).data;
}
