import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { DealItem } from '#deals/contract';
import { ClassMark } from '#scoring/ui';
import { Standing } from '#web/components/standing.tsx';
import { useFormat } from '#web/format.ts';

/** How long it has been where it is; careful when that is longer than its stage allows. */
export function StageAge({ deal, bare }: { deal: DealItem; bare?: boolean }) {
  const words =
    deal.daysInStage === 0 ? <Trans>seit heute</Trans> : <Plural one="# Tag" other="# Tage" value={deal.daysInStage} />;
  if (!deal.stale) return <span className="whitespace-nowrap tabular-nums">{words}</span>;
  return (
    <Standing bare={bare ?? false} kind="careful">
      {words}
    </Standing>
  );
}

/** The day it is to close; careful when that has passed. */
export function CloseDay({ deal, bare }: { deal: DealItem; bare?: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  if (deal.closeOn === null) return <span className="text-faint">{t`ohne Datum`}</span>;
  const day = <span className="whitespace-nowrap tabular-nums">{format.day(deal.closeOn)}</span>;
  if (!deal.overdue) return day;
  return (
    <Standing bare={bare ?? false} kind="careful">
      <Trans>fällig {day}</Trans>
    </Standing>
  );
}

/** Won or lost, in picture and word; nothing while it is open. */
export function DealEnd({ state }: { state: DealItem['state'] }) {
  if (state === 'open') return null;
  return state === 'won' ? (
    <Standing kind="allowed">
      <Trans>gewonnen</Trans>
    </Standing>
  ) : (
    <Standing kind="refused">
      <Trans>verloren</Trans>
    </Standing>
  );
}

/** The class of whose the deal is: of the company, where there is one. */
export function CustomerMark({ deal: { company, contact } }: { deal: DealItem }) {
  if (company) return <ClassMark of={{ companyId: company.id }} />;
  return contact && <ClassMark of={{ contactId: contact.id }} />;
}

export function whose(deal: DealItem): string {
  return [deal.contact?.name, deal.company?.name].filter(Boolean).join(', ');
}
