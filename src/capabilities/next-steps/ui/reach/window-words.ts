import { useLingui } from '@lingui/react/macro';
import type { ReachWindow } from '#next-steps/contract';

/** Di 17–19 Uhr */
export function useWindowWords(): (window: ReachWindow) => string {
  const { t } = useLingui();
  const days = useWeekdays();
  return ({ weekday, from, to }) => {
    const day = days[weekday - 1] ?? '';
    return t`${day} ${from}–${to} Uhr`;
  };
}

export function useWeekdays(): string[] {
  const { t } = useLingui();
  return [t`Mo`, t`Di`, t`Mi`, t`Do`, t`Fr`, t`Sa`, t`So`];
}
