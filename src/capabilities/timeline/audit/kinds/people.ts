import { about, did, named, of, plain, quoted, text, wordOf, type Kind, type Said } from './saying.ts';

const roles: Record<string, Said> = {
  owner: ['Inhaber', 'owner'],
  admin: ['Verwaltung', 'admin'],
  lead: ['Teamleitung', 'lead'],
  member: ['Mitglied', 'member'],
  read_only: ['Nur lesen', 'read only'],
};

const came = (de: string, en: string) =>
  of('people', (p) => [
    `${de}${named(p, 'name')} ${p['importId'] ? 'aus einer Liste übernommen' : 'angelegt'}`,
    `${p['importId'] ? 'Imported' : 'Created'} ${en}${quoted(p, 'name')}`,
  ]);

export const peopleKinds: Readonly<Record<string, Kind>> = {
  'workspace.created': about('settings', 'name', ['Arbeitsbereich', 'angelegt'], ['workspace', 'created']),
  'workspace.changed': plain('settings', 'Angaben des Arbeitsbereichs geändert', 'Changed the workspace’s settings'),
  'access.signedIn': of('access', (p, w) => [
    `${w.userName(text(p, 'userId'))} hat sich angemeldet`.trim(),
    `${w.userName(text(p, 'userId'))} signed in`.trim(),
  ]),
  'access.memberJoined': of('access', (p, w) => [
    `${w.userName(text(p, 'userId'))} gehört jetzt dazu (Rolle: ${wordOf(roles, text(p, 'role'))[0]})`.trim(),
    `${w.userName(text(p, 'userId'))} joined (role: ${wordOf(roles, text(p, 'role'))[1]})`.trim(),
  ]),
  'access.memberChanged': of('access', (p, w) => {
    const who = w.userName(text(p, 'userId'));
    const [from, to] = [wordOf(roles, text(p, 'from')), wordOf(roles, text(p, 'to'))];
    return p['to'] === null
      ? [`${who} gehört nicht mehr dazu`, `${who} no longer belongs here`]
      : [`Rolle von ${who}: ${from[0]} → ${to[0]}`, `Role of ${who}: ${from[1]} → ${to[1]}`];
  }),
  'access.rolePolicyChanged': of('access', (p) => {
    const role = wordOf(roles, text(p, 'role'));
    return p['seesOnlyOwn'] === true
      ? [`Rolle ${role[0]} sieht nur noch eigene Datensätze`, `Role ${role[1]} now sees only own records`]
      : [`Rolle ${role[0]} sieht wieder alle Datensätze`, `Role ${role[1]} sees all records again`];
  }),
  'access.memberInvited': of('access', (p) => [
    `Jemanden eingeladen (Rolle: ${wordOf(roles, text(p, 'role'))[0]})`,
    `Invited somebody (role: ${wordOf(roles, text(p, 'role'))[1]})`,
  ]),
  'access.invitationRevoked': plain('access', 'Einladung zurückgenommen', 'Revoked an invitation'),
  'access.apiKeyCreated': about('access', 'name', ['API-Schlüssel', 'angelegt'], ['API key', 'created']),
  'access.apiKeyRevoked': plain('access', 'API-Schlüssel gesperrt', 'Revoked an API key'),
  'contacts.contactCreated': came('Mensch', 'person'),
  'contacts.contactChanged': about('people', 'name', ['Angaben zu', 'geändert'], ['details of', 'changed']),
  'contacts.contactRemoved': about('people', 'name', ['Mensch', 'entfernt'], ['person', 'removed']),
  'contacts.contactRestored': about('people', 'name', ['Mensch', 'zurückgeholt'], ['person', 'restored']),
  'contacts.contactUndone': about(
    'people',
    'name',
    ['Mensch', 'mit seinem Import zurückgenommen'],
    ['person (import undone)', 'removed'],
  ),
  'contacts.companyCreated': came('Firma', 'company'),
  'contacts.companyChanged': about('people', 'name', ['Firma', 'geändert'], ['company', 'changed']),
  'contacts.companyRemoved': about('people', 'name', ['Firma', 'entfernt'], ['company', 'removed']),
  'contacts.companyRestored': about('people', 'name', ['Firma', 'zurückgeholt'], ['company', 'restored']),
  'contacts.companyUndone': about(
    'people',
    'name',
    ['Firma', 'mit ihrem Import zurückgenommen'],
    ['company (import undone)', 'removed'],
  ),
  'contacts.viewSaved': did('settings', 'view', 'name', 'gesichert', 'saved'),
  'contacts.viewRemoved': did('settings', 'view', 'name', 'entfernt', 'removed'),
};
