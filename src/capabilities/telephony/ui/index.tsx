import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  companions: [{ load: async () => (await import('./telephone.tsx')).Telephone }],
  settings: [
    {
      path: 'telefon',
<<<<<<< HEAD
      label: msg`Mein Telefon`,
      group: 'me',
      order: 20,
      load: async () => (await import('./telephone-settings.tsx')).TelephoneSettings,
=======
      label: msg`Telefon`,
      group: 'workspace',
      order: 40,
      level: 'admin',
      load: async () => (await import('./lines-settings.tsx')).LinesSettings,
>>>>>>> 00a7e1f (Set up lines by hand, see who is calling on any page, and call back through the carrier)
    },
  ],
};
