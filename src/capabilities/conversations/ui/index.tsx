import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

/** In a conversation. */
export const RecordControls = onDemand(async () => (await import('./record-controls.tsx')).RecordControls);
/** Where a recording is told of. */
export const RecordingPlayer = onDemand(async () => (await import('./recording-player.tsx')).RecordingPlayer);
/** Among the settings of one's own telephone. */
export const VoiceAgreement = onDemand(async () => (await import('./voice-agreement.tsx')).VoiceAgreement);

export const screens: Screens = {
  companions: [{ load: async () => (await import('./left-over.tsx')).LeftOver }],
  settings: [
    {
      path: 'aufnahme',
      label: msg`Aufnahme`,
      group: 'selling',
      order: 45,
      level: 'admin',
      load: async () => (await import('./recording-settings.tsx')).RecordingSettings,
    },
  ],
};
