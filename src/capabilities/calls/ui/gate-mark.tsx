import { useLingui } from '@lingui/react/macro';
import type { MayContactAnswer } from '#consent/contract';
import { Standing } from '#web/components/standing.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';

/** In two or three words: may the phone ring there now? */
export function GateMark({ answer, bare }: { answer: MayContactAnswer; bare?: boolean }) {
  const { t } = useLingui();
  const opening = useOpening();
  if (answer.allowed) return <Standing bare={bare ?? false} kind="allowed">{t`Anruf erlaubt`}</Standing>;
  if (isWaiting(answer)) {
    const from = answer.facts.until && opening(answer.facts.until);
    return (
      <Standing bare={bare ?? false} kind="careful">
        {from ? t`ab ${from}` : t`jetzt nicht`}
      </Standing>
    );
  }
  return <Standing bare={bare ?? false} kind="refused">{t`nicht anrufen`}</Standing>;
}

/** Allowed but for the hour or the day. */
export function isWaiting(answer: MayContactAnswer): boolean {
  return !answer.allowed && (answer.because === 'rest_day' || answer.because === 'outside_hours');
}

/** 08:00 today; otherwise with its day. */
function useOpening(): (at: string) => string {
  const format = useFormat();
  const now = useNow();
  return (at) =>
    format.isoDayOf(at) === format.isoDayOf(now)
      ? format.time(at)
      : `${format.dayShort(format.isoDayOf(at))} ${format.time(at)}`;
}
