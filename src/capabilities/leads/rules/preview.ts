import type { PreviewRow } from '../contract.ts';
import type { Interpretation } from './interpret.ts';

/** An understood row as a person reads it. */
export function previewOf(row: number, { row: understood, problems }: Interpretation): PreviewRow {
  const address = understood?.addresses[0];
  const deal = understood?.deal;
  const amount =
    deal?.valueCents === undefined
      ? undefined
      : `${(deal.valueCents / 100).toLocaleString('de-DE', { minimumFractionDigits: 2 })} ${deal.currency ?? '€'}`;
  return {
    row,
    name: understood?.person?.displayName ?? null,
    company: understood?.company?.name ?? null,
    kind: understood?.kind.value ?? null,
    phones: understood?.phones.map(({ number }) => number) ?? [],
    emails: understood?.emails.map(({ address: mail }) => mail) ?? [],
    address: address
      ? [
          [address.street, address.houseNumber].filter(Boolean).join(' '),
          [address.postalCode, address.city].filter(Boolean).join(' '),
        ]
          .filter(Boolean)
          .join(', ')
      : null,
    visit: understood?.visit
      ? [understood.visit.wording || understood.visit.result, understood.visit.on].filter(Boolean).join(', ')
      : null,
    deal: deal ? [deal.title, amount, deal.stage].filter(Boolean).join(', ') : null,
    note: understood?.note?.slice(0, 300) ?? null,
    objection: (understood?.objections.length ?? 0) > 0,
    problems: problems.map(({ column, message }) => ({ column, message })),
  };
}
