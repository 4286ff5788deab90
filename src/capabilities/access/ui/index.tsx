import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export { OwnerFact } from './owner-fact.tsx';
export { usePeople, type People } from './people.ts';

export const screens: Screens = {
  openPages: [
    { path: '/anmelden', load: async () => (await import('./sign-in-page.tsx')).SignInPage },
    { path: '/willkommen', load: async () => (await import('./welcome-page.tsx')).WelcomePage },
    { path: '/einladung', load: async () => (await import('./invitation-page.tsx')).InvitationPage },
    { path: '/passwort-vergessen', load: async () => (await import('./forgot-password-page.tsx')).ForgotPasswordPage },
    { path: '/passwort-neu', load: async () => (await import('./new-password-page.tsx')).NewPasswordPage },
  ],
  settings: [
    {
      path: 'profil',
      label: msg`Profil und Sitzungen`,
      group: 'me',
      order: 10,
      load: async () => (await import('./profile-settings.tsx')).ProfileSettings,
    },
    {
      path: 'team',
      label: msg`Team`,
      group: 'workspace',
      order: 20,
      level: 'admin',
      load: async () => (await import('./team-settings.tsx')).TeamSettings,
    },
    {
      path: 'rollen',
      label: msg`Rollen`,
      group: 'workspace',
      order: 30,
      level: 'admin',
      load: async () => (await import('./role-settings.tsx')).RoleSettings,
    },
    {
      path: 'schluessel',
      label: msg`API-Schlüssel`,
      group: 'system',
      order: 80,
      level: 'admin',
      load: async () => (await import('./api-key-settings.tsx')).ApiKeySettings,
    },
    {
      path: 'postausgang',
      label: msg`Postausgang`,
      group: 'system',
      order: 85,
      level: 'owner',
      load: async () => (await import('./outbox-settings.tsx')).OutboxSettings,
    },
  ],
};
