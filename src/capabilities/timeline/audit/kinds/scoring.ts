import { after, of, plain, text, wordOf, type Kind, type Said } from './saying.ts';

const ways: Record<string, Said> = {
  self_service: ['Selbstbedienung', 'self-service'],
  rarer: ['seltener', 'rarer'],
  mail_only: ['nur E-Mail', 'e-mail only'],
  farewell: ['verabschiedet', 'farewell'],
};

const expenses: Record<string, Said> = {
  ticket: ['Anliegen', 'ticket'],
  dunning_letter: ['Mahnung', 'dunning letter'],
  returned_debit: ['Rücklastschrift', 'returned debit'],
  discount: ['Nachlass', 'discount'],
};
const expense = (de: string, en: string): Kind =>
  of('deals', (p) => {
    const [word, inEnglish] = wordOf(expenses, text(p, 'kind'));
    return [`Aufwand ${de}${after(': ', word)}`, `${en} an expense${after(': ', inEnglish)}`];
  });

/** What was computed about customers, and what people made of it. */
export const scoringKinds: Readonly<Record<string, Kind>> = {
  'scoring.classChanged': of('deals', (p) => [
    `Klasse eines Kunden ist jetzt ${text(p, 'to') || 'eine andere'}${after(', vorher ', text(p, 'from'))}${after(', weil ', text(p, 'reason'))}`,
    `Class of a customer is now ${text(p, 'to') || 'another'}${after(', before ', text(p, 'from'))}${after(', because ', text(p, 'reason'))}`,
  ]),
  'scoring.classConfirmed': of('deals', (p) => [
    `Klasse eines Kunden bestätigt${after(', ', text(p, 'class'))}`,
    `Confirmed the class of a customer${after(', ', text(p, 'class'))}`,
  ]),
  'scoring.classReleased': of('deals', (p) => [
    `Eigene Einstufung eines Kunden aufgehoben${after(', wieder ', text(p, 'class'))}`,
    `Released the class of a customer${after(', again ', text(p, 'class'))}`,
  ]),
  'scoring.careChanged': of('deals', (p) => [
    `Betreuung eines C-Kunden geändert${after(': ', wordOf(ways, text(p, 'way'))[0])}`,
    `Changed the care for a C customer${after(': ', wordOf(ways, text(p, 'way'))[1])}`,
  ]),
  'scoring.careEnded': plain(
    'deals',
    'Betreuung eines Kunden wieder wie früher',
    'Cared for a customer as before again',
  ),
  'scoring.expenseEntered': expense('eingetragen', 'Entered'),
  'scoring.expenseChanged': expense('geändert', 'Changed'),
  'scoring.expenseRemoved': expense('entfernt', 'Removed'),
  'scoring.expenseRestored': expense('zurückgeholt', 'Restored'),
  'scoring.classPolicyChanged': plain(
    'settings',
    'Sätze und Grenzen der Kundenklassen geändert',
    'Changed rates and borders of customer classes',
  ),
};
