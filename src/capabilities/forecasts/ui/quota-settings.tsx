import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { listQuotas, setQuota } from '#forecasts/contract';
import { MoneyField } from '#web/components/number-field.tsx';
import { Page } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { sessionIfAny } from '#web/session.ts';

const monthsShown = 6;

/** Quotas by month, of the team and of each of its people. */
export function QuotaSettings() {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const currency = sessionIfAny()?.workspace.currency ?? 'EUR';
  const from = format.isoDayOf(useNow()).slice(0, 7);
  const months = Array.from({ length: monthsShown }, (_, at) => monthAfter(from, at));
  const { data, error, refetch } = useQueryOf(listQuotas, { query: { from } });
  const set = useMutationOf(setQuota);
  const rows = [{ id: null, name: t`Team` }, ...people.active.map(({ id, name }) => ({ id, name }))];
  const quotaOf = (ownerId: string | null, month: string) =>
    data?.items.find((one) => one.ownerId === ownerId && one.month === month)?.amountCents ?? null;

  return (
    <Page title={t`Ziele`}>
      <p className="max-w-2xl pb-4 text-soft">
        <Trans>
          Was im Monat gewonnen werden soll, vom Team und von jedem. Das Ziel eines Quartals ist die Summe seiner
          Monate. In der Prognose steht, wie viel davon erreicht ist.
        </Trans>
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data &&
        rows.map(({ id, name }) => (
          <section className="border-t border-line py-3" key={id ?? ''}>
            <h2 className="pb-2 font-semibold">{name}</h2>
            <div className="grid max-w-5xl grid-cols-6 gap-3 phone:grid-cols-2">
              {months.map((month) => (
                <MoneyField
                  currency={currency}
                  key={month}
                  label={format.monthShort(month)}
                  onChange={(amountCents) => set.mutate({ body: { ownerId: id, month, amountCents } })}
                  valueCents={quotaOf(id, month)}
                />
              ))}
            </div>
          </section>
        ))}
    </Page>
  );
}

function monthAfter(from: string, months: number): string {
  const [year = 0, month = 1] = from.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
}
