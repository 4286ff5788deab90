import { about, after, did, inner, named, of, plain, quoted, text, wordOf, type Kind, type Said } from './saying.ts';

const listenModes: Record<string, Said> = {
  listen: ['nur hören', 'listens only'],
  whisper: ['flüstern', 'whispers'],
  join: ['spricht mit', 'speaks to both'],
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

export const callsKinds: Readonly<Record<string, Kind>> = {
  'telephony.lineAdded': did('settings', 'phoneLine', 'name', 'angelegt', 'added'),
  'telephony.lineChanged': did('settings', 'phoneLine', 'name', 'geändert', 'changed'),
  'telephony.greetingRecorded': of('settings', (p) => [
    `Ansage für Mailboxen aufgenommen, ${text(p, 'seconds')} Sekunden`,
    `Recorded a greeting for mailboxes, ${text(p, 'seconds')} seconds`,
  ]),
  'telephony.greetingRemoved': plain('settings', 'Ansage für Mailboxen gelöscht', 'Deleted the greeting for mailboxes'),
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
  'calls.messageLeft': plain('calls', 'Ansage auf der Mailbox hinterlassen', 'Left the greeting on a mailbox'),
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
  'calls.dispositionAdded': did('settings', 'disposition', 'name', 'angelegt', 'added'),
  'calls.dispositionChanged': did('settings', 'disposition', 'name', 'geändert', 'changed'),
  'calls.dispositionsOrdered': plain('settings', 'Ergebnisse neu geordnet', 'Put the dispositions into another order'),
  'meetings.planned': did('calls', 'meeting', 'title', 'geplant', 'planned'),
  'meetings.changed': did('calls', 'meeting', 'title', 'geändert', 'changed'),
  'meetings.cancelled': did('calls', 'meeting', 'title', 'abgesagt', 'cancelled'),
  'meetings.held': did('calls', 'meeting', 'title', 'wahrgenommen', 'held'),
  'meetings.missed': of('calls', (p) => [
    `Zum Termin${named(p, 'title')} nicht erschienen`,
    `Did not come to the meeting${quoted(p, 'title')}`,
  ]),
  'meetings.guestLinkMade': plain('calls', 'Gästelink zum Videoraum gemacht', 'Made a guest link to the video room'),
  'meetings.guestLinkRevoked': plain(
    'calls',
    'Gästelink zum Videoraum zurückgezogen',
    'Revoked the guest link to the video room',
  ),
  'meetings.guestWaits': plain('calls', 'Jemand wartet vor dem Videoraum', 'Somebody is waiting for the video room'),
  'meetings.guestLetIn': of('calls', (p) => [
    `In den Videoraum gelassen: ${text(p, 'name')}`,
    `Let into the video room: ${text(p, 'name')}`,
  ]),
  'meetings.callWished': of('calls', (p) => [
    `Bittet um einen Anruf${named(p, 'title')}`,
    `Asked for a call${quoted(p, 'title')}`,
  ]),
  'meetings.waitingBegun': of('calls', (p) => [
    `Wartet auf einen Termin${named(p, 'title')}`,
    `Waits for a meeting${quoted(p, 'title')}`,
  ]),
  'meetings.waitingTold': of('calls', (p) => [
    `Erfährt, dass eine Zeit frei ist${named(p, 'title')}`,
    `Was told that a time is free${quoted(p, 'title')}`,
  ]),
  'meetings.waitingLeft': of('calls', (p) => [
    `Wartet nicht mehr auf einen Termin${named(p, 'title')}`,
    `No longer waits for a meeting${quoted(p, 'title')}`,
  ]),
  'meetings.visitInvited': of('visits', (p) => [
    `Zum Hausbesuch eingeladen: ${text(p, 'invitedAbout')} (Beleg: ${text(p, 'proof')})`,
    `Invited to a visit: ${text(p, 'invitedAbout')} (proof: ${text(p, 'proof')})`,
  ]),
  'meetings.visitSaid': of('visits', (p) => [
    `Hausbesuch ${p['state'] === 'held' ? 'fand statt' : 'ohne Begegnung'}${after(': ', text(p, 'note'))}`,
    `Visit ${p['state'] === 'held' ? 'took place' : 'met nobody'}${after(': ', text(p, 'note'))}`,
  ]),
  'meetings.reopened': did('calls', 'meeting', 'title', 'wieder offen', 'reopened'),
  'meetings.calendarAdded': did('settings', 'calendar', 'name', 'hinzugefügt', 'added'),
  'meetings.calendarWritten': of('settings', (p) =>
    p['on'] === true
      ? [
          `Termine werden in den Kalender${named(p, 'name')} geschrieben`,
          `Meetings are written into the calendar${quoted(p, 'name')}`,
        ]
      : [
          `Termine werden nicht mehr in den Kalender${named(p, 'name')} geschrieben`,
          `Meetings are no longer written into the calendar${quoted(p, 'name')}`,
        ],
  ),
  'meetings.calendarRemoved': did('settings', 'calendar', 'name', 'entfernt', 'removed'),
  'meetings.placed': of('calls', (p) => [
    `Termin${named(p, 'title')} beim Videodienst angelegt`,
    `Made the meeting${quoted(p, 'title')} at its provider`,
  ]),
  'meetings.notPlaced': of('calls', (p) => [
    `Termin${named(p, 'title')} beim Videodienst nicht angelegt: ${text(p, 'problem')}`,
    `Could not make the meeting${quoted(p, 'title')} at its provider: ${text(p, 'problem')}`,
  ]),
  'meetings.providerAdded': did('settings', 'videoProvider', 'name', 'angelegt', 'added'),
  'meetings.providerChanged': did('settings', 'videoProvider', 'name', 'geändert', 'changed'),
  'meetings.usualPlaceChosen': of('settings', (p) => [
    `Videotermine finden üblicherweise ${text(p, 'name') ? `bei „${text(p, 'name')}“` : 'im eigenen Raum'} statt`,
    `Meetings by video usually take place ${text(p, 'name') ? `at “${text(p, 'name')}”` : 'in our own room'}`,
  ]),
  'meetings.pageOpened': did('settings', 'bookingPage', 'title', 'geöffnet', 'opened'),
  'meetings.pageChanged': did('settings', 'bookingPage', 'title', 'geändert', 'changed'),
  'meetings.exhibitPictureAdded': plain(
    'settings',
    'Bild für den Schauraum hochgeladen',
    'Uploaded a picture for the showroom',
  ),
  'meetings.placeOpened': did('settings', 'place', 'name', 'angelegt', 'added'),
  'meetings.placeChanged': did('settings', 'place', 'name', 'geändert', 'changed'),
  'meetings.mailsChosen': of('settings', (p) =>
    p['wanted'] === true
      ? ['Mails zu eigenen Terminen gewünscht', 'Asked for mails about the own meetings']
      : ['Mails zu eigenen Terminen abbestellt', 'Declined mails about the own meetings'],
  ),
  'meetings.hoursSet': plain('settings', 'Eigene Terminzeiten gesetzt', 'Set the own hours for meetings'),
  'scripts.created': did('settings', 'script', 'name', 'angelegt', 'added'),
  'scripts.changed': did('settings', 'script', 'name', 'geändert', 'changed'),
  'scripts.begun': did('calls', 'script', 'name', 'begonnen', 'begun'),
  'scripts.answered': of('calls', (p) => {
    const [de, en] = wordOf(yesOrNo, text(p, 'said'));
    return [`Leitfaden: ${text(p, 'step')}${after(', ', de)}`, `Script: ${text(p, 'step')}${after(', ', en)}`];
  }),
  'scripts.objected': about('calls', 'title', ['Einwand', 'gehört'], ['objection', 'Heard the']),
  'scripts.objectionTakenBack': about('calls', 'title', ['Einwand', 'zurückgenommen'], ['objection', 'Took back the']),
  'scripts.steppedBack': about('calls', 'step', ['Im Leitfaden zurück zu', ''], ['in the script to', 'Went back']),
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
};
