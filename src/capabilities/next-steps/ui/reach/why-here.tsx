import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { RowReach, RowWorth } from '#next-steps/contract';
import { Button } from '#web/components/button.tsx';
import { Fact, Facts } from '#web/components/page.tsx';
import { useFormat } from '#web/format.ts';
import { useWindowWords } from './window-words.ts';

/** What the place in the list rests on, for whoever asks. */
export function WhyHere({ reach }: { reach: RowReach }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button kind="plain" onPress={() => setOpen(!open)}>
        {open ? t`Rechnung ausblenden` : t`Warum hier?`}
      </Button>
      {open && (
        <div className="mt-1 border-l-2 border-line pl-3">
          {reach.arm === 'random' && (
            <p className="text-soft">
              <Trans>Steht zum Vergleich an zufälliger Stelle.</Trans>
            </p>
          )}
          {reach.worth && <Sum worth={reach.worth} />}
          {reach.best && <Best best={reach.best} />}
        </div>
      )}
    </div>
  );
}

function Sum({ worth }: { worth: RowWorth }) {
  const { t } = useLingui();
  const format = useFormat();
  const { reached, win, value, minutes, minutesFrom, centsPerHour } = worth;
  const [low, high] = [format.percent(reached.low), format.percent(reached.high)];
  const shown = { minutes: format.number(minutes), perHour: format.wholeMoney(centsPerHour) };
  return (
    <Facts>
      <Fact name={t`Geht jemand ran`}>
        <Figure value={format.percent(reached.chance)}>
          <Trans>
            {low} bis {high}, aus {format.number(reached.cases)} Anrufen des Teams
          </Trans>
          {reached.own > 0 && (
            <>
              {' '}
              <Trans>und {reached.own} mit diesem Menschen</Trans>
            </>
          )}
        </Figure>
      </Fact>
      <Fact name={t`Kauft dann`}>
        <Figure value={format.percent(win.chance)}>
          {win.by === 'stage' && <Trans>Chance der Stufe</Trans>}
          {win.by === 'score' && <Trans>gelernt aus dem, was früher wurde</Trans>}
          {win.by === 'team' && (
            <Trans>so viele von {format.number(win.cases ?? 0)} Menschen, die Sie zum ersten Mal erreicht haben</Trans>
          )}
        </Figure>
      </Fact>
      <Fact name={t`Wert`}>
        <Figure value={format.wholeMoney(value.cents)}>
          {value.by === 'deal' ? (
            <Trans>des Abschlusses</Trans>
          ) : (
            <Trans>im Schnitt von {format.number(value.cases ?? 0)} gewonnenen Abschlüssen</Trans>
          )}
        </Figure>
      </Fact>
      <Fact name={t`Kostet`}>
        <Figure value={t`${shown.minutes} Min.`}>
          <Trans>
            im Schnitt: vergebliche Versuche, und alle Gespräche und Termine mit jemandem, den Sie erreichen; aus{' '}
            {format.number(minutesFrom)} Menschen
          </Trans>
        </Figure>
      </Fact>
      <Fact name={t`Zusammen`}>
        <Figure value={t`${shown.perHour} je Stunde`}>
          <Trans>erwartet; einzelne Anrufe bringen viel mehr oder nichts</Trans>
        </Figure>
      </Fact>
    </Facts>
  );
}

function Best({ best }: { best: NonNullable<RowReach['best']> }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useWindowWords();
  const [low, high] = [format.percent(best.low), format.percent(best.high)];
  return (
    <Facts>
      <Fact name={t`Beste Zeit`}>
        <Figure value={words(best.window)}>
          <Trans>
            dann geht zu {format.percent(best.chance)} jemand ran ({low} bis {high}), aus {format.number(best.calls)}{' '}
            Anrufen zu dieser Zeit
          </Trans>
        </Figure>
      </Fact>
    </Facts>
  );
}

function Figure({ value, children }: { value: string; children: ReactNode }) {
  return (
    <>
      <span className="font-medium tabular-nums">{value}</span> <span className="text-sm text-soft">{children}</span>
    </>
  );
}
