import type { AuditGroup } from './contract.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** What a sentence needs to know beside the event: the names of people, and how a day is written. */
export type SentenceWords = { locale: 'de' | 'en'; userName: (id: string) => string; day: (day: string) => string };

type Said = readonly [de: string, en: string];
type Kind = { group: AuditGroup; say: (payload: Payload, words: SentenceWords) => Said };

/** An event as a sentence. Events of an older release may lack a field, so everything is read with care. */
export function auditSentence(type: string, payload: Payload, words: SentenceWords): string {
  const said = kinds[type]?.say(payload, words) ?? [type, type];
  return said[words.locale === 'de' ? 0 : 1];
}

export function auditGroupOf(type: string): AuditGroup | null {
  return kinds[type]?.group ?? null;
}

export function typesOfGroups(groups: readonly AuditGroup[]): string[] {
  return Object.entries(kinds)
    .filter(([, { group }]) => groups.includes(group))
    .map(([type]) => type);
}

const text = (payload: Payload, field: string): string => {
  const value = payload[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const number = (payload: Payload, field: string): number => Number(text(payload, field)) || 0;
const named = (payload: Payload, field: string): string => (text(payload, field) ? ` „${text(payload, field)}“` : '');
const quoted = (payload: Payload, field: string): string => (text(payload, field) ? ` “${text(payload, field)}”` : '');
const after = (mark: string, words: string): string => (words ? `${mark}${words}` : '');
const inner = (payload: Payload, field: string): Payload => {
  const value = payload[field];
  return typeof value === 'object' && value !== null ? (value as Payload) : {};
};
const wordOf = (codes: Readonly<Record<string, Said>>, code: string): Said => codes[code] ?? [code, code];

const of = (group: AuditGroup, say: Kind['say']): Kind => ({ group, say });
const plain = (group: AuditGroup, de: string, en: string): Kind => of(group, () => [de, en]);
/** „Dach Süd“ entfernt */
const about = (group: AuditGroup, field: string, de: [string, string], en: [string, string]): Kind =>
  of(group, (p) => [
    `${de[0]}${named(p, field)} ${de[1]}`.trim(),
    `${capital(`${en[1]} ${en[0]}`)}${quoted(p, field)}`.trim(),
  ]);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const channels: Record<string, Said> = {
  phone: ['Telefon', 'phone'],
  email: ['E-Mail', 'e-mail'],
  sms: ['SMS', 'SMS'],
  post: ['Post', 'post'],
  visit: ['Hausbesuch', 'visits'],
};
const listenModes: Record<string, Said> = {
  listen: ['nur hören', 'listens only'],
  whisper: ['flüstern', 'whispers'],
  join: ['spricht mit', 'speaks to both'],
};
const roles: Record<string, Said> = {
  owner: ['Inhaber', 'owner'],
  admin: ['Verwaltung', 'admin'],
  lead: ['Teamleitung', 'lead'],
  member: ['Mitglied', 'member'],
  read_only: ['Nur lesen', 'read only'],
};
const lists: Record<string, Said> = {
  contacts: ['Menschen', 'people'],
  companies: ['Firmen', 'companies'],
  deals: ['Abschlüsse', 'deals'],
  calls: ['Gespräche', 'calls'],
  'next-steps': ['Nächste Schritte', 'next steps'],
  'audit-entries': ['Protokoll', 'audit log'],
};
const visits: Record<string, Said> = {
  not_home: ['nicht angetroffen', 'not home'],
  not_interested: ['kein Interesse', 'not interested'],
  come_back: ['wiederkommen', 'come back'],
  appointment: ['Termin', 'appointment'],
  sold: ['verkauft', 'sold'],
  moved: ['verzogen', 'moved'],
  tenant: ['Mieter', 'tenant'],
  callback: ['Rückruf', 'callback'],
  do_not_knock: ['bitte nicht mehr klingeln', 'do not knock'],
  other: ['sonstiges', 'other'],
};

const yesOrNo: Record<string, Said> = { yes: ['Ja', 'yes'], no: ['Nein', 'no'] };

const deletions: Record<string, Said> = {
  withdrawn: ['Einwilligung widerrufen oder abgelehnt', 'consent withdrawn or refused'],
  user_withdrew: ['eigene Zustimmung zurückgenommen', 'own agreement taken back'],
  retention: ['Frist abgelaufen', 'time is over'],
  by_hand: ['von Hand', 'by hand'],
};
const lineCallStates: Record<string, Said> = {
  created: ['gewählt', 'dialled'],
  ringing: ['klingelt', 'rings'],
  answered: ['angenommen', 'answered'],
  ended: ['beendet', 'ended'],
  missed: ['verpasst', 'missed'],
  failed: ['nicht zustande gekommen', 'failed'],
};

const came = (de: string, en: string) =>
  of('people', (p) => [
    `${de}${named(p, 'name')} ${p['importId'] ? 'aus einer Liste übernommen' : 'angelegt'}`,
    `${p['importId'] ? 'Imported' : 'Created'} ${en}${quoted(p, 'name')}`,
  ]);
const consentSaid = (p: Payload): Said => {
  const [de, en] =
    p['purpose'] === 'recording'
      ? ['Aufnahme von Gesprächen', 'recording calls']
      : wordOf(channels, text(p, 'channel'));
  if (p['state'] === 'granted') return [`Einwilligung für ${de} erhalten`, `Consent given for ${en}`];
  if (p['because'] === 'objected') return [`Widerspruch gegen ${de} vermerkt`, `Objection to ${en} noted`];
  if (p['because'] === 'withdrawn') return [`Einwilligung für ${de} zurückgezogen`, `Consent for ${en} withdrawn`];
  if (p['state'] === 'denied') return [`Einwilligung für ${de} abgelehnt`, `Consent for ${en} refused`];
  return [`Einwilligung für ${de} wieder offen`, `Consent for ${en} open again`];
};
const importEnd = (p: Payload): Said => {
  const counts = ['created', 'updated', 'skipped', 'failed'].map((field) => text(p, field) || '0');
  const [created, updated, skipped, failed] = counts;
  const end = wordOf(
    { done: ['fertig', 'finished'], cancelled: ['abgebrochen', 'cancelled'], failed: ['gescheitert', 'failed'] },
    text(p, 'state'),
  );
  return [
    `Import${named(p, 'name')} ${end[0]}: ${created} neu, ${updated} ergänzt, ${skipped} ausgelassen, ${failed} nicht übernommen`,
    `Import${quoted(p, 'name')} ${end[1]}: ${created} new, ${updated} updated, ${skipped} skipped, ${failed} failed`,
  ];
};
const noun = {
  call: ['Anruf', 'call'],
  deal: ['Abschluss', 'deal'],
  step: ['Nächsten Schritt', 'next step'],
  pipeline: ['Pipeline', 'pipeline'],
  stage: ['Phase', 'stage'],
  reason: ['Verlustgrund', 'loss reason'],
  disposition: ['Ergebnis', 'disposition'],
  phoneLine: ['Anschluss', 'line'],
  view: ['Ansicht', 'view'],
  script: ['Leitfaden', 'script'],
} as const;
type Noun = keyof typeof noun;
const did = (group: AuditGroup, what: Noun, field: string, de: string, en: string): Kind =>
  about(group, field, [noun[what][0], de], [noun[what][1], en]);

/** Every event the product can announce, each in its group and as a sentence. A test finds the one that was forgotten. */
const kinds: Readonly<Record<string, Kind>> = {
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

  'consent.recorded': of('consent', consentSaid),
  'consent.presumptionRecorded': of('consent', (p) => [
    `Mutmaßliche Einwilligung begründet${after(': ', text(p, 'reason'))}`,
    `Presumed consent explained${after(': ', text(p, 'reason'))}`,
  ]),
  'consent.presumptionRemoved': plain(
    'consent',
    'Mutmaßliche Einwilligung zurückgenommen',
    'Presumed consent taken back',
  ),
  'consent.directoryChecked': plain('consent', 'Eintrag im Verzeichnis geprüft', 'Checked the directory entry'),
  'consent.permitIssued': of('consent', (p) => {
    if (p['purpose'] === 'recording') return ['Erlaubnis, ein Gespräch aufzunehmen', 'Permit to record a call'];
    const [de, en] = wordOf(channels, text(p, 'channel'));
    return [`Erlaubnis für ${de} an ${text(p, 'address')}`, `Permit for ${en} to ${text(p, 'address')}`];
  }),
  'consent.wordingReleased': of('consent', (p) => {
    const [de, en] = wordOf(channels, text(p, 'channel'));
    return [
      `Wortlaut für ${de} freigegeben, Fassung ${text(p, 'version')}`,
      `Released the wording for ${en}, version ${text(p, 'version')}`,
    ];
  }),
  'consent.proofAdded': about('consent', 'name', ['Beleg', 'zu einem Eintrag gelegt'], ['proof', 'added to an entry']),
  'consent.suppressionListAdded': about(
    'consent',
    'name',
    ['Sperrliste', 'hinzugefügt'],
    ['suppression list', 'added'],
  ),
  'consent.suppressionListRemoved': about(
    'consent',
    'name',
    ['Sperrliste', 'entfernt'],
    ['suppression list', 'removed'],
  ),
  'consent.suppressionAdded': of('consent', () => [
    'Auf die eigene Sperrliste gesetzt',
    'Put on the own suppression list',
  ]),
  'consent.suppressionRemoved': of('consent', () => [
    'Von der eigenen Sperrliste genommen',
    'Taken off the own suppression list',
  ]),
  'consent.capsChanged': of('consent', (p) => [
    `Höchstens ${text(p, 'perDay')} Versuche am Tag und ${text(p, 'perWeek')} in sieben Tagen`,
    `At most ${text(p, 'perDay')} tries a day and ${text(p, 'perWeek')} in seven days`,
  ]),
  'consent.dossierTaken': plain(
    'consent',
    'Nachweise zur Einwilligung als Datei mitgenommen',
    'Took the consent evidence along as a file',
  ),
  'consent.formOpened': about('consent', 'name', ['Formular', 'geöffnet'], ['form', 'opened']),
  'consent.formClosed': about('consent', 'name', ['Formular', 'geschlossen'], ['form', 'closed']),
  'consent.lettersMade': of('consent', (p) => [
    `Briefe mit QR-Code erstellt${named(p, 'name')}: ${text(p, 'letters')}`,
    `Made letters with a QR code${quoted(p, 'name')}: ${text(p, 'letters')}`,
  ]),
  'consent.letterPrinted': about(
    'consent',
    'name',
    ['Brief', 'mit QR-Code gedruckt'],
    ['letter', 'with a QR code printed'],
  ),
  'consent.showroomStarted': about('consent', 'name', ['Tablet', 'gestartet'], ['tablet', 'started']),
  'consent.showroomEnded': about('consent', 'name', ['Tablet', 'beendet'], ['tablet', 'ended']),
  'consent.cardHandedIn': about(
    'consent',
    'name',
    ['Karte auf dem Tablet', 'unterschrieben'],
    ['card on the tablet', 'signed'],
  ),
  'consent.requestReceived': of('consent', (p) => [
    `Anfrage über das Formular${named(p, 'name')} eingegangen`,
    `Received a request over the form${quoted(p, 'name')}`,
  ]),
  'consent.requestConfirmed': of('consent', (p) => [
    `Anfrage über das Formular${named(p, 'name')} bestätigt, ${p['over'] === 'phone' ? 'mit dem Code am Telefon' : 'per E-Mail'}`,
    `Request over the form${quoted(p, 'name')} confirmed, ${p['over'] === 'phone' ? 'by the code on the phone' : 'by e-mail'}`,
  ]),
  'consent.requestWithdrawn': of('consent', (p) => [
    `Anfrage über das Formular${named(p, 'name')} zurückgezogen`,
    `Request over the form${quoted(p, 'name')} withdrawn`,
  ]),
  'consent.recordingAgreed': plain(
    'consent',
    'Hat zugestimmt, dass die eigene Stimme aufgenommen wird',
    'Agreed that their own voice is recorded',
  ),
  'consent.recordingAgreementWithdrawn': plain(
    'consent',
    'Will nicht mehr, dass die eigene Stimme aufgenommen wird',
    'No longer wants their own voice recorded',
  ),
  'consent.permitUsed': plain('consent', 'Erlaubnis genutzt', 'Used a permit'),
  'consent.importRemoved': plain(
    'consent',
    'Angaben zur Einwilligung mit ihrem Import zurückgenommen',
    'Took back what an import had said about consent',
  ),

  'conversations.recordingPolicyChanged': of('settings', (p) =>
    p['on'] === true
      ? [
          `Aufnahme von Gesprächen eingeschaltet, gelöscht nach ${text(p, 'keepDays')} Tagen`,
          `Switched on recording calls, deleted after ${text(p, 'keepDays')} days`,
        ]
      : ['Aufnahme von Gesprächen ausgeschaltet', 'Switched off recording calls'],
  ),
  'conversations.recordingStarted': plain('calls', 'Aufnahme begonnen', 'Started recording'),
  'conversations.recordingResumed': plain('calls', 'Aufnahme nach einer Pause fortgesetzt', 'Went on recording'),
  'conversations.recordingStopped': plain('calls', 'Aufnahme beendet', 'Stopped recording'),
  'conversations.recordingKept': plain('calls', 'Aufnahme abgelegt', 'Kept a recording'),
  'conversations.recordingDeleted': of('calls', (p) => {
    const [de, en] = wordOf(deletions, text(p, 'because'));
    return [`Aufnahme gelöscht: ${de}`, `Deleted a recording: ${en}`];
  }),
  'conversations.recordingHeard': plain('calls', 'Aufnahme angehört', 'Listened to a recording'),

  'deals.created': of('deals', (p) => [
    `Abschluss${named(p, 'title')} ${p['importId'] ? 'aus einer Liste übernommen' : 'angelegt'}${after(' in ', text(p, 'stage'))}`,
    `${p['importId'] ? 'Imported' : 'Created'} deal${quoted(p, 'title')}${after(' in ', text(p, 'stage'))}`,
  ]),
  'deals.changed': did('deals', 'deal', 'title', 'geändert', 'changed'),
  'deals.stageChanged': of('deals', (p) => [
    `Abschluss${named(p, 'title')}: ${text(p, 'fromStage')} → ${text(p, 'toStage')}`,
    `Deal${quoted(p, 'title')}: ${text(p, 'fromStage')} → ${text(p, 'toStage')}`,
  ]),
  'deals.won': did('deals', 'deal', 'title', 'gewonnen', 'won'),
  'deals.lost': of('deals', (p) => [
    `Abschluss${named(p, 'title')} verloren${after(': ', text(p, 'lossReason'))}`,
    `Lost deal${quoted(p, 'title')}${after(': ', text(p, 'lossReason'))}`,
  ]),
  'deals.reopened': did('deals', 'deal', 'title', 'wieder geöffnet', 'reopened'),
  'deals.removed': did('deals', 'deal', 'title', 'entfernt', 'removed'),
  'deals.restored': did('deals', 'deal', 'title', 'zurückgeholt', 'restored'),
  'deals.undone': about(
    'deals',
    'title',
    ['Abschluss', 'mit seinem Import zurückgenommen'],
    ['deal (import undone)', 'removed'],
  ),
  'deals.pipelineAdded': did('settings', 'pipeline', 'name', 'angelegt', 'added'),
  'deals.pipelineChanged': did('settings', 'pipeline', 'name', 'geändert', 'changed'),
  'deals.pipelinesOrdered': plain('settings', 'Pipelines neu geordnet', 'Put the pipelines into another order'),
  'deals.stageAdded': did('settings', 'stage', 'name', 'angelegt', 'added'),
  'deals.stageSettingsChanged': did('settings', 'stage', 'name', 'geändert', 'changed'),
  'deals.stagesOrdered': about(
    'settings',
    'name',
    ['Phasen der Pipeline', 'neu geordnet'],
    ['stages of pipeline', 'reordered'],
  ),
  'deals.lossReasonAdded': did('settings', 'reason', 'name', 'angelegt', 'added'),
  'deals.lossReasonChanged': did('settings', 'reason', 'name', 'geändert', 'changed'),
  'deals.lossReasonsOrdered': plain(
    'settings',
    'Verlustgründe neu geordnet',
    'Put the loss reasons into another order',
  ),

  'leads.visitRecorded': of('visits', (p) => [
    `Hausbesuch vermerkt${after(': ', wordOf(visits, text(p, 'result'))[0])}${after(' · ', text(p, 'visitedBy'))}`,
    `Visit noted${after(': ', wordOf(visits, text(p, 'result'))[1])}${after(' · ', text(p, 'visitedBy'))}`,
  ]),
  'leads.importStarted': about('imports', 'name', ['Import', 'begonnen'], ['import', 'started']),
  'leads.importFinished': of('imports', importEnd),
  'leads.importUndone': of('imports', (p) => {
    // An older release counted all that went in one figure.
    const gone = ['removed', 'contacts', 'companies', 'deals', 'visits'].reduce(
      (sum, field) => sum + number(p, field),
      0,
    );
    const [restored, kept] = [number(p, 'restored'), number(p, 'kept')];
    return [
      `Import${named(p, 'name')} zurückgenommen: ${gone} entfernt, ${restored} wiederhergestellt, ${kept} behalten`,
      `Undid import${quoted(p, 'name')}: ${gone} removed, ${restored} restored, ${kept} kept`,
    ];
  }),

  'telephony.lineAdded': did('settings', 'phoneLine', 'name', 'angelegt', 'added'),
  'telephony.lineChanged': did('settings', 'phoneLine', 'name', 'geändert', 'changed'),

  'telephony.listeningAllowed': of('calls', (p, { userName }) => [
    `${userName(text(p, 'listenerId'))} zum Mithören hereingelassen: „${text(p, 'wording')}“`,
    `Let ${userName(text(p, 'listenerId'))} listen in: “${text(p, 'wording')}”`,
  ]),
  'telephony.listeningChanged': of('calls', (p) => {
    const [de, en] = wordOf(listenModes, text(p, 'mode'));
    return [`Beim Mithören: ${de}`, `Listening in: ${en}`];
  }),
  'telephony.listeningEnded': plain('calls', 'Mithören beendet', 'Listening in ended'),

  'calls.started': of('calls', (p) => [
    `Anruf freigegeben${after(', ', text(p, 'norm'))}`,
    `Call allowed${after(', ', text(p, 'norm'))}`,
  ]),
  'calls.received': plain('calls', 'Eingehenden Anruf angenommen', 'Took an incoming call'),
  'calls.moved': of('calls', (p) => {
    const [de, en] = wordOf(lineCallStates, text(p, 'state'));
    return p['direction'] === 'inbound'
      ? [`Eingehender Anruf ${de}`, `Incoming call ${en}`]
      : [`Ausgehender Anruf ${de}`, `Outgoing call ${en}`];
  }),
  'calls.missed': of('calls', (p) => [
    `Verpasster Anruf${after(' von ', text(p, 'number'))}`,
    `Missed call${after(' from ', text(p, 'number'))}`,
  ]),
  'calls.logged': of('calls', (p) => {
    const inbound = p['direction'] === 'inbound';
    const disposition = after(': ', text(inner(p, 'disposition'), 'name'));
    return [
      `${inbound ? 'Eingehender' : 'Ausgehender'} Anruf${disposition}`,
      `${inbound ? 'Incoming' : 'Outgoing'} call${disposition}`,
    ];
  }),
  'calls.changed': did('calls', 'call', '', 'geändert', 'changed'),
  'calls.reopened': plain('calls', 'Ergebnis des Anrufs zurückgenommen', 'Took back the call’s disposition'),
  'calls.removed': did('calls', 'call', '', 'entfernt', 'removed'),
  'calls.restored': did('calls', 'call', '', 'zurückgeholt', 'restored'),
  'calls.dialerStarted': about('calls', 'name', ['Telefonliste', 'begonnen'], ['call list', 'started']),
  'calls.dialerPaused': plain('calls', 'Telefonliste: Pause', 'Paused the call list'),
  'calls.dialerResumed': plain('calls', 'Telefonliste fortgesetzt', 'Went on with the call list'),
  'calls.dialerEnded': about('calls', 'name', ['Telefonliste', 'beendet'], ['call list', 'ended']),
  'scripts.created': did('settings', 'script', 'name', 'angelegt', 'added'),
  'scripts.changed': did('settings', 'script', 'name', 'geändert', 'changed'),
  'scripts.begun': did('calls', 'script', 'name', 'begonnen', 'begun'),
  'scripts.answered': of('calls', (p) => {
    const [de, en] = wordOf(yesOrNo, text(p, 'said'));
    return [`Leitfaden: ${text(p, 'step')}${after(', ', de)}`, `Script: ${text(p, 'step')}${after(', ', en)}`];
  }),
  'scripts.steppedBack': about('calls', 'step', ['Im Leitfaden zurück zu', ''], ['in the script to', 'Went back']),
  'calls.dispositionAdded': did('settings', 'disposition', 'name', 'angelegt', 'added'),
  'calls.dispositionChanged': did('settings', 'disposition', 'name', 'geändert', 'changed'),
  'calls.dispositionsOrdered': plain('settings', 'Ergebnisse neu geordnet', 'Put the dispositions into another order'),

  'next-steps.created': of('nextSteps', (p, w) => {
    const on = text(p, 'dueOn') && w.day(text(p, 'dueOn'));
    return [
      `Nächster Schritt${named(p, 'title')} angelegt${after(', fällig am ', on)}`,
      `Created next step${quoted(p, 'title')}${after(', due on ', on)}`,
    ];
  }),
  'next-steps.changed': did('nextSteps', 'step', 'title', 'geändert', 'changed'),
  'next-steps.done': did('nextSteps', 'step', 'title', 'erledigt', 'finished'),
  'next-steps.dropped': did('nextSteps', 'step', 'title', 'fallen gelassen', 'dropped'),
  'next-steps.reopened': did('nextSteps', 'step', 'title', 'wieder geöffnet', 'reopened'),

  'timeline.noteAdded': plain('notes', 'Notiz geschrieben', 'Wrote a note'),
  'timeline.noteChanged': plain('notes', 'Notiz geändert', 'Changed a note'),
  'timeline.noteRemoved': plain('notes', 'Notiz entfernt', 'Removed a note'),
  'timeline.noteRestored': plain('notes', 'Notiz zurückgeholt', 'Restored a note'),
  'timeline.auditCheckStarted': plain('settings', 'Prüfung des Protokolls begonnen', 'Started a check of the log'),
  'timeline.auditChecked': of('settings', (p) => {
    const [events, faults] = [text(p, 'events'), text(p, 'faults')];
    return p['faults'] === 0
      ? [`Protokoll geprüft: ${events} Einträge unversehrt`, `Checked the log: ${events} entries intact`]
      : [`Protokoll geprüft: ${faults} Fehler gefunden`, `Checked the log: found ${faults} faults`];
  }),

  'integrations.listExported': of('exports', (p) => {
    const list = wordOf(lists, text(p, 'list'));
    const [rows, format] = [text(p, 'rows'), text(p, 'format').toUpperCase()];
    const broken = p['complete'] === false;
    return [
      `Liste „${list[0]}“ als ${format} exportiert, ${rows} Zeilen${broken ? ' (abgebrochen)' : ''}`,
      `Exported the list “${list[1]}” as ${format}, ${rows} rows${broken ? ' (broken off)' : ''}`,
    ];
  }),
  'integrations.exportStarted': plain('exports', 'Export aller Daten begonnen', 'Started an export of all data'),
  'integrations.exportCancelled': plain(
    'exports',
    'Export aller Daten abgebrochen',
    'Cancelled the export of all data',
  ),
  'integrations.exportFailed': plain('exports', 'Export aller Daten gescheitert', 'The export of all data failed'),
  'integrations.exportDownloaded': plain(
    'exports',
    'Export aller Daten heruntergeladen',
    'Downloaded the export of all data',
  ),
  'integrations.exportRemoved': plain('exports', 'Export aller Daten entfernt', 'Removed the export of all data'),
  'integrations.workspaceExported': of('exports', (p) => [
    `Alle Daten exportiert: ${text(p, 'rows')} Datensätze`,
    `Exported all data: ${text(p, 'rows')} records`,
  ]),
};
