import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export { NextStepDialog } from './next-step-dialog.tsx';
export { NextStepsPanel } from './next-steps-panel.tsx';
export { blankStep, type StepDraft, StepEditor } from './step-editor.tsx';

export const screens: Screens = {
  pages: [
    {
      path: '/heute',
      load: async () => (await import('./today-page.tsx')).TodayPage,
      nav: { label: msg`Heute`, icon: 'today', order: 10, key: 'h', phone: true },
    },
  ],
  panels: (['contact', 'company', 'deal'] as const).map((subject) => ({
    subject,
    place: 'next' as const,
    order: 20,
    load: async () => (await import('./next-steps-panel.tsx')).panelOf(subject),
  })),
};
