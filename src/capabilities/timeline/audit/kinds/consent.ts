import {
  about,
  after,
  channels,
  named,
  of,
  plain,
  quoted,
  text,
  wordOf,
  type Kind,
  type Payload,
  type Said,
} from './saying.ts';

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

export const consentKinds: Readonly<Record<string, Kind>> = {
  'scoring.profilingObjected': plain('consent', 'Widerspruch gegen die Bewertung', 'Objection to profiling'),
  'scoring.profilingObjectionWithdrawn': plain(
    'consent',
    'Widerspruch gegen die Bewertung zurückgenommen',
    'Objection to profiling taken back',
  ),
  'consent.recorded': of('consent', consentSaid),
  'consent.mailWritten': of('consent', (p) => [
    `E-Mail an ${text(p, 'to')} geschrieben${after(': ', text(p, 'subject'))}`,
    `Wrote a mail to ${text(p, 'to')}${after(': ', text(p, 'subject'))}`,
  ]),
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
};
