import { useLingui } from '@lingui/react/macro';
import { changeExpense, type ExpenseView, listExpenses, removeExpense, restoreExpense } from '#scoring/contract';
import { call } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { changeRowsOf, refresh, useMutationOf } from '#web/data.ts';
import { useExpenseWords } from './words.ts';

/** What is done with an expense at one press, and taken back with another. */
export function useExpenseChanges() {
  const { t } = useLingui();
  const words = useExpenseWords();
  const change = useMutationOf(changeExpense, { refreshes: ['timeline'] });
  const remove = useMutationOf(removeExpense, {
    change: ({ params }) => [changeRowsOf(listExpenses, (row) => (row.id === params.expenseId ? undefined : row))],
    refreshes: ['timeline'],
  });
  return {
    close: ({ id: expenseId, version: ifMatch, kind, happenedOn, amountCents, note }: ExpenseView, today: string) =>
      change.mutate({ params: { expenseId }, ifMatch, body: { kind, happenedOn, amountCents, note, closedOn: today } }),
    remove: ({ id: expenseId, version: ifMatch, kind }: ExpenseView) =>
      remove.mutate(
        { params: { expenseId }, ifMatch },
        {
          onSuccess: () =>
            toast({
              message: t`${words[kind]} ist entfernt.`,
              undo: () =>
                void call(restoreExpense, { params: { expenseId } })
                  .catch((error: unknown) =>
                    toast({ message: error instanceof Error ? error.message : '', tone: 'refused' }),
                  )
                  .then(() => refresh('scoring', 'timeline')),
            }),
        },
      ),
  };
}
