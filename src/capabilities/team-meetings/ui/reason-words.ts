import { useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { useKindWords } from '#forecasts/ui';
import type { PointReason } from '#team-meetings/contract';
import { useFormat } from '#web/format.ts';

/** Why it is on the agenda, in a few words. */
export function useReasonWords(currency: string): (reason: PointReason) => string {
  const { t } = useLingui();
  const format = useFormat();
  const kinds = useKindWords();
  const { nameOf } = usePeople();
  return (reason) => {
    switch (reason.code) {
      case 'stuck':
      case 'slow_stage':
        return t`seit ${reason.days} Tagen in dieser Stufe`;
      case 'overdue':
        return t`Abschluss war für ${format.day(reason.on)} erwartet`;
      case 'due':
        return t`Abschluss am ${format.day(reason.on)} erwartet`;
      case 'large':
        return t`einer der größten`;
      case 'silent':
        return t`seit ${reason.days} Tagen still`;
      case 'old':
        return t`${reason.days} Tage alt, älter als üblich`;
      case 'without_step':
        return t`kein nächster Schritt`;
      case 'pushed':
        return t`${reason.times}-mal verschoben`;
      case 'objection':
        return t`in ${reason.times} Gesprächen „${reason.title}“`;
      case 'moved': {
        const sum = format.wholeMoney(Math.abs(reason.cents), currency);
        return reason.cents < 0
          ? t`Prognose −${sum}: ${kinds[reason.kind]}`
          : t`Prognose +${sum}: ${kinds[reason.kind]}`;
      }
      case 'proposed':
        return t`vorgeschlagen von ${nameOf(reason.by)}`;
      case 'recorded':
        return t`aufgenommen`;
      case 'noted':
        return t`mit Notiz`;
    }
  };
}
