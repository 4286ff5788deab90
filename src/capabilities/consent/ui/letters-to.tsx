import { useLingui } from '@lingui/react/macro';
import { listForms } from '#consent/contract';
import { stringifySearch, useGo } from '#web/address.ts';
import { toast } from '#web/components/toast.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { LetterDialog } from './letter-dialog.tsx';

/** Letters to people chosen in a list. */
export function LettersTo({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const { t } = useLingui();
  const go = useGo();
  const { data } = useQueryOf(listForms);
  if (!data) return null;
  return (
    <LetterDialog
      forms={data.items.filter(({ closedAt }) => closedAt === null)}
      ids={ids}
      onClose={onClose}
      onMade={() =>
        toast({
          message: t`Die Briefe werden erstellt.`,
          action: { label: t`Ansehen`, run: () => go(pathTo.consent() + stringifySearch({ stand: 'ways' })) },
        })
      }
    />
  );
}
