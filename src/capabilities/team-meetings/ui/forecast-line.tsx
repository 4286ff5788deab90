import { Trans, useLingui } from '@lingui/react/macro';
import type { Agenda } from '#team-meetings/contract';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { Money } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';

/** From the number of the last time to the number of this one. */
export function ForecastLine({ forecast }: { forecast: Agenda['forecast'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const { since, currency, fromCents, toCents } = forecast;
  const cents = toCents - fromCents;
  return (
    <Section title={t`Prognose`}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl font-semibold">
          <Money cents={toCents} currency={currency} whole />
        </span>
        <span className="text-soft">
          {cents === 0 ? (
            <Trans>unverändert seit {format.day(since)}</Trans>
          ) : cents > 0 ? (
            <Trans>
              +<Money cents={cents} currency={currency} whole /> seit {format.day(since)}
            </Trans>
          ) : (
            <Trans>
              −<Money cents={-cents} currency={currency} whole /> seit {format.day(since)}
            </Trans>
          )}
        </span>
        <Link to={`${pathTo.forecast()}?seit=${since}`}>
          <Trans>Was sich bewegt hat</Trans>
        </Link>
      </p>
    </Section>
  );
}
