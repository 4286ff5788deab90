import type { CallView } from '#calls/contract';
import type { CompanyRow, ContactRow } from '#contacts';
import type { DealRow } from '#deals';
import type { DealItem } from '#deals/contract';
import type { NextStepView } from '#next-steps/contract';
import type { ContractView } from '#offers/contract';
import type { Column } from '#platform/write-table';
import type { CustomerView } from '#scoring/contract';
import { auditSentence } from '#timeline';
import type { AuditEntry } from '#timeline/contract';

/** What a file calls things. The German headers are those that the import recognises by themselves. */
export type Words = { locale: 'de' | 'en'; userName: (id: string | null) => string | null };

type ListColumn<Row> = (words: Words) => Column<Row>;

function text<Row>(
  de: string,
  en: string,
  value: (row: Row, words: Words) => string | null | undefined,
  width = 16,
): ListColumn<Row> {
  return (words) => ({ header: { de, en }[words.locale], kind: 'text', width, value: (row) => value(row, words) });
}
function phone<Row>(de: string, en: string, value: (row: Row) => string | null | undefined): ListColumn<Row> {
  return ({ locale }) => ({ header: { de, en }[locale], kind: 'phone', width: 18, value });
}
function instant<Row>(de: string, en: string, value: (row: Row) => Date | string | null): ListColumn<Row> {
  const dated = (at: Date | string | null) => (typeof at === 'string' ? new Date(at) : at);
  return ({ locale }) => ({
    header: { de, en }[locale],
    kind: 'instant',
    width: 17,
    value: (row) => dated(value(row)),
  });
}
function day<Row>(de: string, en: string, value: (row: Row) => string | null): ListColumn<Row> {
  return ({ locale }) => ({ header: { de, en }[locale], kind: 'day', width: 12, value });
}
function number<Row>(de: string, en: string, value: (row: Row) => number | null): ListColumn<Row> {
  return ({ locale }) => ({ header: { de, en }[locale], kind: 'number', width: 10, value });
}
function cents<Row>(de: string, en: string, value: (row: Row) => number | null): ListColumn<Row> {
  return ({ locale }) => ({ header: { de, en }[locale], kind: 'cents', width: 13, value });
}
const say =
  (de: string, en: string) =>
  ({ locale }: Words) =>
    ({ de, en })[locale];
const wordFor =
  <Code extends string>(codes: Readonly<Record<Code, readonly [de: string, en: string]>>) =>
  (code: Code, { locale }: Words): string =>
    codes[code][locale === 'de' ? 0 : 1];

const reach = {
  more: (row: Pick<ContactRow, 'phones'>) =>
    row.phones
      .slice(2)
      .map(({ value }) => value)
      .join(', '),
  mails: (row: Pick<ContactRow, 'emails'>) =>
    row.emails
      .slice(1)
      .map(({ value }) => value)
      .join(', '),
};

type Common = ContactRow | CompanyRow;
const common: readonly ListColumn<Common>[] = [
  phone('Telefon', 'Phone', (row) => row.phones[0]?.value),
  phone('Telefon 2', 'Phone 2', (row) => row.phones[1]?.value),
  text('Weitere Nummern', 'More numbers', reach.more),
  text('E-Mail', 'E-mail', (row) => row.emails[0]?.value, 26),
  text('Weitere E-Mails', 'More e-mails', reach.mails),
  text('Straße', 'Street', (row) => row.addresses[0]?.street, 22),
  text('Hausnummer', 'House number', (row) => row.addresses[0]?.houseNumber, 11),
  text('Adresszusatz', 'Address addition', (row) => row.addresses[0]?.addition),
  text('PLZ', 'Postal code', (row) => row.addresses[0]?.postalCode, 8),
  text('Ort', 'City', (row) => row.addresses[0]?.city),
  text('Land', 'Country', (row) => row.addresses[0]?.country, 7),
  number('Breitengrad', 'Latitude', (row) => row.addresses[0]?.latitude ?? null),
  number('Längengrad', 'Longitude', (row) => row.addresses[0]?.longitude ?? null),
  text('Website', 'Website', (row) => row.website, 22),
  text('Schlagworte', 'Tags', (row) => row.tags.join(', '), 22),
  text('Herkunft', 'Source', (row) => row.source),
  text('Zuständig', 'Owner', (row, { userName }) => userName(row.ownerId)),
  text('Notiz', 'Note', (row) => row.note, 40),
  instant('Letzter Kontakt', 'Last touch', (row) => row.lastTouchAt),
  instant('Angelegt am', 'Created', (row) => row.createdAt),
  text('Fremde Nummer', 'External id', (row) => row.externalId),
  text('Klinke-ID', 'Klinke id', (row) => row.id, 38),
];

const kindWord = wordFor({ private: ['privat', 'private'], business: ['geschäftlich', 'business'] });

export type ContactLine = ContactRow & { companyName: string | null };
export const contactColumns: readonly ListColumn<ContactLine>[] = [
  text('Name', 'Name', (row) => row.name, 24),
  text('Anrede', 'Salutation', (row) => row.salutation, 9),
  text('Titel', 'Title', (row) => row.title, 8),
  text('Vorname', 'First name', (row) => row.firstName),
  text('Nachname', 'Last name', (row) => row.lastName),
  text('Art', 'Kind', (row, words) => kindWord(row.kind, words), 12),
  text('Firma', 'Company', (row) => row.companyName, 24),
  text('Position', 'Job title', (row) => row.jobTitle),
  text('Status', 'Status', (row) => row.status),
  day('Geburtstag', 'Birthday', (row) => row.birthdayOn),
  ...common,
];

export const companyColumns: readonly ListColumn<CompanyRow>[] = [
  text('Firma', 'Company', (row) => row.name, 28),
  text('Branche', 'Industry', (row) => row.industry, 20),
  ...common,
];

const stateWord = wordFor({ open: ['offen', 'open'], won: ['gewonnen', 'won'], lost: ['verloren', 'lost'] });

export type DealLine = DealItem &
  Pick<DealRow, 'source' | 'note' | 'lossNote' | 'externalId'> & {
    pipeline: string;
    stage: string;
    lossReason: string | null;
  };
export const dealColumns: readonly ListColumn<DealLine>[] = [
  text('Abschluss', 'Deal', (row) => row.title, 30),
  text('Name', 'Name', (row) => row.contact?.name, 24),
  text('Firma', 'Company', (row) => row.company?.name, 24),
  text('Pipeline', 'Pipeline', (row) => row.pipeline),
  text('Phase', 'Stage', (row) => row.stage),
  instant('In der Phase seit', 'In stage since', (row) => row.stageSince),
  text('Stand', 'State', (row, words) => stateWord(row.state, words), 11),
  cents('Wert', 'Value', (row) => row.valueCents),
  text('Währung', 'Currency', (row) => row.currency, 8),
  number('Chance in %', 'Chance in %', (row) => row.probability),
  cents('Gewichteter Wert', 'Weighted value', (row) => row.weightedCents),
  day('Abschlussdatum', 'Close date', (row) => row.closeOn),
  instant('Beendet am', 'Ended', (row) => row.endedAt),
  text('Verlustgrund', 'Loss reason', (row) => row.lossReason),
  text('Dazu', 'About the loss', (row) => row.lossNote, 30),
  text('Zuständig', 'Owner', (row, { userName }) => userName(row.ownerId)),
  text('Herkunft', 'Source', (row) => row.source),
  text('Notiz', 'Note', (row) => row.note, 40),
  instant('Angelegt am', 'Created', (row) => row.createdAt),
  text('Fremde Nummer', 'External id', (row) => row.externalId),
  text('Klinke-ID', 'Klinke id', (row) => row.id, 38),
];

const contractWord = wordFor({
  coming: ['kommt', 'to come'],
  running: ['läuft', 'running'],
  ending: ['gekündigt', 'under notice'],
  ended: ['beendet', 'ended'],
});
const afterWord = wordFor({
  open: ['läuft weiter', 'goes on'],
  renews: ['verlängert sich', 'renews'],
  ends: ['endet', 'ends'],
});
const reasonWord = wordFor({
  customer: ['Kunde hat gekündigt', 'customer gave notice'],
  withdrawn: ['widerrufen', 'withdrawn'],
  agreed: ['einvernehmlich', 'by agreement'],
  us: ['von uns gekündigt', 'we gave notice'],
});

export const contractColumns: readonly ListColumn<ContractView>[] = [
  text('Vertrag', 'Contract', (row) => row.title, 30),
  text('Name', 'Name', (row) => row.contact?.name, 24),
  text('Firma', 'Company', (row) => row.company?.name, 24),
  text('Stand', 'State', (row, words) => contractWord(row.state, words), 11),
  cents('Im Monat', 'A month', (row) => row.monthlyCents),
  text('Währung', 'Currency', (row) => row.currency, 8),
  day('Beginn', 'Begins', (row) => row.startsOn),
  number('Laufzeit in Monaten', 'Term in months', (row) => row.termMonths),
  number('Frist in Monaten', 'Notice in months', (row) => row.noticeMonths),
  text('Danach', 'Then', (row, words) => afterWord(row.afterTerm, words), 14),
  number('Verlängert um Monate', 'Renews by months', (row) => row.renewalMonths),
  day('Kündbar bis', 'Notice by', (row) => row.noticeBy),
  day('Frühestes Ende', 'Earliest end', (row) => row.earliestEndOn),
  day('Endet am', 'Ends on', (row) => row.endsOn),
  day('Kündigung am', 'Notice on', (row) => row.notice?.on ?? null),
  text('Wie beendet', 'How ended', (row, words) => row.notice && reasonWord(row.notice.reason, words), 20),
  text('Notiz', 'Note', (row) => row.note, 40),
  text('Klinke-ID', 'Klinke id', (row) => row.id, 38),
];

const directionWord = wordFor({ inbound: ['eingehend', 'incoming'], outbound: ['ausgehend', 'outgoing'] });

export const callColumns: readonly ListColumn<CallView>[] = [
  instant('Beginn', 'Started', (row) => row.startedAt),
  text('Name', 'Name', (row) => row.contactName, 24),
  text('Richtung', 'Direction', (row, words) => directionWord(row.direction, words), 11),
  phone('Nummer', 'Number', (row) => row.number),
  text('Von', 'By', (row, { userName }) => userName(row.userId)),
  text('Ergebnis', 'Disposition', (row) => row.disposition?.name, 20),
  number('Dauer in Sekunden', 'Seconds', (row) => row.durationSeconds),
  text('Notiz', 'Note', (row) => row.note, 60),
  text('Erlaubt durch', 'Allowed by', (row) => row.permit?.norm, 26),
  text('Kontakt-ID', 'Contact id', (row) => row.contactId, 38),
  text('Klinke-ID', 'Klinke id', (row) => row.id, 38),
];

const stepWord = wordFor({
  call: ['Anruf', 'call'],
  meeting: ['Termin', 'meeting'],
  message: ['Nachricht', 'message'],
  task: ['Aufgabe', 'task'],
});

export const nextStepColumns: readonly ListColumn<NextStepView>[] = [
  day('Fällig am', 'Due', (row) => row.dueOn),
  text('Uhrzeit', 'Time', (row) => row.dueTime, 8),
  text('Art', 'Kind', (row, words) => stepWord(row.kind, words), 11),
  text('Schritt', 'Step', (row) => row.title, 34),
  text('Name', 'Name', (row) => row.contactName, 24),
  text('Firma', 'Company', (row) => row.companyName, 24),
  text('Abschluss', 'Deal', (row) => row.dealTitle, 26),
  text('Zugesagt', 'Promised', (row, words) => (row.promised ? say('ja', 'yes')(words) : ''), 9),
  text('Zuständig', 'Owner', (row, { userName }) => userName(row.ownerId)),
  instant('Erledigt am', 'Done', (row) => row.doneAt),
  instant('Fallen gelassen am', 'Dropped', (row) => row.droppedAt),
  text('Notiz', 'Note', (row) => row.note, 40),
  instant('Angelegt am', 'Created', (row) => row.createdAt),
  text('Klinke-ID', 'Klinke id', (row) => row.id, 38),
];

const customerWord = wordFor({ contact: ['Mensch', 'person'], company: ['Firma', 'company'] });
const certaintyWord = wordFor({
  clear: ['klar', 'clear'],
  near: ['knapp an der Grenze', 'near a border'],
  thin: ['erst ein Kauf', 'one purchase only'],
});
const decisionOf = ({ class: current, set, confirmed }: CustomerView, words: Words): string => {
  if (current === null) return say('noch offen', 'open')(words);
  if (set) return say('festgelegt', 'set')(words);
  return confirmed ? say('bestätigt', 'confirmed')(words) : say('berechnet', 'computed')(words);
};
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export const customerColumns: readonly ListColumn<CustomerView>[] = [
  text('Kunde', 'Customer', (row) => row.name, 28),
  text('Art', 'Kind', (row, words) => customerWord(row.kind, words), 9),
  text('Zuständig', 'Owner', (row, { userName }) => userName(row.ownerId)),
  text('Klasse', 'Class', (row) => row.class, 7),
  text('Klasse vorher', 'Class before', (row) => row.classBefore, 12),
  instant('Klasse seit', 'Class since', (row) => row.classSince),
  text('Stand', 'Decision', decisionOf, 12),
  text('Von', 'By', (row, { userName }) => userName(row.set?.by ?? row.confirmed?.by ?? null)),
  text('Begründung', 'Reason', (row) => row.set?.reason, 40),
  text('Sicherheit', 'Certainty', (row, words) => row.certainty && certaintyWord(row.certainty, words), 20),
  cents('Fehlt zur besseren Klasse', 'Missing to a better class', (row) => row.missingCents),
  cents('Netto-Wert', 'Net value', (row) => row.netCents),
  number('Käufe erwartet', 'Purchases expected', (row) => rounded(row.expectedPurchases, 2)),
  cents('Wird noch kaufen', 'Will still buy', (row) => row.purchaseCents),
  number('Noch Kunde in %', 'Still a customer in %', (row) => row.alive && rounded(row.alive * 100, 0)),
  number('Offene Abschlüsse', 'Open deals', (row) => row.openDeals),
  cents('Offen, gewichtet', 'Open, weighted', (row) => row.openCents),
  number('Verträge', 'Contracts', (row) => row.contracts),
  cents('Aus Verträgen', 'From contracts', (row) => row.contractCents),
  day('Vertrag seit', 'Contract since', (row) => row.contractSince),
  number('Gewonnene Abschlüsse', 'Deals won', (row) => row.wins),
  cents('Bisher gekauft', 'Bought so far', (row) => row.wonCents),
  day('Erster Kauf', 'First purchase', (row) => row.firstWonOn),
  day('Letzter Kauf', 'Latest purchase', (row) => row.lastWonOn),
  cents('Aufwand im Jahr', 'Cost of a year', (row) => row.costCents),
  number('Gespräche', 'Calls', (row) => row.calls),
  number('Minuten in Gesprächen', 'Minutes of calls', (row) => row.callMinutes),
  number('Termine', 'Meetings', (row) => row.meetings),
  number('Minuten in Terminen', 'Minutes of meetings', (row) => row.meetingMinutes),
  number('Davon vor Ort', 'Of them visits', (row) => row.visits),
  number('Anliegen', 'Tickets', (row) => row.tickets),
  number('Mahnungen', 'Dunning letters', (row) => row.dunningLetters),
  number('Rücklastschriften', 'Returned debits', (row) => row.returnedDebits),
  cents('Nachlässe', 'Discounts', (row) => row.discountCents),
  instant('Letzter Kontakt', 'Last touch', (row) => row.lastTouchAt),
  text('Klinke-ID', 'Klinke id', (row) => row.id, 38),
];

const actorWord = wordFor({
  user: ['Mensch', 'person'],
  key: ['API-Schlüssel', 'API key'],
  import: ['Import', 'import'],
  system: ['Klinke', 'Klinke'],
});
const subjectWord = wordFor({
  contact: ['Mensch', 'person'],
  company: ['Firma', 'company'],
  deal: ['Abschluss', 'deal'],
});
const writtenDay = (day: string, locale: Words['locale']): string =>
  locale === 'de' ? day.split('-').toReversed().join('.') : day;

export const auditColumns: readonly ListColumn<AuditEntry>[] = [
  instant('Aufgezeichnet', 'Recorded', (row) => row.recordedAt),
  text('Wer', 'Who', (row, { userName }) => userName(row.actor.id), 20),
  text('Durch', 'By', (row, words) => actorWord(row.actor.kind, words), 14),
  text(
    'Was',
    'What',
    ({ type, payload }, { locale, userName }) =>
      auditSentence(type, payload, {
        locale,
        userName: (id) => userName(id) ?? '',
        day: (day) => writtenDay(day, locale),
      }),
    60,
  ),
  text('Betrifft', 'About', (row) => row.subject?.name, 24),
  text('Art', 'Kind', (row, words) => row.subject && subjectWord(row.subject.kind, words), 11),
  text('Betrifft-ID', 'About id', (row) => row.subject?.id, 38),
  instant('Geschehen', 'Happened', (row) => row.occurredAt),
  text('Ereignis', 'Event', (row) => row.type, 24),
  text('Inhalt', 'Payload', (row) => JSON.stringify(row.payload), 60),
  text('Klinke-ID', 'Klinke id', (row) => row.id, 38),
];
