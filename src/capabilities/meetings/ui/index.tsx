import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

/** What is planned with a person, with the way into the room and how it went. */
export const ContactMeetings = onDemand(async () => (await import('./meetings-panel.tsx')).panelOf('contact'));

export const TeamRoom = onDemand(async () => (await import('./room/team-room.tsx')).TeamRoom);

export const BesideExhibits = onDemand(async () => (await import('./places/tablet-exhibits.tsx')).BesideExhibits);

export const screens: Screens = {
  pages: [
    {
      path: '/termine',
      load: async () => (await import('./meetings-page.tsx')).MeetingsPage,
      nav: { label: msg`Termine`, icon: 'calendar', order: 45, key: 'k' },
    },
    {
      path: '/besuche',
      load: async () => (await import('./visits/visits-page.tsx')).VisitsPage,
      wake: async () => (await import('./visits/kept-day.ts')).wakeDay(),
      nav: { label: msg`Hausbesuche`, icon: 'visit', order: 46, key: 'b' },
      level: 'write',
    },
    { path: '/schauraum-heute', load: async () => (await import('./places/showroom-page.tsx')).ShowroomPage },
    { path: '/termine/ankunft/$meetingId', load: async () => (await import('./arrival-page.tsx')).ArrivalPage },
    { path: '/termine/$meetingId/raum', load: async () => (await import('./room/host-page.tsx')).HostPage },
  ],
  commands: [
    { label: msg`Termin planen`, icon: 'plus', to: '/termine?new=1', level: 'write' },
    { label: msg`Schauraum heute`, icon: 'pin', to: '/schauraum-heute' },
  ],
  companions: [
    { load: async () => (await import('./room/knocks.tsx')).Knocks },
    { load: async () => (await import('./visits/kept-of-others.tsx')).KeptOfOthers },
  ],
  panels: [
    {
      subject: 'contact',
      place: 'actions',
      order: 20,
      load: async () => (await import('./room/start-video.tsx')).StartVideo,
    },
    ...(['contact', 'deal'] as const).map((subject) => ({
      subject,
      place: 'next' as const,
      order: 15,
      load: async () => (await import('./meetings-panel.tsx')).panelOf(subject),
    })),
  ],
  settings: [
    {
      path: 'kalender',
      label: msg`Meine Kalender`,
      group: 'me',
      order: 25,
      load: async () => (await import('./calendars/calendars-settings.tsx')).CalendarsSettings,
    },
    {
      path: 'terminzeiten',
      label: msg`Meine Terminzeiten`,
      group: 'me',
      order: 30,
      load: async () => (await import('./booking/hours-settings.tsx')).HoursSettings,
    },
    {
      path: 'schauraeume',
      label: msg`Schauräume`,
      group: 'selling',
      order: 38,
      level: 'manage',
      load: async () => (await import('./places/places-settings.tsx')).PlacesSettings,
    },
    {
      path: 'terminseiten',
      label: msg`Terminseiten`,
      group: 'selling',
      order: 37,
      level: 'manage',
      load: async () => (await import('./booking/pages-settings.tsx')).PagesSettings,
    },
    {
      path: 'videodienste',
      label: msg`Videodienste`,
      group: 'workspace',
      order: 43,
      level: 'admin',
      load: async () => (await import('./providers/providers-settings.tsx')).ProvidersSettings,
    },
  ],
};
