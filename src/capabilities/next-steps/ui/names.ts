import { useLingui } from '@lingui/react/macro';
import type { StepKind, TodayFacts, TodayReason } from '#next-steps/contract';
import type { IconName } from '#web/components/icon.tsx';
import { useFormat } from '#web/format.ts';

export const stepIcons: Record<StepKind, IconName> = {
  call: 'phone',
  meeting: 'calendar',
  message: 'message',
  task: 'task',
};

export function useKindNames(): Record<StepKind, string> {
  const { t } = useLingui();
  return { call: t`Anruf`, meeting: t`Termin`, message: t`Nachricht`, task: t`Aufgabe` };
}

/** What a step is called when nobody calls it anything else. */
export function useStepTitles(): Record<StepKind, string> {
  const { t } = useLingui();
  return { call: t`Anrufen`, meeting: t`Termin`, message: t`Nachricht schreiben`, task: t`Erledigen` };
}

export const reasonIcons: Record<TodayReason, IconName> = {
  call_unfinished: 'careful',
  callback_due: 'history',
  promise_overdue: 'flag',
  meeting_today: 'calendar',
  promise_today: 'flag',
  step_overdue: 'clock',
  step_today: 'task',
  new_lead: 'person',
  deal_stuck: 'pause',
  deal_without_step: 'deal',
};

/** Headings of the list; neighbours of one kind stand together. */
export function useReasonGroups(): Record<TodayReason, string> {
  const { t } = useLingui();
  return {
    call_unfinished: t`Ergebnis fehlt`,
    callback_due: t`Rückrufe`,
    promise_overdue: t`Versprochen und überfällig`,
    meeting_today: t`Termine heute`,
    promise_today: t`Heute versprochen`,
    step_overdue: t`Überfällig`,
    step_today: t`Für heute geplant`,
    new_lead: t`Neue Kontakte`,
    deal_stuck: t`Abschlüsse, die stehen`,
    deal_without_step: t`Abschlüsse ohne nächsten Schritt`,
  };
}

/** Why a row is here, in one line. */
export function useReasonWords(): (facts: TodayFacts) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (facts) => {
    const { code, days = 0, stepTitle = '', stageName = '', dealTitle = '' } = facts;
    const time = facts.dueAt ? format.time(facts.dueAt) : '';
    const dueOn = facts.dueOn ? format.dayShort(facts.dueOn) : '';
    const late = days === 1 ? t`seit gestern` : t`seit ${days} Tagen`;
    const since = facts.since ? format.time(facts.since) : '';
    switch (code) {
      case 'call_unfinished':
        return t`Angerufen um ${since}, Ergebnis fehlt`;
      case 'callback_due':
        if (days > 0) return t`${stepTitle}, fällig ${late}`;
        return time ? t`${stepTitle} um ${time}` : t`${stepTitle}, für heute vereinbart`;
      case 'promise_overdue':
        return t`${stepTitle}: versprochen für ${dueOn}`;
      case 'meeting_today':
        return time ? t`${stepTitle} um ${time}` : t`${stepTitle} heute`;
      case 'promise_today':
        return time ? t`${stepTitle}: versprochen für ${time}` : t`${stepTitle}: heute versprochen`;
      case 'step_overdue':
        return t`${stepTitle}, fällig ${late}`;
      case 'step_today':
        return time ? t`${stepTitle} um ${time}` : stepTitle;
      case 'new_lead':
        return t`Neu, noch nie gesprochen`;
      case 'deal_stuck':
        return t`${dealTitle}: ${days} Tage zu lange in „${stageName}“`;
      case 'deal_without_step':
        return t`${dealTitle}: kein nächster Schritt`;
    }
  };
}
