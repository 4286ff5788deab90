import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

export { GateMark } from './gate-mark.tsx';
export { RefusalText } from './refusal-text.tsx';

/** Marks and reasons come after what they stand beside; they must not hold up a list. */
export const CallMark = onDemand(async () => (await import('./call-mark.tsx')).CallMark);
export const GateReason = onDemand(async () => (await import('./gate-reason.tsx')).GateReason);

export const LettersTo = onDemand(async () => (await import('./letters-to.tsx')).LettersTo);
export const SpokenDialog = onDemand(async () => (await import('./spoken-dialog.tsx')).SpokenDialog);

export const screens: Screens = {
  pages: [
    {
      path: '/einwilligungen',
      load: async () => (await import('./consent-page.tsx')).ConsentPage,
      nav: { label: msg`Einwilligungen`, icon: 'shield', order: 60, key: 'e' },
    },
  ],
  openPages: [{ path: '/schauraum', load: async () => (await import('./showroom-page.tsx')).ShowroomPage }],
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
      place: 'actions',
      order: 20,
      load: async () => (await import('./mail-action.tsx')).MailAction,
    },
    {
      subject: 'contact',
      place: 'next',
      order: 20,
      load: async () => (await import('./consent-panel.tsx')).ConsentPanel,
    },
  ],
};
