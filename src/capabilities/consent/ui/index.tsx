import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export { CallMark } from './call-mark.tsx';
export { GateMark } from './gate-mark.tsx';
export { GateReason } from './gate-reason.tsx';

export const screens: Screens = {
  pages: [
    {
      path: '/einwilligungen',
      load: async () => (await import('./consent-page.tsx')).ConsentPage,
      nav: { label: msg`Einwilligungen`, icon: 'shield', order: 60, key: 'e' },
    },
  ],
  settings: [
    {
      path: 'einwilligung',
      label: msg`Einwilligung`,
      group: 'selling',
      order: 40,
      level: 'admin',
      load: async () => (await import('./consent-settings.tsx')).ConsentSettings,
    },
  ],
  panels: [
    {
      subject: 'contact',
      place: 'next',
      order: 20,
      load: async () => (await import('./consent-panel.tsx')).ConsentPanel,
    },
  ],
};
