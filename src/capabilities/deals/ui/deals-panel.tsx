import { Trans, useLingui } from '@lingui/react/macro';
import { type ComponentType, useState } from 'react';
import { getCompany, getContact } from '#contacts/contract';
import { dealSummary } from '#deals/contract';
import { useGo } from '#web/address.ts';
import { IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { DealEnd, StageAge } from './deal-words.tsx';
import { NewDealDialog } from './new-deal-dialog.tsx';
import { usePipelines } from './pipelines.ts';

type Named = { id: string; name: string };

export const panels: Record<'contact' | 'company', ComponentType<{ id: string }>> = {
  contact: function ContactDeals({ id }) {
    const contact = useQueryOf(getContact, { params: { contactId: id } }).data;
    return <Deals about={{ contactId: id }} {...(contact && { contact: { id, name: contact.name } })} />;
  },
  company: function CompanyDeals({ id }) {
    const company = useQueryOf(getCompany, { params: { companyId: id } }).data;
    return <Deals about={{ companyId: id }} {...(company && { company: { id, name: company.name } })} />;
  },
};

/** What we hope to sell them, and what we have sold. */
function Deals({
  about,
  ...subject
}: {
  about: { contactId: string } | { companyId: string };
  contact?: Named;
  company?: Named;
}) {
  const { t } = useLingui();
  const may = useMay();
  const go = useGo();
  const { stageOf } = usePipelines();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQueryOf(dealSummary, { query: about });
  const won = data?.won.filter(({ deals }) => deals > 0) ?? [];
  return (
    <Section
      actions={
        may('write') && <IconButton icon="plus" label={t`Neuer Abschluss`} onPress={() => setAdding(true)} small />
      }
      title={t`Abschlüsse`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data?.items.length === 0 && (
        <p className="text-soft">
          <Trans>Noch keiner.</Trans>
        </p>
      )}
      <ul>
        {data?.items.map((deal) => (
          <li className="border-t border-line py-1.5 first:border-t-0" key={deal.id}>
            <span className="flex gap-2">
              <span className="min-w-0 flex-1 truncate">
                <Link quiet to={pathTo.deal(deal.id)}>
                  {deal.title}
                </Link>
              </span>
              <Money cents={deal.valueCents} currency={deal.currency} whole />
            </span>
            <span className="flex flex-wrap items-center gap-1.5 text-sm text-soft">
              {deal.state === 'open' ? (
                <>
                  {stageOf(deal.stageId)?.name} · <StageAge bare deal={deal} />
                </>
              ) : (
                <DealEnd state={deal.state} />
              )}
            </span>
          </li>
        ))}
      </ul>
      {won.length > 0 && (
        <p className="border-t border-line pt-1.5 text-sm text-soft">
          <Trans>Bisher gewonnen:</Trans>{' '}
          {won.map((sum, at) => (
            <span key={sum.currency}>
              {at > 0 && ' + '}
              <Money cents={sum.valueCents} currency={sum.currency} whole />
            </span>
          ))}
        </p>
      )}
      <NewDealDialog
        {...subject}
        onClose={() => setAdding(false)}
        onCreated={(id) => go(pathTo.deal(id))}
        open={adding}
      />
    </Section>
  );
}
