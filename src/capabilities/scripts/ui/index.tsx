import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

export { useChosenScript } from './chosen-script.ts';
export { TurnHint } from './turn-hint.tsx';
export { useTurn } from './use-turn.ts';
export { type Script, useScript } from './use-script.ts';
export const ScriptBeside = onDemand(async () => (await import('./script-beside.tsx')).ScriptBeside);

export const screens: Screens = {
  settings: [
    {
      path: 'leitfaeden',
      label: msg`Leitfäden`,
      group: 'selling',
      order: 35,
      level: 'manage',
      load: async () => (await import('./editor/scripts-settings.tsx')).ScriptsSettings,
    },
  ],
  panels: [
    {
      subject: 'contact',
      place: 'next',
      order: 5,
      load: async () => (await import('./script-panel.tsx')).ScriptPanel,
    },
  ],
};
