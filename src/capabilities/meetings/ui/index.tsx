import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  settings: [
    {
      path: 'kalender',
      label: msg`Meine Kalender`,
      group: 'me',
      order: 25,
      load: async () => (await import('./calendars/calendars-settings.tsx')).CalendarsSettings,
    },
  ],
};
