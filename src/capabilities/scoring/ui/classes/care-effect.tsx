import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { getCareEffect } from '#scoring/contract';
import { Fact, Facts, Section } from '#web/components/page.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';

/** What looking after C customers in another way has freed, and what stayed. */
export function CareEffect() {
  const { t } = useLingui();
  const format = useFormat();
  const { data } = useQueryOf(getCareEffect);
  if (!data || data.customers === 0) return null;
  const hours = (data.minutesBefore - data.minutesSince) / 60;
  return (
    <Section
      hint={
        <Trans>
          Verglichen wird die Zeit seit der Umstellung mit gleich viel Zeit aus den zwölf Monaten davor. Stand: letzte
          Berechnung.
        </Trans>
      }
      title={t`Was die andere Betreuung bringt`}
    >
      <Facts>
        <Fact name={t`Umgestellt`}>
          <Plural one="# Kunde" other="# Kunden" value={data.customers} />
        </Fact>
        <Fact name={t`Stunden frei`}>{format.number(hours)}</Fact>
        <Fact name={t`Aufwand frei`}>
          <Money cents={data.costCentsBefore - data.costCentsSince} whole />
        </Fact>
        <Fact name={t`Umsatz`}>
          <Money cents={data.wonCentsSince} whole />{' '}
          <span className="text-sm text-soft">
            <Trans>
              vorher <Money cents={data.wonCentsBefore} whole />
            </Trans>
          </span>
        </Fact>
      </Facts>
    </Section>
  );
}
