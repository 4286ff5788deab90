import { useLingui } from '@lingui/react/macro';
import { type ContractView, listContracts, removeContract, restoreContract, takeBackNotice } from '#offers/contract';
import { call } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { changeRowsOf, refresh, useMutationOf } from '#web/data.ts';

/** What is done with a contract at one press, and taken back with another. */
export function useContractChanges() {
  const { t } = useLingui();
  const takeBack = useMutationOf(takeBackNotice, { refreshes: ['timeline'] });
  const remove = useMutationOf(removeContract, {
    change: ({ params }) => [changeRowsOf(listContracts, (row) => (row.id === params.contractId ? undefined : row))],
    refreshes: ['timeline'],
  });
  return {
    takeBack: ({ id: contractId, title, version: ifMatch }: ContractView) =>
      takeBack.mutate(
        { params: { contractId }, ifMatch },
        { onSuccess: () => toast({ message: t`${title}: Die Kündigung ist zurückgenommen.` }) },
      ),
    remove: ({ id: contractId, title, version: ifMatch }: ContractView) =>
      remove.mutate(
        { params: { contractId }, ifMatch },
        {
          onSuccess: () =>
            toast({
              message: t`${title} ist entfernt.`,
              undo: () =>
                void call(restoreContract, { params: { contractId } })
                  .catch((error: unknown) =>
                    toast({ message: error instanceof Error ? error.message : '', tone: 'refused' }),
                  )
                  .then(() => refresh('offers', 'timeline')),
            }),
        },
      ),
  };
}
