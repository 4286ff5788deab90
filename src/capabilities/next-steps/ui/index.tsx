import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

/** How did this call end, and what follows? */
export const OutcomeDialog = onDemand(async () => (await import('./outcome-dialog.tsx')).OutcomeDialog);
/** A mailbox has answered. */
export const LeaveMessage = onDemand(async () => (await import('./leave-message.tsx')).LeaveMessage);
/** What is planned, to be seen where something is about to be ended. */
export const NextStepsOf = onDemand(async () => (await import('./next-steps-panel.tsx')).NextStepsPanel);
/** Sets a next step with somebody who is shown elsewhere. */
export const NextStepDialog = onDemand(async () => (await import('./next-step-dialog.tsx')).NextStepDialog);
/** For what rings, which must not hold up the first page. */
export const NextStepLine = onDemand(async () => (await import('./next-step-line.tsx')).NextStepLine);

export type { TodayRow, TodayView } from '#next-steps/contract';
export { useToday } from './use-today.ts';
export const Background = onDemand(async () => (await import('./background.tsx')).Background);
export { OutcomeForm } from './outcome-form.tsx';

export const screens: Screens = {
  pages: [
    {
      path: '/heute',
      load: async () => (await import('./today-page.tsx')).TodayPage,
      nav: { label: msg`Heute`, icon: 'today', order: 10, key: 'h', phone: true },
    },
    {
      path: '/erreichbarkeit',
      load: async () => (await import('./reach/reach-page.tsx')).ReachPage,
      nav: { label: msg`Erreichbarkeit`, icon: 'clock', order: 75 },
    },
  ],
  panels: [
    {
      subject: 'contact',
      place: 'actions',
      order: 10,
      load: async () => (await import('./call-actions.tsx')).CallActions,
    },
    {
      subject: 'deal',
      place: 'actions',
      order: 10,
      load: async () => (await import('./call-actions.tsx')).DealCallActions,
    },
    {
      subject: 'contact',
      place: 'next',
      order: 8,
      load: async () => (await import('./reach/reach-panel.tsx')).ReachPanel,
    },
    ...(['contact', 'company', 'deal'] as const).map((subject) => ({
      subject,
      place: 'next' as const,
      order: 10,
      load: async () => (await import('./next-steps-panel.tsx')).panelOf(subject),
    })),
  ],
};
