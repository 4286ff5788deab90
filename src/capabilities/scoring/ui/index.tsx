import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

/** A, B or C beside a name in a list. */
export const ClassMark = onDemand(async () => (await import('./classes/class-mark.tsx')).ClassMark);
/** The chance of one deal or contact in a list or on a card. */
export const ChanceMark = onDemand(async () => (await import('./chance-mark.tsx')).ChanceMark);

export { useExpenseWords } from './expenses/words.ts';

export const screens: Screens = {
  pages: [
    {
      path: '/kundenwert',
      load: async () => (await import('./classes/values-page.tsx')).ValuesPage,
      nav: { label: msg`Kundenwert`, icon: 'trophy', order: 35, key: 'w' },
    },
    {
      path: '/modelle',
      load: async () => (await import('./models-page.tsx')).ModelsPage,
      nav: { label: msg`Modelle`, icon: 'columns', order: 86 },
      level: 'manage',
    },
  ],
  panels: [
    ...(['contact', 'company'] as const).map((subject) => ({
      subject,
      place: 'facts' as const,
      order: 15,
      load: async () => (await import('./classes/class-panel.tsx')).panels[subject],
    })),
    {
      subject: 'deal',
      place: 'next',
      order: 5,
      load: async () => (await import('./chance-panel.tsx')).DealChance,
    },
    {
      subject: 'contact',
      place: 'next',
      order: 30,
      load: async () => (await import('./chance-panel.tsx')).ContactChance,
    },
  ],
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
