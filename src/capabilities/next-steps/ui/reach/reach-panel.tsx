import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { usePeople } from '#access/ui';
import { type ContactReach, getContactReach } from '#next-steps/contract';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useWindowWords } from './window-words.ts';

/** The best next touch with this person, and what that rests on. */
export function ReachPanel({ id }: { id: string }) {
  const { t } = useLingui();
  const asked = { params: { contactId: id } };
  const { data, error, refetch } = useQueryOf(getContactReach, asked, { refetchMs: 60_000 });
  return (
    <Section title={t`Nächster Kontakt`}>
      {error && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data && (
        <>
          <Advice reach={data} />
          <BestTimeLine reach={data} />
          <ByWhom reach={data} />
          {data.objects && (
            <p className="pt-1 text-sm text-soft">
              <Trans>Hat Profilen widersprochen: Hier steht nur, was für alle gilt.</Trans>
            </p>
          )}
        </>
      )}
    </Section>
  );
}

const icons: Record<ContactReach['advice']['do'], IconName> = {
  call: 'phone',
  call_at: 'clock',
  mail: 'message',
  meeting: 'calendar',
  rest: 'pause',
};

function Advice({ reach }: { reach: ContactReach }) {
  const what = useAdvice(reach.advice);
  const why = useReason(reach);
  return (
    <p className="flex items-start gap-2">
      <Icon className="mt-0.5 text-brass-deep" name={icons[reach.advice.do]} />
      <span className="min-w-0">
        <span className="block font-medium">{what}</span>
        <span className="block text-sm text-soft">{why}</span>
      </span>
    </p>
  );
}

function useAdvice({ do: what, at }: ContactReach['advice']): string {
  const { t } = useLingui();
  const format = useFormat();
  const moment = at === null ? '' : format.dateTime(at);
  switch (what) {
    case 'call':
      return t`Jetzt anrufen`;
    case 'call_at':
      return at === null ? t`Später anrufen` : t`Anrufen am ${moment}`;
    case 'mail':
      return t`E-Mail schreiben`;
    case 'meeting':
      return t`Termin vorschlagen`;
    case 'rest':
      return at === null ? t`In Ruhe lassen` : t`In Ruhe lassen bis ${moment}`;
  }
}

function useReason({ advice, misses }: ContactReach): ReactNode {
  switch (advice.because) {
    case 'allowed_now':
      return <Trans>Sie dürfen, und es spricht nichts dafür zu warten.</Trans>;
    case 'good_now':
      return <Trans>Das ist die Zeit, zu der hier am ehesten jemand rangeht.</Trans>;
    case 'better_then':
      return <Trans>Dann geht am ehesten jemand ran, und der Anruf ist erlaubt.</Trans>;
    case 'opens_then':
      return <Trans>Vorher soll das Telefon dort nicht klingeln.</Trans>;
    case 'not_answering':
      return <Trans>{misses} Anrufe hintereinander ohne Antwort; schreiben dürfen Sie.</Trans>;
    case 'phone_refused':
      return <Trans>Anrufen dürfen Sie nicht, schreiben schon.</Trans>;
    case 'no_number':
      return <Trans>Es gibt keine Nummer, aber schreiben dürfen Sie.</Trans>;
    case 'spoken_often':
      return <Trans>Sie haben sich mehrmals gesprochen, der Abschluss ist offen, und kein Termin steht.</Trans>;
    case 'meeting_ahead':
      return <Trans>Der Termin steht schon.</Trans>;
    case 'too_often':
      return <Trans>Hier wurde oft genug versucht; mehr lässt Ihre Regel nicht zu.</Trans>;
    case 'no_way':
      return <Trans>Weder Anruf noch E-Mail ist erlaubt oder möglich.</Trans>;
  }
}

function BestTimeLine({ reach: { best, overall, calls, enough } }: { reach: ContactReach }) {
  const format = useFormat();
  const words = useWindowWords();
  if (overall === null) {
    return (
      <p className="pt-2 text-sm text-soft">
        <Trans>
          Ab {enough} abgehenden Anrufen Ihres Teams steht hier, wann am ehesten jemand rangeht. Bisher:{' '}
          {format.number(calls)}.
        </Trans>
      </p>
    );
  }
  const usually = format.percent(overall);
  if (!best) {
    return (
      <p className="pt-2 text-sm text-soft">
        <Trans>
          Keine Zeit ist hier erkennbar besser als der Schnitt aller Anrufe ({usually} erreicht, {format.number(calls)}{' '}
          Anrufe).
        </Trans>
      </p>
    );
  }
  const time = words(best.window);
  const [chance, low, high] = [best.chance, best.low, best.high].map(format.percent);
  return (
    <p className="pt-2 text-sm text-soft">
      <span className="font-medium text-ink">
        <Trans>Am besten {time}:</Trans>
      </span>{' '}
      <Trans>
        {chance} erreicht (80 %: {low} bis {high}), sonst {usually}.
      </Trans>{' '}
      <Plural
        one="Gelernt aus # Anruf zu dieser Zeit"
        other="Gelernt aus # Anrufen zu dieser Zeit"
        value={best.calls}
      />
      {best.own > 0 && (
        <>
          {' '}
          <Trans>und {best.own} mit diesem Menschen</Trans>
        </>
      )}
      .
    </p>
  );
}

function ByWhom({ reach: { by } }: { reach: ContactReach }) {
  const people = usePeople();
  if (!by) return null;
  const name = people.nameOf(by.userId);
  const { answered, tries } = by;
  return (
    <p className="pt-1 text-sm text-soft">
      <Trans>
        Geht am ehesten ran, wenn {name} anruft: {answered} von {tries} Anrufen.
      </Trans>
    </p>
  );
}
