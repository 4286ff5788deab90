import { Trans, useLingui } from '@lingui/react/macro';
import { Panels } from '#contacts/ui';
import { getDeal } from '#deals/contract';
import { useGo, useParam } from '#web/address.ts';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { usePhone } from '#web/phone-width.ts';
import { DealActions, DealRecord } from './deal-record.tsx';

export function DealPage() {
  const { t } = useLingui();
  const dealId = useParam('dealId');
  const go = useGo();
  const phone = usePhone();
  const deal = useQueryOf(getDeal, { params: { dealId } }).data;
  const title = deal?.title ?? t`Abschluss`;
  return (
    <Page
      actions={
        deal &&
        !phone && (
          <>
            <Panels id={dealId} place="actions" subject="deal" />
            <DealActions deal={deal} onRemoved={() => go(pathTo.deals())} />
          </>
        )
      }
      scroll={phone}
      title={
        <span className="min-w-0">
          <span className="block truncate leading-6">{title}</span>
          {deal && (deal.contact ?? deal.company) && (
            <span className="block truncate text-sm leading-4 font-normal text-soft">
              {deal.contact && <Link to={pathTo.contact(deal.contact.id)}>{deal.contact.name}</Link>}
              {deal.contact && deal.company && ', '}
              {deal.company && <Link to={pathTo.company(deal.company.id)}>{deal.company.name}</Link>}
            </span>
          )}
          {deal && !deal.contact && !deal.company && (
            <span className="block text-sm leading-4 font-normal text-faint">
              <Trans>ohne Kontakt</Trans>
            </span>
          )}
        </span>
      }
      windowTitle={title}
    >
      <DealRecord dealId={dealId} key={dealId} layout="page" onRemoved={() => go(pathTo.deals())} />
    </Page>
  );
}
