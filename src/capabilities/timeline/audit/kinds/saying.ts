import type { AuditGroup } from '../contract.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** What a sentence needs to know beside the event: the names of people, and how a day is written. */
export type SentenceWords = { locale: 'de' | 'en'; userName: (id: string) => string; day: (day: string) => string };

export type Said = readonly [de: string, en: string];
export type Kind = { group: AuditGroup; say: (payload: Payload, words: SentenceWords) => Said };

export const text = (payload: Payload, field: string): string => {
  const value = payload[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
export const number = (payload: Payload, field: string): number => Number(text(payload, field)) || 0;
export const named = (payload: Payload, field: string): string =>
  text(payload, field) ? ` „${text(payload, field)}“` : '';
export const quoted = (payload: Payload, field: string): string =>
  text(payload, field) ? ` “${text(payload, field)}”` : '';
export const after = (mark: string, words: string): string => (words ? `${mark}${words}` : '');
export const inner = (payload: Payload, field: string): Payload => {
  const value = payload[field];
  return typeof value === 'object' && value !== null ? (value as Payload) : {};
};
export const wordOf = (codes: Readonly<Record<string, Said>>, code: string): Said => codes[code] ?? [code, code];
export const of = (group: AuditGroup, say: Kind['say']): Kind => ({ group, say });
export const plain = (group: AuditGroup, de: string, en: string): Kind => of(group, () => [de, en]);
/** „Dach Süd“ entfernt */
export const about = (group: AuditGroup, field: string, de: [string, string], en: [string, string]): Kind =>
  of(group, (p) => [
    `${de[0]}${named(p, field)} ${de[1]}`.trim(),
    `${capital(`${en[1]} ${en[0]}`)}${quoted(p, field)}`.trim(),
  ]);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
export const channels: Record<string, Said> = {
  phone: ['Telefon', 'phone'],
  email: ['E-Mail', 'e-mail'],
  sms: ['SMS', 'SMS'],
  post: ['Post', 'post'],
  visit: ['Hausbesuch', 'visits'],
};
const noun = {
  call: ['Anruf', 'call'],
  meeting: ['Termin', 'meeting'],
  calendar: ['Eigenen Kalender', 'own calendar'],
  bookingPage: ['Terminseite', 'booking page'],
  videoProvider: ['Videodienst', 'video provider'],
  place: ['Schauraum', 'showroom'],
  deal: ['Abschluss', 'deal'],
  contract: ['Vertrag', 'contract'],
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
export const did = (group: AuditGroup, what: Noun, field: string, de: string, en: string): Kind =>
  about(group, field, [noun[what][0], de], [noun[what][1], en]);
