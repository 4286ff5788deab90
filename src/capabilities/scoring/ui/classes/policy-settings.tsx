import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changeClassPolicy, type ClassPolicy, getClassPolicy } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { MoneyField, NumberField } from '#web/components/number-field.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';

/** How customers are valued here: for how long, at which rates, and where the classes part. */
export function PolicySettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getClassPolicy);
  return (
    <Page title={t`Kundenwert und Klassen`}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && <Policy key={JSON.stringify(data)} policy={data} />}
    </Page>
  );
}

function Policy({ policy }: { policy: ClassPolicy }) {
  const { t } = useLingui();
  const { currency } = useSession().workspace;
  const [draft, setDraft] = useState(policy);
  const save = useMutationOf(changeClassPolicy, {
    quiet: true,
    done: () => toast({ message: t`Gespeichert. Alles wird im Hintergrund neu gerechnet.` }),
  });
  const set = (field: keyof ClassPolicy) => (value: number | null) =>
    value !== null && setDraft({ ...draft, [field]: value });
  const whole = draft.shareA + draft.shareB < 100 && draft.bFromCents <= draft.aFromCents;
  const changed = JSON.stringify(draft) !== JSON.stringify(policy);
  return (
    <form
      className="flex max-w-3xl flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (whole && changed) save.mutate({ body: draft });
      }}
    >
      <Section hint={<Trans>So weit wird vorausgeschaut. Zwei Jahre sind üblich.</Trans>} title={t`Zeitraum`}>
        <div className="w-44">
          <NumberField
            label={t`Zeitraum`}
            labelHidden
            max={60}
            min={6}
            onChange={set('months')}
            unit={t`Monate`}
            value={draft.months}
          />
        </div>
      </Section>
      <Section
        hint={
          <Trans>
            Was die Arbeit für einen Kunden kostet. Gezählt werden Gespräche und Termine, die stattfanden, in Minuten,
            und jeder Hausbesuch zusätzlich mit seinem Weg; dazu, was beim Kunden eingetragen ist: Anliegen, Mahnungen,
            Rücklastschriften mit diesen Sätzen, Nachlässe mit ihrem Betrag.
          </Trans>
        }
        title={t`Aufwand`}
      >
        <div className="grid max-w-md grid-cols-2 gap-3 phone:grid-cols-1">
          <MoneyField
            currency={currency}
            label={t`Eine Stunde Arbeit`}
            max={1_000}
            onChange={set('hourCents')}
            valueCents={draft.hourCents}
          />
          <MoneyField
            currency={currency}
            label={t`Weg zu einem Hausbesuch`}
            max={10_000}
            onChange={set('visitCents')}
            valueCents={draft.visitCents}
          />
          <MoneyField
            currency={currency}
            label={t`Ein Anliegen`}
            max={10_000}
            onChange={set('ticketCents')}
            valueCents={draft.ticketCents}
          />
          <MoneyField
            currency={currency}
            label={t`Eine Mahnung`}
            max={10_000}
            onChange={set('dunningLetterCents')}
            valueCents={draft.dunningLetterCents}
          />
          <MoneyField
            currency={currency}
            label={t`Eine Rücklastschrift`}
            max={10_000}
            onChange={set('returnedDebitCents')}
            valueCents={draft.returnedDebitCents}
          />
        </div>
      </Section>
      <Section title={t`Grenzen der Klassen`}>
        <div className="flex flex-col gap-4">
          <RadioGroup
            label={t`Grenzen nach`}
            onChange={(basis) => setDraft({ ...draft, basis })}
            options={[
              {
                value: 'shares',
                label: t`Anteilen`,
                hint: t`Die besten so viel Prozent der Kunden sind A, die nächsten B.`,
              },
              { value: 'amounts', label: t`Beträgen`, hint: t`Ab diesem Netto-Wert ist ein Kunde A oder B.` },
            ]}
            value={draft.basis}
          />
          <div className="grid max-w-md grid-cols-2 gap-3 phone:grid-cols-1">
            {draft.basis === 'shares' ? (
              <>
                <NumberField
                  label={t`A sind die besten`}
                  max={98}
                  min={1}
                  onChange={set('shareA')}
                  unit="%"
                  value={draft.shareA}
                />
                <NumberField
                  error={draft.shareA + draft.shareB < 100 ? undefined : t`Für C bleibt so nichts übrig.`}
                  label={t`B sind die nächsten`}
                  max={98}
                  min={1}
                  onChange={set('shareB')}
                  unit="%"
                  value={draft.shareB}
                />
              </>
            ) : (
              <>
                <MoneyField
                  currency={currency}
                  label={t`A ab`}
                  min={0.01}
                  onChange={set('aFromCents')}
                  valueCents={draft.aFromCents}
                />
                <MoneyField
                  currency={currency}
                  error={draft.bFromCents <= draft.aFromCents ? undefined : t`B beginnt unter A.`}
                  label={t`B ab`}
                  min={0.01}
                  onChange={set('bFromCents')}
                  valueCents={draft.bFromCents}
                />
              </>
            )}
          </div>
        </div>
      </Section>
      <Section
        hint={<Trans>Wer länger nichts von Ihnen gehört hat, steht auf der Seite Kundenwert.</Trans>}
        title={t`A-Kunden hören von uns`}
      >
        <div className="w-44">
          <NumberField
            label={t`mindestens alle`}
            max={365}
            min={7}
            onChange={set('contactEveryDays')}
            unit={t`Tage`}
            value={draft.contactEveryDays}
          />
        </div>
      </Section>
      <div className="flex flex-col gap-2 pt-2">
        {save.error && <ErrorNote error={save.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <span>
          <Button
            disabled={!whole || !changed}
            kind="primary"
            pending={save.isPending}
            type="submit"
          >{t`Speichern`}</Button>
        </span>
      </div>
    </form>
  );
}
