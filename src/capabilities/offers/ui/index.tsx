import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

export const ContractEnd = onDemand(async () => (await import('./contract-words.tsx')).ContractEnd);

export const screens: Screens = {
  pages: [
    {
      path: '/vertraege',
      load: async () => (await import('./contracts-page.tsx')).ContractsPage,
      nav: { label: msg`Verträge`, icon: 'contract', order: 42, key: 'v' },
    },
  ],
  panels: (['contact', 'company', 'deal'] as const).map((subject) => ({
    subject,
    place: 'next' as const,
    order: 25,
    load: async () => (await import('./contracts-panel.tsx')).panels[subject],
  })),
};
