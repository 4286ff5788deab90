import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export { type Place, RegionFields } from './region-fields.tsx';

export const screens: Screens = {
  settings: [
    {
      path: 'arbeitsbereich',
      label: msg`Betrieb und Feiertage`,
      group: 'workspace',
      order: 10,
      level: 'admin',
      load: async () => (await import('./workspace-settings.tsx')).WorkspaceSettings,
    },
  ],
};
