import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

/** A, B or C beside a name in a list. */
export const ClassMark = onDemand(async () => (await import('./classes/class-mark.tsx')).ClassMark);

export const screens: Screens = {
  pages: [
    {
      path: '/kundenwert',
      load: async () => (await import('./classes/values-page.tsx')).ValuesPage,
      nav: { label: msg`Kundenwert`, icon: 'trophy', order: 35, key: 'w' },
    },
  ],
  panels: (['contact', 'company'] as const).map((subject) => ({
    subject,
    place: 'facts' as const,
    order: 15,
    load: async () => (await import('./classes/class-panel.tsx')).panels[subject],
  })),
  settings: [
    {
      path: 'kundenwert',
      label: msg`Kundenwert und Klassen`,
      group: 'selling',
      order: 30,
      level: 'admin',
      load: async () => (await import('./classes/policy-settings.tsx')).PolicySettings,
    },
  ],
};
