import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  pages: [
    {
      path: '/abschluesse',
      load: async () => (await import('./deals-page.tsx')).DealsPage,
      nav: { label: msg`Abschlüsse`, icon: 'deal', order: 40, key: 'a', phone: true },
    },
    { path: '/abschluesse/$dealId', load: async () => (await import('./deal-page.tsx')).DealPage },
  ],
  panels: (['contact', 'company'] as const).map((subject) => ({
    subject,
    place: 'next' as const,
    order: 20,
    load: async () => (await import('./deals-panel.tsx')).panels[subject],
  })),
  settings: [
    {
      path: 'pipelines',
      label: msg`Pipelines und Stufen`,
      group: 'selling',
      order: 10,
      level: 'manage',
      load: async () => (await import('./pipeline-settings.tsx')).PipelineSettings,
    },
    {
      path: 'verlustgruende',
      label: msg`Verlustgründe`,
      group: 'selling',
      order: 20,
      level: 'manage',
      load: async () => (await import('./loss-reason-settings.tsx')).LossReasonSettings,
    },
  ],
  commands: [{ label: msg`Neuer Abschluss`, icon: 'plus', to: '/abschluesse?new=1', level: 'write' }],
};
