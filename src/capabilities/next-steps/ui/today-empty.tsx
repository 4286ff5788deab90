import { Trans, useLingui } from '@lingui/react/macro';
import type { TodayView } from '#next-steps/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { EmptyState, ProgressBar } from '#web/components/states.tsx';
import { pathTo } from '#web/paths.ts';

/** The job that brings the example is still at work. */
export function ExampleComes() {
  const { t } = useLingui();
  return (
    <EmptyState
      action={
        <div className="w-64">
          <ProgressBar label={t`Das Beispiel wird geladen`} />
        </div>
      }
      icon="today"
    >
      <Trans>
        Gleich ist hier ein Arbeitstag aus Kassel: 3.000 Menschen, vierzehn Monate Besuche, Anrufe und Abschlüsse.
      </Trans>
    </EmptyState>
  );
}

export function NothingToDo({ day }: { day: TodayView }) {
  const { t } = useLingui();
  const go = useGo();
  const { doneToday, callsToday, notCallable } = day.counts;
  if (doneToday + callsToday > 0) {
    return (
      <EmptyState
        action={<Button icon="deal" onPress={() => go(pathTo.deals())}>{t`Abschlüsse ansehen`}</Button>}
        icon="check"
      >
        <Trans>Alles erledigt. Für heute ist nichts mehr versprochen.</Trans>
      </EmptyState>
    );
  }
  if (notCallable.count > 0) {
    return (
      <EmptyState
        action={<Button kind="primary" onPress={() => go(pathTo.contacts())}>{t`Menschen ansehen`}</Button>}
        icon="post"
      >
        <Trans>
          Ihre Kontakte sind da, aber noch keiner hat dem Anruf zugestimmt. Der Weg zu ihnen ist ein Brief; wer
          zustimmt, steht hier.
        </Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      action={
        <Button icon="import" kind="primary" onPress={() => go(pathTo.imports())}>
          {t`Liste einlesen`}
        </Button>
      }
      icon="today"
    >
      <Trans>
        Hier steht jeden Morgen, wen Sie als Nächstes anrufen, und warum. Bringen Sie Ihre Liste mit, dann füllt sich
        der Tag.
      </Trans>
    </EmptyState>
  );
}
