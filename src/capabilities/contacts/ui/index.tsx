import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  pages: [
    {
      path: '/contacts',
      load: async () => (await import('./people-page.tsx')).PeoplePage,
      nav: { label: msg`Menschen`, icon: 'people', order: 20, key: 'm', phone: true },
    },
    { path: '/contacts/$contactId', load: async () => (await import('./person-page.tsx')).PersonPage },
    {
      path: '/companies',
      load: async () => (await import('./companies-page.tsx')).CompaniesPage,
      nav: { label: msg`Firmen`, icon: 'company', order: 30, key: 'f' },
    },
    { path: '/companies/$companyId', load: async () => (await import('./company-page.tsx')).CompanyPage },
  ],
  commands: [
    { label: msg`Neuer Mensch`, icon: 'plus', to: '/contacts?new=1', level: 'write' },
    { label: msg`Neue Firma`, icon: 'plus', to: '/companies?new=1', level: 'write' },
  ],
};
