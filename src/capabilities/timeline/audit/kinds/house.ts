import { about, named, of, plain, quoted, text, wordOf, type Kind, type Payload, type Said } from './saying.ts';

const lists: Record<string, Said> = {
  contacts: ['Menschen', 'people'],
  companies: ['Firmen', 'companies'],
  deals: ['Abschlüsse', 'deals'],
  calls: ['Gespräche', 'calls'],
  'next-steps': ['Nächste Schritte', 'next steps'],
  customers: ['Kunden', 'customers'],
  'audience-people': ['Zielgruppe', 'target group'],
  'audit-entries': ['Protokoll', 'audit log'],
};

const tasks = (p: Payload): Said => [
  `${text(p, 'decisions')} Entscheidungen, ${text(p, 'tasks')} Aufgaben`,
  `${text(p, 'decisions')} decisions, ${text(p, 'tasks')} tasks`,
];

const scoreTargets: Record<string, Said> = {
  deal_win: ['Abschluss wird gewonnen', 'deal is won'],
  lead_win: ['Interessent wird Kunde', 'lead becomes a customer'],
  reach: ['Anruf wird angenommen', 'call is answered'],
};
const ofModel = (de: string, en: string): Kind =>
  of('settings', (p) => {
    const target = wordOf(scoreTargets, text(p, 'target'));
    return [`${de}: ${target[0]}`, `${en}: ${target[1]}`];
  });

/** What becomes of the models that score. */
const scoringKinds: Readonly<Record<string, Kind>> = {
  'scoring.modelTrained': ofModel('Modell gelernt', 'Trained a model'),
  'scoring.modelApproved': ofModel('Modell freigegeben', 'Approved a model'),
  'scoring.modelReplaced': ofModel('Neues Modell hat das alte abgelöst', 'A new model has replaced the old one'),
  'scoring.modelEnded': ofModel('Modell außer Betrieb genommen', 'Took a model out of use'),
  'scoring.featuresBarred': plain('settings', 'Merkmale für Bewertungen gesperrt', 'Barred features from scoring'),
};

/** What a team meeting did; what it decided stands among the deals. */
const teamMeetingKinds: Readonly<Record<string, Kind>> = {
  'team-meetings.planned': plain('deals', 'Teamrunde geplant', 'Planned a team meeting'),
  'team-meetings.moved': plain('deals', 'Geplante Teamrunde geändert', 'Changed a planned team meeting'),
  'team-meetings.cancelled': plain('deals', 'Geplante Teamrunde abgesagt', 'Cancelled a planned team meeting'),
  'team-meetings.proposed': of('deals', (p) => [
    `Für die Teamrunde vorgeschlagen${named(p, 'title')}`,
    `Proposed for the team meeting${quoted(p, 'title')}`,
  ]),
  'team-meetings.proposalWithdrawn': of('deals', (p) => [
    `Vorschlag für die Teamrunde zurückgenommen${named(p, 'title')}`,
    `Took back a proposal for the team meeting${quoted(p, 'title')}`,
  ]),
  'team-meetings.begun': of('deals', (p) => [
    `Teamrunde begonnen, ${text(p, 'points')} Punkte`,
    `Began a team meeting, ${text(p, 'points')} points`,
  ]),
  'team-meetings.ended': of('deals', (p) => [
    `Teamrunde beendet: ${tasks(p)[0]}`,
    `Ended a team meeting: ${tasks(p)[1]}`,
  ]),
  'team-meetings.reopened': plain('deals', 'Teamrunde fortgesetzt', 'Went on with a team meeting'),
  'team-meetings.pointAdded': about(
    'deals',
    'title',
    ['In der Teamrunde:', 'auf die Tagesordnung gesetzt'],
    ['on the agenda of the team meeting:', 'put'],
  ),
  'team-meetings.pointDiscussed': of('deals', (p) =>
    p['discussed'] === true
      ? [`In der Teamrunde besprochen:${named(p, 'title')}`, `Discussed in the team meeting:${quoted(p, 'title')}`]
      : [`In der Teamrunde wieder offen:${named(p, 'title')}`, `Open again in the team meeting:${quoted(p, 'title')}`],
  ),
  'team-meetings.decided': of('deals', (p) => [
    `In der Teamrunde zu${named(p, 'title')} entschieden: ${text(p, 'decision')}`,
    `Decided in the team meeting on${quoted(p, 'title')}: ${text(p, 'decision')}`,
  ]),
  'team-meetings.taskAgreed': of('nextSteps', (p) => [
    `In der Teamrunde zu${named(p, 'title')} vereinbart: ${text(p, 'task')}`,
    `Agreed in the team meeting on${quoted(p, 'title')}: ${text(p, 'task')}`,
  ]),
};

const forecastKinds: Readonly<Record<string, Kind>> = {
  'forecasts.submitted': of('deals', (p) => [
    `Zusage für ${text(p, 'period')} abgegeben`,
    `Submitted a commitment for ${text(p, 'period')}`,
  ]),
  'forecasts.quotaSet': of('settings', (p) => [
    `Ziel für ${text(p, 'month')} gesetzt`,
    `Set the quota for ${text(p, 'month')}`,
  ]),
  'forecasts.snapshotTaken': of('deals', (p) => [
    `Prognose gerechnet, ${text(p, 'openDeals')} offene Abschlüsse`,
    `Computed the forecast, ${text(p, 'openDeals')} open deals`,
  ]),
};

export const houseKinds: Readonly<Record<string, Kind>> = {
  ...teamMeetingKinds,
  ...scoringKinds,
  ...forecastKinds,
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
