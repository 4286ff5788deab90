import { useLingui } from '@lingui/react/macro';
import type { ExpenseKind } from '#scoring/contract';

/** What a customer costs beside calls and meetings. */
export function useExpenseWords(): Record<ExpenseKind, string> {
  const { t } = useLingui();
  return {
    ticket: t`Anliegen`,
    dunning_letter: t`Mahnung`,
    returned_debit: t`Rücklastschrift`,
    discount: t`Nachlass`,
  };
}
