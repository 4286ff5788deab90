import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  getContactScores,
  getDealScore,
  type Objection,
  type ScoreView,
  type SubjectScore,
  withdrawProfilingObjection,
} from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay } from '#web/session.ts';
import { noScoreWords, useReasonWords } from './words.ts';

const ObjectionDialog = onDemand(async () => (await import('./objection-dialog.tsx')).ObjectionDialog);

export function DealChance({ id }: { id: string }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getDealScore, { params: { dealId: id } });
  // An ended deal says for itself how it ended.
  if (data?.none === 'not_asked') return null;
  return (
    <Section title={t`Chance`}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && <Told label={t`wird gewonnen`} told={data} />}
    </Section>
  );
}

export function ContactChance({ id }: { id: string }) {
  const { t } = useLingui();
  const may = useMay();
  const [objecting, setObjecting] = useState(false);
  const { data, error, refetch } = useQueryOf(getContactScores, { params: { contactId: id } });
  return (
    <Section title={t`Chance`}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data?.objection && <Objected contactId={id} objection={data.objection} />}
      {data && !data.objection && (
        <div className="flex flex-col gap-4">
          {data.lead.none !== 'not_asked' && <Told label={t`wird Kunde, binnen 180 Tagen`} told={data.lead} />}
          {data.reach.none !== 'not_asked' && <Told label={t`nimmt den nächsten Anruf an`} told={data.reach} />}
          {may('write') && (
            <div>
              <Button kind="plain" onPress={() => setObjecting(true)}>
                <Trans>Person widerspricht der Bewertung</Trans>
              </Button>
            </div>
          )}
        </div>
      )}
      {objecting && <ObjectionDialog contactId={id} onClose={() => setObjecting(false)} />}
    </Section>
  );
}

function Told({ label, told: { score, none } }: { label: string; told: SubjectScore }) {
  const { i18n } = useLingui();
  if (score) return <Score label={label} score={score} />;
  return (
    <div>
      <p className="text-sm text-faint">{label}</p>
      <p className="text-soft">{none && i18n._(noScoreWords[none])}</p>
    </div>
  );
}

function Score({ label, score }: { label: string; score: ScoreView }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const say = useReasonWords();
  const { probability, low, high, reasons, cases, basis } = score;
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl font-semibold tabular-nums">{format.percent(probability)}</span>
        <span className="text-soft">{label}</span>
      </p>
      <Range high={high} low={low} probability={probability} />
      <ul className="pt-1">
        {reasons.map((reason) => (
          <li className="flex gap-2 py-0.5" key={reason.feature}>
            <span aria-hidden="true" className="w-3 shrink-0 text-center font-semibold text-faint">
              {reason.logit > 0 ? '+' : '−'}
            </span>
            <span className="sr-only">{reason.logit > 0 ? t`spricht dafür:` : t`spricht dagegen:`}</span>
            <span className="min-w-0 break-words">{say(reason)}</span>
          </li>
        ))}
      </ul>
      <p className="pt-1 text-sm text-faint">
        {basis === 'rule' ? (
          <Trans>
            Faustregel: die Chance dieser Stufe aus den Einstellungen, angepasst an {cases} beendete Abschlüsse. Ab 50
            lernt Klinke daraus.
          </Trans>
        ) : (
          <Trans>Gelernt aus {format.number(cases)} beendeten Fällen.</Trans>
        )}{' '}
        {may('manage') && (
          <Link to="/modelle">
            <Trans>Woher das kommt</Trans>
          </Link>
        )}
      </p>
    </div>
  );
}

/** Four of five times the share among such cases lies in the bar. */
function Range({ low, high, probability }: { low: number; high: number; probability: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const [from, to] = [format.percent(low), format.percent(high)];
  return (
    <div className="flex items-center gap-2 py-1">
      <span aria-hidden="true" className="relative h-1.5 flex-1 rounded-full bg-hover">
        <span
          className="absolute inset-y-0 rounded-full bg-brass/50"
          style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
        />
        <span className="absolute -inset-y-0.5 w-0.5 bg-brass-deep" style={{ left: `${probability * 100}%` }} />
      </span>
      <span className="text-sm text-soft tabular-nums">{t`meist ${from} bis ${to}`}</span>
    </div>
  );
}

function Objected({ contactId, objection }: { contactId: string; objection: Objection }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const withdraw = useMutationOf(withdrawProfilingObjection, {
    refreshes: ['timeline'],
    done: () => setAsking(false),
  });
  const day = format.dayOf(objection.objectedAt);
  return (
    <>
      <Note
        action={
          may('manage') && (
            <Button kind="plain" onPress={() => setAsking(true)}>
              <Trans>Zurückgenommen</Trans>
            </Button>
          )
        }
        kind="careful"
      >
        <p>
          <Trans>
            Hat am {day} der Bewertung widersprochen (Art. 21 DSGVO). Es wird nichts über diese Person ausgerechnet, und
            aus ihren Daten wird nichts gelernt.
          </Trans>
        </p>
        {objection.note && <p className="text-soft">{objection.note}</p>}
      </Note>
      <ConfirmDialog
        confirm={t`Widerspruch aufheben`}
        onClose={() => setAsking(false)}
        onConfirm={() => withdraw.mutate({ params: { contactId } })}
        open={asking}
        pending={withdraw.isPending}
        title={t`Hat die Person ihren Widerspruch zurückgenommen?`}
      >
        <Trans>Nur ihr eigenes Wort hebt ihn auf. Wer das hier einträgt, steht im Protokoll.</Trans>
      </ConfirmDialog>
    </>
  );
}
