import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  pages: [
    {
      path: '/teamrunde',
      load: async () => (await import('./team-meetings-page.tsx')).TeamMeetingsPage,
      nav: { label: msg`Teamrunde`, icon: 'message', order: 82, key: 'r' },
    },
    { path: '/teamrunde/raum', load: async () => (await import('./team-room-page.tsx')).TeamRoomPage },
    {
      path: '/teamrunde/$teamMeetingId',
      load: async () => (await import('./team-meeting-page.tsx')).TeamMeetingPage,
    },
  ],
};
