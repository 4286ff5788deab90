import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

const load = (subject: 'contact' | 'company' | 'deal') => async () =>
  (await import('./timeline-panel.tsx')).panels[subject];

export const screens: Screens = {
  settings: [
    {
      path: 'protokoll',
      wide: true,
      label: msg`Protokoll`,
      group: 'system',
      order: 90,
      level: 'admin',
      load: async () => (await import('./audit-page.tsx')).AuditPage,
    },
  ],
  panels: (['contact', 'company', 'deal'] as const).map((subject) => ({
    subject,
    place: 'timeline' as const,
    order: 10,
    load: load(subject),
  })),
};
