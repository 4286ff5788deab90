import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  pages: [{ path: '/termine/$meetingId/raum', load: async () => (await import('./room/host-page.tsx')).HostPage }],
  openPages: [{ path: '/raum/$token', load: async () => (await import('./room/guest-page.tsx')).GuestPage }],
  companions: [{ load: async () => (await import('./room/knocks.tsx')).Knocks }],
  panels: [
    {
      subject: 'contact',
      place: 'actions',
      order: 20,
      load: async () => (await import('./room/start-video.tsx')).StartVideo,
    },
  ],
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
