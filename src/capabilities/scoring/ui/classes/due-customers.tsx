import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { NextStepDialog } from '#next-steps/ui';
import { type CustomerView, listDueCustomers } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';

const most = 8;

/** A customers who have not heard from us for too long; a person decides what follows. */
export function DueCustomers() {
  const { t } = useLingui();
  const may = useMay();
  const { nameOf } = usePeople();
  const { data } = useQueryOf(listDueCustomers);
  const [all, setAll] = useState(false);
  const [planning, setPlanning] = useState<CustomerView>();
  if (!data || data.items.length === 0) return null;
  const { everyDays, items } = data;
  return (
    <Section
      hint={<Trans>A-Kunden hören mindestens alle {everyDays} Tage von uns, und jemand ist zuständig.</Trans>}
      title={t`A-Kunden, die auf Sie warten`}
    >
      <ul className="max-w-3xl divide-y divide-line">
        {(all ? items : items.slice(0, most)).map((customer) => (
          <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5" key={customer.id}>
            <span className="min-w-40 flex-1">
              <Link to={customer.kind === 'company' ? pathTo.company(customer.id) : pathTo.contact(customer.id)}>
                {customer.name}
              </Link>
              <span className="block text-sm text-soft">
                {customer.lastTouchAt ? (
                  <Trans>
                    zuletzt <RelativeTime at={customer.lastTouchAt} />
                  </Trans>
                ) : (
                  <Trans>noch nie gesprochen</Trans>
                )}
                {' · '}
                {nameOf(customer.ownerId) || t`niemand zuständig`}
              </span>
            </span>
            {may('write') && (
              <Button icon="plus" onPress={() => setPlanning(customer)}>
                <Trans>Schritt setzen</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!all && items.length > most && (
        <Button kind="plain" onPress={() => setAll(true)}>{t`Alle ${items.length} zeigen`}</Button>
      )}
      {planning && (
        <NextStepDialog
          about={planning.kind === 'company' ? { companyId: planning.id } : { contactId: planning.id }}
          onClose={() => setPlanning(undefined)}
          open
        />
      )}
    </Section>
  );
}
