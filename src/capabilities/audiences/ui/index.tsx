import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  pages: [
    {
      path: '/zielgruppen',
      load: async () => (await import('./audiences-page.tsx')).AudiencesPage,
      nav: { label: msg`Zielgruppen`, icon: 'target', order: 70, key: 'z' },
    },
    { path: '/zielgruppen/$audienceId', load: async () => (await import('./target-group-page.tsx')).TargetGroupPage },
    { path: '/zielgruppen/avatare/$avatarId', load: async () => (await import('./avatar-page.tsx')).AvatarPage },
  ],
  panels: [
    {
      subject: 'contact',
      place: 'facts',
      order: 40,
      load: async () => (await import('./fit-panel.tsx')).FitPanel,
    },
  ],
};
