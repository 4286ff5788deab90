import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  settings: [
    {
      path: 'pipelines',
      label: msg`Pipelines und Stufen`,
      group: 'selling',
      order: 10,
      level: 'manage',
      load: async () => (await import('./pipeline-settings.tsx')).PipelineSettings,
    },
    {
      path: 'verlustgruende',
      label: msg`Verlustgründe`,
      group: 'selling',
      order: 20,
      level: 'manage',
      load: async () => (await import('./loss-reason-settings.tsx')).LossReasonSettings,
    },
  ],
};
