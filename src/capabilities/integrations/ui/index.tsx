import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export { ExportMenu } from './export-menu.tsx';

export const screens: Screens = {
  settings: [
    {
      path: 'daten',
      label: msg`Daten und Export`,
      group: 'system',
      order: 75,
      level: 'admin',
      load: async () => (await import('./data-settings.tsx')).DataSettings,
    },
  ],
  commands: [{ label: msg`Alle Daten exportieren`, icon: 'export', to: '/einstellungen/daten', level: 'admin' }],
};
