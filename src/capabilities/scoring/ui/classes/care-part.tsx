import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { type CareWay, type CustomerView, endCare, getCare } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { CareDialog } from './care-dialog.tsx';

/** How a customer is looked after, once somebody chose another way; and for C customers the way to choose one. */
export function CarePart({ customer }: { customer: CustomerView }) {
  const { t } = useLingui();
  const may = useMay();
  const format = useFormat();
  const { nameOf } = usePeople();
  const words = useCareWords();
  const [open, setOpen] = useState(false);
  const { data } = useQueryOf(getCare, { params: { customerId: customer.id } });
  const end = useMutationOf(endCare, { refreshes: ['timeline'] });
  const care = data?.care;
  if (!data || (!care && (customer.class !== 'C' || !may('write')))) return null;
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-2">
      {care && (
        <p className="text-sm text-soft">
          <Trans>
            Betreuung seit {format.dayOf(care.since)}: {words[care.way]}, umgestellt von {nameOf(care.by)}
          </Trans>
        </p>
      )}
      {may('write') && (
        <div className="flex flex-wrap gap-2">
          {customer.class === 'C' && (
            <Button onPress={() => setOpen(true)} wraps>
              {care ? t`Betreuung ändern` : t`Betreuung umstellen`}
            </Button>
          )}
          {care && (
            <Button
              icon="undo"
              kind="plain"
              onPress={() => end.mutate({ params: { customerId: customer.id } })}
              pending={end.isPending}
            >{t`Wieder wie früher`}</Button>
          )}
        </div>
      )}
      {open && <CareDialog customer={customer} onClose={() => setOpen(false)} />}
    </div>
  );
}

export function useCareWords(): Record<CareWay, string> {
  const { t } = useLingui();
  return {
    self_service: t`Selbstbedienung`,
    rarer: t`seltener`,
    mail_only: t`nur E-Mail`,
    farewell: t`Abschied`,
  };
}
