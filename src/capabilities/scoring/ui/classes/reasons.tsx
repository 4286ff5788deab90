import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ClassRun, CustomerView } from '#scoring/contract';
import { Fact, Facts } from '#web/components/page.tsx';
import { Money } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';

/** From which figures a class comes, each with what it rests on. */
export function ClassReasons({ customer, run }: { customer: CustomerView; run: ClassRun | null }) {
  const { t } = useLingui();
  const format = useFormat();
  const months = run?.months ?? 24;
  const { wins, lastWonOn, alive, openDeals, contracts, contractSince } = customer;
  return (
    <Facts>
      <Fact name={t`Bisher gekauft`}>
        <Money cents={customer.wonCents} whole />{' '}
        <Small>
          <Plural one="# Abschluss" other="# Abschlüsse" value={wins} />
          {lastWonOn && ` · ${t`zuletzt ${format.day(lastWonOn)}`}`}
        </Small>
      </Fact>
      <Fact name={t`Wird noch kaufen`}>
        <Money cents={customer.purchaseCents} whole />{' '}
        <Small>
          {t`${format.number(customer.expectedPurchases)} Käufe in ${months} Monaten`}
          {alive !== null && ` · ${t`zu ${format.percent(alive)} noch Kunde`}`}
        </Small>
      </Fact>
      {contracts > 0 && (
        <Fact name={t`Aus Verträgen`}>
          <Money cents={customer.contractCents} whole />{' '}
          <Small>
            <Plural one="# Vertrag" other="# Verträge" value={contracts} />
            {contractSince && ` · ${t`seit ${format.day(contractSince)}`}`}
          </Small>
        </Fact>
      )}
      {openDeals > 0 && (
        <Fact name={t`Offen, gewichtet`}>
          <Money cents={customer.openCents} whole />{' '}
          <Small>
            <Plural one="# Abschluss" other="# Abschlüsse" value={openDeals} />
          </Small>
        </Fact>
      )}
      <Fact name={t`Aufwand im Jahr`}>
        <Money cents={customer.costCents} whole />{' '}
        <Small>
          <Work customer={customer} />
        </Small>
      </Fact>
      <Fact name={t`Netto-Wert`}>
        <span className="font-medium">
          <Money cents={customer.netCents} whole />
        </span>{' '}
        <Small>
          <Trans>in {months} Monaten, Aufwand abgezogen</Trans>
        </Small>
      </Fact>
    </Facts>
  );
}

function Small({ children }: { children: React.ReactNode }) {
  return <span className="text-sm text-soft">{children}</span>;
}

/** What went into it: 4 Gespräche (35 Min.), 1 Termin (60 Min.), 2 Mahnungen. */
function Work({ customer }: { customer: CustomerView }) {
  const { calls, callMinutes, meetings, meetingMinutes, visits } = customer;
  const { tickets, dunningLetters, returnedDebits, discountCents } = customer;
  const format = useFormat();
  const parts = [
    calls > 0 && (
      <span key="calls">
        <Plural one="# Gespräch" other="# Gespräche" value={calls} /> (<Trans>{callMinutes} Min.</Trans>)
      </span>
    ),
    meetings > 0 && (
      <span key="meetings">
        <Plural one="# Termin" other="# Termine" value={meetings} /> (<Trans>{meetingMinutes} Min.</Trans>)
      </span>
    ),
    visits > 0 && (
      <span key="visits">
        <Trans>davon {visits} vor Ort</Trans>
      </span>
    ),
    tickets > 0 && <Plural key="tickets" one="# Anliegen" other="# Anliegen" value={tickets} />,
    dunningLetters > 0 && <Plural key="letters" one="# Mahnung" other="# Mahnungen" value={dunningLetters} />,
    returnedDebits > 0 && (
      <Plural key="debits" one="# Rücklastschrift" other="# Rücklastschriften" value={returnedDebits} />
    ),
    discountCents > 0 && (
      <span key="discounts">
        <Trans>{format.wholeMoney(discountCents)} Nachlass</Trans>
      </span>
    ),
  ].filter((part) => part !== false);
  if (parts.length === 0) return <Trans>nichts erfasst</Trans>;
  return parts.flatMap((part, at) => (at === 0 ? [part] : [' · ', part]));
}

/** How sure the class is, and what would move it. */
export function Outlook({ customer }: { customer: CustomerView }) {
  const { t } = useLingui();
  const format = useFormat();
  const { certainty, missingCents, set, class: current } = customer;
  const better = current === 'C' ? 'B' : 'A';
  const sentences = [
    current === null &&
      t`Noch offen: Nach dem zweiten Kauf, oder drei Monate nach dem ersten oder dem Beginn eines Vertrags, gibt es eine Klasse.`,
    set === null && certainty === 'near' && t`Knapp an der Grenze: Der nächste Monat kann es anders sehen.`,
    set === null && certainty === 'thin' && t`Bisher ein einziger Kauf: Die Einschätzung ist vorsichtig.`,
    missingCents !== null && missingCents > 0 && t`Noch ${format.wholeMoney(missingCents)} bis ${better}.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length > 0 && <p className="text-sm text-soft">{sentences.join(' ')}</p>;
}
