import { Trans, useLingui } from '@lingui/react/macro';
import { type ComponentType, useState } from 'react';
import { getDeal } from '#deals/contract';
import { type ContractView, listContracts } from '#offers/contract';
import { IconButton } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { type About, ContractDialog } from './contract-dialog.tsx';
import { ContractEnd } from './contract-words.tsx';
import { NoticeDialog } from './notice-dialog.tsx';
import { useContractChanges } from './use-contract-changes.ts';

export const panels: Record<'contact' | 'company' | 'deal', ComponentType<{ id: string }>> = {
  contact: function ContactContracts({ id }) {
    return <Contracts about={{ contactId: id }} />;
  },
  company: function CompanyContracts({ id }) {
    return <Contracts about={{ companyId: id }} />;
  },
  /** A deal has contracts once it is won. */
  deal: function DealContracts({ id }) {
    const deal = useQueryOf(getDeal, { params: { dealId: id } }).data;
    return deal?.state === 'won' && <Contracts about={{ dealId: id }} title={deal.title} />;
  },
};

type Open = { as: 'new' } | { as: 'change' | 'notice'; contract: ContractView };

/** What was agreed for longer, what it brings a month, and when it could end. */
function Contracts({ about, title }: { about: About; title?: string }) {
  const { t } = useLingui();
  const may = useMay();
  const changes = useContractChanges();
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error, refetch } = useQueryOf(listContracts, { query: about });
  const close = () => setOpen(null);
  return (
    <Section
      actions={
        may('write') && <IconButton icon="plus" label={t`Neuer Vertrag`} onPress={() => setOpen({ as: 'new' })} small />
      }
      title={t`Verträge`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data?.items.length === 0 && (
        <p className="text-soft">
          <Trans>Noch keiner.</Trans>
        </p>
      )}
      <ul>
        {data?.items.map((contract) => (
          <ContractRow changes={changes} contract={contract} key={contract.id} onOpen={setOpen} />
        ))}
      </ul>
      {open?.as === 'new' && <ContractDialog about={about} contract={null} onClose={close} title={title ?? ''} />}
      {open?.as === 'change' && <ContractDialog about={about} contract={open.contract} onClose={close} title="" />}
      {open?.as === 'notice' && <NoticeDialog contract={open.contract} onClose={close} />}
    </Section>
  );
}

function ContractRow({
  contract,
  changes,
  onOpen,
}: {
  contract: ContractView;
  /** Made by the list: a row that is gone hears no answer, and could not offer the undo. */
  changes: ReturnType<typeof useContractChanges>;
  onOpen: (open: Open) => void;
}) {
  const { t } = useLingui();
  const may = useMay();
  const ended = contract.notice !== null;
  return (
    <li className="border-t border-line py-1.5 first:border-t-0">
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 break-words">{contract.title}</span>
        <span className="whitespace-nowrap">
          <Money cents={contract.monthlyCents} currency={contract.currency} />{' '}
          <span className="text-sm text-soft">{t`im Monat`}</span>
        </span>
        {may('write') && (
          <Menu
            entries={[
              { id: 'change', label: t`Ändern`, icon: 'edit', run: () => onOpen({ as: 'change', contract }) },
              ended
                ? {
                    id: 'back',
                    label: t`Kündigung zurücknehmen`,
                    icon: 'undo',
                    run: () => changes.takeBack(contract),
                  }
                : {
                    id: 'notice',
                    label: t`Kündigung eintragen`,
                    icon: 'flag',
                    run: () => onOpen({ as: 'notice', contract }),
                  },
              'line',
              { id: 'remove', label: t`Entfernen`, icon: 'trash', danger: true, run: () => changes.remove(contract) },
            ]}
            label={t`Was mit ${contract.title} geschehen soll`}
          >
            <IconButton icon="more" label={t`Mehr zu ${contract.title}`} small />
          </Menu>
        )}
      </span>
      <ContractEnd contract={contract} />
      {contract.note && <p className="text-sm break-words whitespace-pre-line text-soft">{contract.note}</p>}
    </li>
  );
}
