import { useLingui } from '@lingui/react/macro';
import { confirmClass, type CustomerView, releaseClass, setClass } from '#scoring/contract';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf } from '#web/data.ts';

/** What people decide about a class. */
export function useDecisions() {
  const { t } = useLingui();
  const refreshes = ['timeline'];
  const confirm = useMutationOf(confirmClass, { refreshes });
  const release = useMutationOf(releaseClass, { refreshes });
  const set = useMutationOf(setClass, { refreshes, quiet: true });
  return {
    set,
    pending: confirm.isPending || release.isPending || set.isPending,
    confirm: ({ id, name, class: current }: CustomerView) =>
      confirm.mutate(
        { params: { customerId: id }, body: {} },
        { onSuccess: () => toast({ message: t`${name} bleibt ${current ?? ''}.` }) },
      ),
    release: ({ id, name }: CustomerView) =>
      release.mutate(
        { params: { customerId: id } },
        { onSuccess: ({ class: computed }) => toast({ message: t`${name}: Es gilt wieder ${computed ?? ''}.` }) },
      ),
  };
}
