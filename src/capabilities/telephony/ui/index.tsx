import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

/** Fetched by who listens in. */
export const ListenIn = onDemand(async () => (await import('./softphone/listen-in.tsx')).ListenIn);

export const screens: Screens = {
  companions: [{ load: async () => (await import('./telephone.tsx')).Telephone }],
  settings: [
    {
      path: 'telefon',
      label: msg`Mein Telefon`,
      group: 'me',
      order: 20,
      load: async () => (await import('./telephone-settings.tsx')).TelephoneSettings,
    },
    {
      path: 'anschluesse',
      label: msg`Anschlüsse`,
      group: 'workspace',
      order: 40,
      level: 'admin',
      load: async () => (await import('./lines-settings.tsx')).LinesSettings,
    },
    {
      path: 'nebenstellen',
      label: msg`Nebenstellen`,
      group: 'workspace',
      order: 41,
      level: 'manage',
      load: async () => (await import('./extensions-settings.tsx')).ExtensionsSettings,
    },
  ],
};
