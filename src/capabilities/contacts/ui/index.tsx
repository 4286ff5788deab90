import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

export { Panels, RecordLayout } from './record-layout.tsx';
export { TagFacts } from './tag-facts.tsx';
export type { Chosen } from './subject-choices.tsx';
export const ContactChoice = onDemand(async () => (await import('./subject-choices.tsx')).ContactChoice);
export const FilterBar = onDemand(async () => (await import('./filter-bar.tsx')).FilterBar);
export const CompanyChoice = onDemand(async () => (await import('./subject-choices.tsx')).CompanyChoice);

export const screens: Screens = {
  pages: [
    {
      path: '/menschen',
      load: async () => (await import('./people-page.tsx')).PeoplePage,
      nav: { label: msg`Menschen`, icon: 'people', order: 20, key: 'm', phone: true },
    },
    { path: '/menschen/$contactId', load: async () => (await import('./person-page.tsx')).PersonPage },
    {
      path: '/firmen',
      load: async () => (await import('./companies-page.tsx')).CompaniesPage,
      nav: { label: msg`Firmen`, icon: 'company', order: 30, key: 'f' },
    },
    { path: '/firmen/$companyId', load: async () => (await import('./company-page.tsx')).CompanyPage },
  ],
  commands: [
    { label: msg`Neuer Mensch`, icon: 'plus', to: '/menschen?new=1', level: 'write' },
    { label: msg`Neue Firma`, icon: 'plus', to: '/firmen?new=1', level: 'write' },
  ],
};
