import { useLingui } from '@lingui/react/macro';
import type { NextStepView } from '#next-steps/contract';
import type { Days } from './days.ts';

/** Later: the usual days. */
export function useMoveEntries(step: NextStepView, move: (step: NextStepView, dueOn: string) => void, days: Days) {
  const { t } = useLingui();
  return [
    { id: 'tomorrow', label: t`Auf morgen`, icon: 'clock' as const, run: () => move(step, days.workingDayIn(1)) },
    { id: 'in3', label: t`In 3 Tagen`, icon: 'clock' as const, run: () => move(step, days.workingDayIn(3)) },
    { id: 'week', label: t`Nächste Woche`, icon: 'clock' as const, run: () => move(step, days.nextMonday) },
  ];
}
