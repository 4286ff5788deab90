import type { Screens } from '#web/registry.ts';

const load = (subject: 'contact' | 'company' | 'deal') => async () =>
  (await import('./timeline-panel.tsx')).panels[subject];

export const screens: Screens = {
  panels: (['contact', 'company', 'deal'] as const).map((subject) => ({
    subject,
    place: 'timeline' as const,
    order: 10,
    load: load(subject),
  })),
};
