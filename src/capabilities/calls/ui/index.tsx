import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export { CallButton } from './call-button.tsx';
export { DispositionChoice } from './disposition-choice.tsx';
export { useDispositions } from './dispositions.ts';
export { Key } from './key.tsx';
export { useMeaningNames } from './names.ts';
export { LogCallDialog } from './log-call-dialog.tsx';
export { useCall, useCaller, useCallTaken } from './use-call.ts';
export { tellTalk } from './tell-talk.ts';
export type { TellTalk } from '#calls/contract';

export const screens: Screens = {
  companions: [{ load: async () => (await import('./incoming-calls.tsx')).IncomingCalls }],
  pages: [
    {
      path: '/gespraeche',
      load: async () => (await import('./calls-page.tsx')).CallsPage,
      nav: { label: msg`Gespräche`, icon: 'phone', order: 50, key: 'g' },
    },
    {
      path: '/team-am-telefon',
      load: async () => (await import('./board-page.tsx')).BoardPage,
      nav: { label: msg`Team am Telefon`, icon: 'eye', order: 55 },
      level: 'manage',
    },
    {
      path: '/telefonliste',
      load: async () => (await import('./dialer/dialer-page.tsx')).DialerPage,
      nav: { label: msg`Telefonliste`, icon: 'dialpad', order: 15, key: 't' },
    },
  ],
  settings: [
    {
      path: 'gespraechsergebnisse',
      label: msg`Gesprächsergebnisse`,
      group: 'selling',
      order: 30,
      level: 'manage',
      load: async () => (await import('./dispositions-settings.tsx')).DispositionsSettings,
    },
  ],
};
