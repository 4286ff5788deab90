import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  pages: [
    {
      path: '/importe',
      load: async () => (await import('./imports-page.tsx')).ImportsPage,
      nav: { label: msg`Importe`, icon: 'import', order: 90, key: 'i' },
    },
    { path: '/importe/neu', load: async () => (await import('./new-import-page.tsx')).NewImportPage },
    { path: '/importe/$importId', load: async () => (await import('./import-page.tsx')).ImportPage },
  ],
  commands: [{ label: msg`Liste einlesen`, icon: 'import', to: '/importe/neu', level: 'write' }],
};
