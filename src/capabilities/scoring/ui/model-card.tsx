import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { approveModel, type ModelView } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { Fact, Facts, Section } from '#web/components/page.tsx';
import { Standing } from '#web/components/standing.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { becauseWords, featureWords, verdictWords, weekdayOf, whyWords } from './words.ts';

/** What a person needs to know before they answer for it. */
export function ModelCard({ model, latest }: { model: ModelView; latest: ModelView }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const { card, active, verdict } = model;
  const wordOf = (name: string) => (featureWords[name] ? i18n._(featureWords[name]) : name);
  const whyOf = (why: string) => (whyWords[why] ? i18n._(whyWords[why]) : why);
  const noBetter = verdict === 'no better than the base rate';
  return (
    <Section
      actions={<Approval latest={latest} model={model} />}
      title={t`Modell vom ${format.dateTime(model.trainedAt)}`}
    >
      {noBetter && (
        <div className="pb-3">
          <Note>
            {model.rows < 50 ? (
              <Trans>Weniger als 50 Ergebnisse: Das reicht für eine Quote, nicht für mehr.</Trans>
            ) : (
              <Trans>
                Was wir von den Fällen wissen, sagt nicht mehr als die Quote allein. Deshalb wird niemand bewertet. Das
                ist ein Ergebnis, kein Fehler.
              </Trans>
            )}
          </Note>
        </div>
      )}
      <Facts>
        <Fact name={t`Stand`}>
          {active ? (
            <Standing bare kind="allowed">{t`bewertet`}</Standing>
          ) : noBetter ? (
            <Standing bare kind="unknown">{t`bewertet nicht`}</Standing>
          ) : model.approvedAt ? (
            <Standing bare kind="unknown">{t`abgelöst`}</Standing>
          ) : (
            <Standing bare kind="careful">{t`wartet auf Freigabe`}</Standing>
          )}
        </Fact>
        <Fact name={t`Urteil`}>{i18n._(verdictWords[verdict])}</Fact>
        <Fact name={t`Gelernt`}>
          <Trans>
            aus {format.number(model.rows)} Fällen, davon kam es bei {format.percent(model.baseRate)};{' '}
            {i18n._(becauseWords[model.because])}
          </Trans>
        </Fact>
        {model.approvedAt && (
          <Fact name={t`Freigegeben`}>
            {[format.dateTime(model.approvedAt), people.nameOf(model.approvedBy)].filter(Boolean).join(', ')}
          </Fact>
        )}
        {card.validation && (
          <Fact name={t`An ungesehenen Fällen`}>
            <Trans>
              {format.percent(card.validation.auc)} richtig geordnet (AUC); gesagt und gekommen liegen im Mittel{' '}
              {format.percent(card.validation.ece)} auseinander (ECE)
            </Trans>
          </Fact>
        )}
        {card.against && (
          <Fact name={t`Gegen das vorige`}>
            <Trans>
              an {format.number(card.against.rows)} neuen Fällen: Verlust {card.against.logLoss.toFixed(3)} statt{' '}
              {card.against.before.toFixed(3)}
            </Trans>
          </Fact>
        )}
        {card.slot && (
          <Fact name={t`Gilt für`}>
            <Trans>
              Ihre häufigste Anrufzeit: {i18n._(weekdayOf(card.slot.weekday))}, {card.slot.hour} Uhr
            </Trans>
          </Fact>
        )}
        <Fact name={t`Benutzt`}>{card.used.map(wordOf).join(', ') || '–'}</Fact>
        {card.suspectedLeaks.length > 0 && (
          <Fact name={t`Verdächtig, weggelassen`}>
            {card.suspectedLeaks.map(({ column, why }) => `${wordOf(column)} (${whyOf(why)})`).join('; ')}
          </Fact>
        )}
        {card.barred.length > 0 && <Fact name={t`Gesperrt`}>{card.barred.map(wordOf).join(', ')}</Fact>}
        {card.ignored.length > 0 && (
          <Fact name={t`Weggelassen`}>
            {card.ignored.map(({ column, why }) => `${wordOf(column)} (${whyOf(why)})`).join('; ')}
          </Fact>
        )}
        {card.objectors > 0 && (
          <Fact name={t`Widersprüche`}>
            <Trans>Fälle von Menschen, die widersprochen haben, sind nicht dabei.</Trans>
          </Fact>
        )}
        <Fact name={t`Rechenweg`}>
          {card.engine}, {t`Startzahl ${card.seed}`}
        </Fact>
      </Facts>
    </Section>
  );
}

function Approval({ model, latest }: { model: ModelView; latest: ModelView }) {
  const { t } = useLingui();
  const may = useMay();
  const approve = useMutationOf(approveModel, { quiet: true });
  if (model.active || model.verdict === 'no better than the base rate') return null;
  if (!may('owner'))
    return <span className="text-sm text-faint">{t`Freigeben kann, wem der Arbeitsbereich gehört.`}</span>;
  return (
    <>
      {approve.error && <ErrorNote error={approve.error} />}
      <Button
        kind="primary"
        onPress={() => approve.mutate({ params: { modelId: model.id }, body: {} })}
        pending={approve.isPending}
      >
        {model.id === latest.id ? <Trans>Freigeben</Trans> : <Trans>Zu diesem zurückkehren</Trans>}
      </Button>
    </>
  );
}
