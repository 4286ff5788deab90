import { addressShape, isStreetName } from './addresses.ts';
import { isCompanyName } from './companies.ts';
import { parseMoment, parseSerialDay, parseTime } from './dates.ts';
import { looksLikeEmail } from './emails.ts';
import type { DateOrder, ImportField } from './fields.ts';
import { isFamilyName, isGivenName } from './known-names.ts';
import { cityLikeness, countryCode, isRegion } from './known-places.ts';
import { parseCurrency, parseMoney } from './money.ts';
import { looksLikeMobile, looksLikePhone } from './phones.ts';
import { isVisitCode, recogniseVisitResult } from './visits.ts';

/** How well the values of a column fit each field: 1 every value does, 0 none; a missing field cannot be told by looking. */
export type Fit = Partial<Record<ImportField, number>>;

const maxValues = 120;

/** Values worth looking at: filled, cut to a sane length. */
export function sampleValues(sample: readonly (readonly string[])[], column: number): string[] {
  const values: string[] = [];
  for (const row of sample) {
    const value = withoutTypeMark((row[column] ?? '').trim());
    if (value !== '' && !isNothing(value)) values.push(value.slice(0, 200));
    if (values.length >= maxValues) break;
  }
  return values;
}

/** Lead ads mark values by kind: "p:+49 171 …", "z:34117", "l:1234". */
export function withoutTypeMark(text: string): string {
  return text[1] === ':' && /^[a-z]:\+?\d/.test(text) ? text.slice(2) : text;
}

/** What people write where there is nothing. */
export function isNothing(text: string): boolean {
  return (
    text.length < 12 &&
    /^(?:0{1,2}\.0{1,2}\.0{2,4}|0000-00-00|[-–—./?_\s]+|n\/a|#n\/a|#nv|k\.?\s?a\.?|keine? ?(?:angabe)?|null|none|undefined|nan|unbekannt|unknown|leer|entf(?:ällt|\.)|\(leer\)|\(blank\))$/i.test(
      text,
    )
  );
}

export function fitOf(values: string[], order: DateOrder): Fit {
  if (values.length === 0) return {};
  const shares = new Map<string, number>();
  const share = (name: string, test: (value: string) => boolean | number): number => {
    let sum = 0;
    for (const value of values) sum += Number(test(value));
    const result = sum / values.length;
    shares.set(name, result);
    return result;
  };
  const email = share('email', looksLikeEmail);
  const phone = share('phone', (value) => ({ sure: 1, maybe: 0.8, no: 0 })[looksLikePhone(firstPart(value))]);
  const mobile = share(
    'mobile',
    (value) => looksLikePhone(firstPart(value)) !== 'no' && looksLikeMobile(firstPart(value)),
  );
  const url = share('url', (value) =>
    /^(?:https?:\/\/|www\.)\S+$|^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:de|com|net|org|eu|at|ch|info|io|shop|biz|li|app|dev|online)(?:\/\S*)?$/iu.test(
      value,
    ),
  );
  const date = share('date', (value) => (parseMoment(value, order) ? 1 : yearless.test(value) ? 0.8 : 0));
  const serial = share(
    'serial',
    (value) => /^[234]\d{4}(?:[.,]\d+)?$/.test(value) && parseSerialDay(value) !== undefined,
  );
  const time = share(
    'time',
    (value) =>
      (value.length < 12 && /[:.h]|uhr/i.test(value) && parseTime(value) !== undefined && !/^\d+\.\d+$/.test(value)) ||
      /^\d{1,2}\.[0-5]\d$/.test(value),
  );
  const born = share('born', (value) => {
    const on = parseMoment(value, order)?.on ?? parseSerialDay(value)?.on;
    return on !== undefined && Number(on.slice(0, 4)) < 2012;
  });
  const postal = share('postal', (value) => /^(?:(?:D|DE|A|AT|CH)\s?[-–]\s?)?\d{4,5}(?:\.0)?$/i.test(value));
  const house = share('house', (value) => /^\d{1,3}(?:\s?[a-zA-Z])?(?:\s?[-/+–]\s?\d{1,3}\s?[a-zA-Z]?)?$/.test(value));
  const houseLetter = share('houseLetter', (value) => /^\d{1,3}\s?[a-zA-Z]$/.test(value));
  const shape = { line: 0, postalCity: 0, streetNumber: 0, street: 0, none: 0 };
  for (const value of values) shape[addressShape(value)] += 1 / values.length;
  const city = share('city', cityLikeness);
  const country = share('country', (value) => countryCode(value) !== undefined);
  const region = share('region', (value) => isRegion(value));
  const company = share('company', (value) => isCompanyName(value));
  const salutation = share(
    'salutation',
    (value) =>
      /^(?:herrn?|frau|hr|fr|mr|mrs|ms|miss|divers|familie|fam|firma|dr|prof|eheleute|m|w|d|f|male|female|männlich|weiblich|mx|dipl|ing|mag)(?:[ ./-]|$)/i.test(
        value,
      ) && value.length < 25,
  );
  const given = share(
    'given',
    (value) => value.split(/[\s-]/).length <= 3 && !value.includes(',') && isGivenName(value),
  );
  const words = share('words', (value) => /^[\p{L}][\p{L}'’.\- ]*$/u.test(value) && value.length < 40);
  const lone = share('lone', (value) => /^(?:(?:von|van|zu|de|der|den|la|le|da|di) )*\p{Lu}[\p{L}'’-]+$/iu.test(value));
  const family = share('family', (value) => isFamilyName(value));
  const full = share('full', fullNameLikeness);
  const job = share('job', (value) => jobWords.test(value));
  const visit = share(
    'visit',
    (value) => value.length < 60 && (recogniseVisitResult(value) !== undefined || isVisitCode(value)),
  );
  const visitSure = share('visitSure', (value) => value.length < 60 && recogniseVisitResult(value) !== undefined);
  const status = share('status', (value) => statusWords.test(value));
  const stage = share('stage', (value) => stageWords.test(value));
  const money = share('money', (value) => parseMoney(value, ',') !== undefined);
  const moneySigned = share(
    'moneySigned',
    (value) => /[€$£]|\b(?:EUR|CHF|USD|Euro|Fr\.)/i.test(value) && parseMoney(value, ',') !== undefined,
  );
  const fraction = share('fraction', (value) => /^-?\d{1,3}(?:[.'’\s]?\d{3})*[.,]\d{1,2}$/.test(value));
  const currency = share(
    'currency',
    (value) =>
      value.length <= 8 &&
      !/\d/.test(value) &&
      parseCurrency(value) !== undefined &&
      /^(?:EUR|CHF|USD|GBP|PLN|€|\$|£|Euro|Fr\.?|Franken|SFr\.?)$/i.test(value.trim()),
  );
  const degrees = (from: number, to: number) => (value: string) => {
    const number = /^-?\d{1,3}[.,]\d{2,}$/.test(value) ? Number(value.replace(',', '.')) : Number.NaN;
    return number >= from && number <= to;
  };
  const lat = share('lat', degrees(43, 58));
  const lng = share('lng', degrees(4, 20));
  const anyDegrees = share('anyDegrees', degrees(-180, 180));
  const whole = share('whole', (value) => /^\d+$/.test(value));
  const count = share('count', (value) => /^\d{1,2}x?$/.test(value) && Number.parseInt(value, 10) <= 30);
  const code = share('code', (value) =>
    /^(?:[A-Z]{1,6}[-_ ]?)?\d{3,}$|^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{12,40}$|^(?=\S*\d)[A-Za-z0-9_-]{6,24}$/i.test(
      value,
    ),
  );
  const yesNo = share('yesNo', (value) => /^(?:ja|nein|yes|no|true|false|wahr|falsch|0|1|x|j|n|y)$/i.test(value));
  const long = share('long', (value) => value.length > 24 || value.split(/\s+/).length > 4);
  const distinct = new Set(values).size / values.length;
  const initialed = share('initialed', (value) => /^\p{Lu}\.\s?\p{Lu}[\p{L}'’-]+$/u.test(value));
  const textual = 1 - Math.max(email, phone * 0.9, date, time, url);
  const repeats = values.length >= 8 ? 1 - distinct : 0.3;
  const hasLetters = share('hasLetters', (value) => /\p{L}/u.test(value));
  const person = Math.max(full, initialed);
  // 1, 2, 3, …: the number of the row, worth nothing outside this list; unless the heading says that it is the next house of the street.
  const running =
    values.length > 2 &&
    values.every((value, i) => i === 0 || Number(value) === Number(values[i - 1]) + 1) &&
    Number(values[0]) <= 1
      ? 1
      : 0;

  return {
    email,
    phone,
    mobile: Math.min(1, mobile * 1.05),
    website: email > 0.3 ? 0 : url,
    'visit.date': Math.max(date, serial * 0.8) * (1 - born * 0.8),
    createdAt: Math.max(date, serial * 0.8) * (1 - born * 0.7),
    'deal.closeDate': Math.max(date, serial * 0.8) * (1 - born * 0.8),
    birthday: Math.max(date, serial * 0.8) * (0.15 + 0.85 * born),
    'visit.time': time * (1 - date),
    postalCode: Math.max(postal, shape.postalCity * 0.6),
    houseNumber:
      house * (1 - postal) * (1 - running * 0.6) * (1 - yesNo) * (houseLetter > 0.02 || values.length < 4 ? 1 : 0.7),
    ignore: running,
    addressLine: Math.min(1, shape.line + shape.streetNumber * 0.75 + shape.postalCity * 0.3),
    street: Math.min(1, shape.street + shape.streetNumber + shape.line * 0.2),
    city: Math.max(Math.min(1, city * (hasLetters - company * 0.7) + (words > 0.8 ? 0.15 : 0)), shape.postalCity),
    region: Math.max(region, words > 0.8 ? 0.25 : 0),
    country,
    companyName: Math.min(
      1,
      company * 1.2 +
        0.25 *
          textual *
          hasLetters *
          (1 - full * 0.8) *
          (1 - visit) *
          (1 - Math.min(1, shape.line + shape.streetNumber + shape.street)),
    ),
    salutation,
    firstName: Math.min(1, given * 1.1 + 0.1 * lone) * (1 - full * 0.5),
    lastName:
      Math.min(1, lone * 0.75 + family * 0.5) *
      (1 - given * 0.6) *
      (1 - city * 0.7) *
      (1 - visitSure) *
      (1 - Math.max(status, region, country)),
    fullName: Math.min(1, full * 1.05) * (1 - company * 0.6),
    jobTitle: Math.min(1, job + 0.25 * words),
    'visit.result': visitSure > 0 ? Math.max(visit, visitSure) : visit * 0.9,
    status: Math.min(1, status + 0.3 * repeats * textual * hasLetters),
    'deal.stage': Math.min(1, stage + 0.2 * repeats * textual * hasLetters),
    'deal.value':
      money *
      (moneySigned > 0.5 ? 1 : fraction > 0.5 && anyDegrees < 0.9 ? 0.9 : whole > 0.8 ? 0.55 : 0.6) *
      (1 - date),
    'deal.currency': currency,
    latitude: Math.max(lat, anyDegrees * 0.4),
    longitude: Math.max(lng, anyDegrees * 0.4),
    'visit.count': count,
    externalId:
      (1 - running * 0.6) *
      Math.max(code * distinct, whole * distinct * 0.8) *
      (1 - date) *
      (1 - Math.max(0, phone - 0.3)),
    'deal.title': textual * hasLetters * Math.min(1, 0.4 + 0.4 * long) * (1 - full * 0.7),
    note: textual * hasLetters * Math.min(1, 0.35 + long * 0.8) * (1 - full * 0.4),
    owner: textual * Math.min(1, 0.3 + 0.5 * person + 0.3 * repeats) * hasLetters + email * 0.5 * repeats,
    'visit.by':
      textual * Math.min(1, 0.25 + 0.5 * person + 0.3 * repeats + 0.3 * initialed) * hasLetters + email * 0.4 * repeats,
    source: textual * hasLetters * (0.3 + 0.4 * repeats) * (1 - full * 0.7),
    tags: textual * hasLetters * (0.4 + 0.4 * repeats) * (1 - full * 0.6) * (1 - yesNo),
  };
}

const yearless = /^\d{1,2}\.\s?\d{1,2}\.$/;

const firstPart = (value: string): string => value.split(/:::|[,;|\n]|\s\/\s/)[0]!.trim();

const jobWords =
  /geschäftsführ|inhaber|gesellschafter|vorstand|prokurist|leit(?:er|ung)|direktor|manager|chef\b|ceo|cto|cfo|coo|head of|assist|sekret|einkauf|verkauf|vertrieb|buchhalt|sachbearb|meister|ingenieur|architekt|berater|referent|director|owner|founder|gründer|partner\b|president|officer|consultant|engineer|developer|entwickler|angestellt|lehrer|arzt|ärztin|anwalt|anwältin|rentner|student|beamt|handwerk|techniker|monteur|hausverwalt|bürgermeister|marketing|sales|purchasing|azubi|mitarbeiter/i;
const statusWords =
  /^(?:new|neu|open|offen|in progress|in bearbeitung|unqualified|qualified|qualifiziert|unqualifiziert|working|nurturing|contacted|kontaktiert|attempted to contact|connected|bad timing|open deal|cold|warm|hot|kalt|heiß|heiss|lead|kunde|customer|prospect|interessent|active|aktiv|inactive|inaktiv|bestandskunde|neukunde|churned|lost|converted|konvertiert|disqualified|erledigt|closed|hot lead|cold lead|warm lead|subscriber|opportunity|in klärung|pausiert|abgeschlossen|wartet|ruht|potential|junk lead|not contacted|pre-qualified|nicht kontaktiert|zu kontaktieren|angeschrieben|altkunde|gekündigt)$/i;
const stageWords =
  /closed ?(?:won|lost)|^won$|^lost$|gewonnen|verloren|contract sent|appointment scheduled|qualified to buy|presentation scheduled|decision maker|proposal|angebot|verhandlung|negotiation|qualifi[ck]|erstgespräch|demo|discovery|vertrag|bedarf|needs analysis|value proposition|perception analysis|id\. decision|prospecting|auftrag|contact made|kontakt hergestellt|nachfassen|abschluss|offer|entscheidung|kalkulation|besichtigung|beratung|closing/i;

/** Two or three words of which one is a known given name, or "Maier, Mia", "Fam. Weiß", "Herr Müller". */
function fullNameLikeness(value: string): number {
  if (/\d|@|[;:/\\]/.test(value) || value.length > 60) return 0;
  if (/^(?:fam(?:ilie|\.)|eheleute|ehepaar|herrn?|frau|hr\.|fr\.|dr\.|prof\.|haushalt)\s+\p{Lu}/iu.test(value))
    return 1;
  const comma = /^(\p{L}[\p{L}'’. -]*),\s*(\p{L}[\p{L}'’. &-]*)$/u.exec(value);
  if (comma) return isGivenName(comma[2]!.trim()) ? 1 : 0.7;
  const words = value.split(/\s+/);
  if (words.length < 2 || words.length > 6) return 0;
  if (words.some((word) => !/^[\p{L}'’.&-]+$/u.test(word))) return 0;
  const named = isGivenName(words[0]!) || isGivenName(words.at(-1)!);
  if (named) return isCompanyName(value) ? 0.3 : 1;
  if (isStreetName(value) || cityLikeness(value) === 1 || words.length > 4) return 0;
  return words.every((word) => /^\p{Lu}/u.test(word)) && !isCompanyName(value) ? 0.45 : 0;
}
