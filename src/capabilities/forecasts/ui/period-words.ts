import { useLingui } from '@lingui/react/macro';
import { useFormat } from '#web/format.ts';

/** 2026-11 as "November 2026", 2026-Q4 as "4. Quartal 2026". */
export function usePeriodName(): (period: string) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (period) => {
    const [year, part = ''] = period.split('-');
    const quarter = part.slice(1);
    return part.startsWith('Q') ? t`${quarter}. Quartal ${year}` : format.month(period);
  };
}
