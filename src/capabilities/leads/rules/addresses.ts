import type { Country } from './fields.ts';
import { countryCode, countryOfCity } from './known-places.ts';

export type StreetLine = { street: string; houseNumber?: string; extra?: string };
export type AddressParts = Partial<StreetLine> & { postalCode?: string; city?: string; country?: string };

const number =
  '\\d{1,4}(?:\\s?[a-zA-Z](?![\\p{L}.]))?(?:\\s?[-–/+]\\s?\\d{1,4}(?:\\s?[a-zA-Z](?![\\p{L}.]))?)*(?:\\s?[½¼])?';
const numberLast = new RegExp(
  `^(.*[\\p{L}.)ß'’]|[A-Z]\\d{1,2},?)[\\s,]+(?:(?:hnr|hausnr|haus|nr|no|n°)\\.?\\s*)?(${number})$`,
  'iu',
);
const numberGlued = /^(.*(?:str\.|straße|strasse|weg|platz|allee|gasse|ring))(\d{1,4}\s?[a-zA-Z]?)$/iu;
const numberMiddle = new RegExp(
  `^(.*?[\\p{L}.)])[\\s,]+(${number})[\\s,(]+(\\D.*|\\d+\\.\\s?(?:OG|Stock|Etage|St\\.).*)$`,
  'iu',
);
const numberFirst = new RegExp(`^(${number})[\\s,]+(\\p{L}.*)$`, 'u');
const afterNumber =
  /^(?:[\p{L}\d./\s-]*\b(?:OG|EG|UG|DG|WE|WG|Whg|Wohnung|Haus|Hinterhaus|Vorderhaus|HH|VH|Stock|Etage|links|rechts|mitte|c\/o|bei|Top|Stiege|App|Apartment|Apt|Aufgang|Zimmer|Hof|Gebäude|Eingang|Block|Seitenflügel)\b)/iu;

/** "Goethestr. 82", "Weg 3a-c", "90b Goethestr." (US), "Str. des 17. Juni 41", "Goethestr. 82, 3. OG" */
export function readStreetLine(text: string): StreetLine {
  const value = text.replace(/\s+/g, ' ').trim();
  const last = numberLast.exec(value) ?? numberGlued.exec(value);
  if (last) return { street: last[1]!.replace(/,$/, ''), houseNumber: tidy(last[2]!) };
  const first = numberFirst.exec(value);
  if (first) return { street: first[2]!, houseNumber: tidy(first[1]!) };
  const middle = numberMiddle.exec(value);
  if (middle && afterNumber.test(middle[3]!)) {
    return { street: middle[1]!, houseNumber: tidy(middle[2]!), extra: middle[3]!.replace(/[)\s]+$/, '') };
  }
  return { street: value };
}

const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/(\d) ([a-zA-Z])$/, '$1$2')
    .trim();

const postal = /(?:^|[\s,])(?:(D|DE|A|AT|CH|FL|L|LU)\s?[-–]\s?)?(\d{5}|\d{4})\s+(\p{L}[^,\n;]*)/u;
const postalBehind = /^(\p{L}[^,\n;\d]*?)[\s,]+(\d{5}|\d{4})$/u;

/** "34117 Kassel", "D-34117 Kassel", "Kassel 34117" */
export function readPostalCity(text: string): Pick<AddressParts, 'postalCode' | 'city' | 'country'> | undefined {
  const value = text.replace(/\s+/g, ' ').trim();
  const match = postal.exec(` ${value}`);
  if (match && match.index === 0) {
    return { postalCode: match[2]!, city: match[3]!.trim(), ...countryOf(match[1]) };
  }
  const behind = postalBehind.exec(value);
  return behind ? { postalCode: behind[2]!, city: behind[1]!.trim() } : undefined;
}

const countryOf = (prefix: string | undefined): { country?: string } => {
  const code = prefix && countryCode(prefix);
  return code ? { country: code } : {};
};

/** A whole address in one cell, on one line or several. */
export function readAddressLine(text: string): AddressParts {
  const parts = text
    .split(/[\n;|]|,(?!\s?-)/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
  const found: AddressParts = {};
  const last = parts.at(-1);
  if (parts.length > 1 && last && countryCode(last)) {
    found.country = countryCode(last)!;
    parts.pop();
  }
  const at = parts.findIndex((part) => postal.test(` ${part}`) && readPostalInside(part));
  if (at >= 0) {
    const inside = readPostalInside(parts[at]!)!;
    found.postalCode = inside.postalCode;
    found.city = inside.city;
    if (inside.country) found.country = inside.country;
    parts.splice(at, 1, ...(inside.before ? [inside.before] : []));
  } else {
    const lone = parts.findIndex((part) => /^(?:(?:D|A|CH)-)?\d{4,5}$/.test(part));
    if (lone >= 0) {
      found.postalCode = parts[lone]!.replace(/^\D+/, '');
      const city = parts[lone + 1] ?? (lone > 1 ? parts[lone - 1] : undefined);
      if (city) found.city = city;
      parts.splice(parts[lone + 1] ? lone : lone - 1, city ? 2 : 1);
    } else if (parts.length > 1) {
      const cityAt = /\d/.test(parts[0]!) || !/\d/.test(parts[1]!) ? parts.length - 1 : 0;
      if (!/\d/.test(parts[cityAt]!)) found.city = parts.splice(cityAt, 1)[0]!;
    }
  }
  const streetAt = Math.max(
    0,
    parts.findIndex((part) => /\p{L}/u.test(part) && /\d/.test(part)),
  );
  const street = parts[streetAt];
  if (street) {
    const line = readStreetLine(street);
    // "Q7, 24": a lone number behind the comma is the house.
    const next = parts[streetAt + 1];
    if (!line.houseNumber && next && /^\d{1,4}\s?[a-z]?$/i.test(next)) {
      line.houseNumber = next;
      parts.splice(streetAt + 1, 1);
    }
    Object.assign(found, line);
    const rest = parts.filter((_, i) => i !== streetAt);
    if (rest.length > 0) found.extra = [found.extra, ...rest].filter(Boolean).join(', ');
  }
  return found;
}

function readPostalInside(
  part: string,
): { before: string; postalCode: string; city: string; country?: string } | undefined {
  const match = /^(.*?)(?:^|\s)(?:(D|DE|A|AT|CH|FL|L|LU)\s?[-–]\s?)?(\d{5}|\d{4})\s+(\p{L}.*)$/u.exec(part);
  if (!match) return undefined;
  const before = match[1]!.trim();
  // "1234 Main Street" is a number and a street, not a postal code and a town.
  if (before === '' && match[3]!.length === 4 && isStreetName(match[4]!)) return undefined;
  return { before, postalCode: match[3]!, city: match[4]!.trim(), ...countryOf(match[2]) };
}

/** Makes a postal code whole again ("1067" of Dresden lost its zero) and tells the country it points to. */
export function settlePostalCode(
  postalCode: string | undefined,
  city: string | undefined,
  told: string | undefined,
  defaultCountry: Country,
): { postalCode?: string; country?: string } {
  const byCity = city ? countryOfCity(city) : undefined;
  const match = postalCode
    ? /^(?:(D|DE|A|AT|CH|FL|L|LU)\s?[-–]?\s?)?(\d{3,5})(?:[.,]0+)?$/i.exec(postalCode.trim())
    : undefined;
  if (!match) {
    const country = told ?? byCity;
    return { ...(postalCode ? { postalCode } : {}), ...(country ? { country } : {}) };
  }
  const prefix = match[1] && countryCode(match[1]);
  const digits = match[2]!;
  if (digits.length === 5) return { postalCode: digits, country: prefix || told || 'DE' };
  if (digits.length === 3) return { postalCode: digits, ...(told ? { country: told } : {}) };
  // Four digits: Austria, Switzerland or a German code without its zero. The town knows best, then the country.
  const country = prefix || byCity || (told && told !== 'DE' ? told : undefined) || (told ?? defaultCountry);
  return { postalCode: country === 'DE' ? `0${digits}` : digits, country };
}

const streetWord =
  /(?:str\.?|straße|strasse|stra\ufffde|gasse|weg|platz|allee|ring|damm|ufer|chaussee|steig|pfad|stieg|promenade|zeile|winkel|wall|anger|kamp|siedlung|rue|chemin|avenue|street|road|lane|drive)$/iu;
/** Ends of street names that are also ends of towns and people: they need a house number beside them. */
const perhapsStreetWord =
  /(?:graben|markt|hof|berg|park|grund|bogen|brücke|tor|höhe|rain|bühl|tal|feld|heide|garten|gärten|wiesen?|blick|acker|busch|kehre|via|mühle|hang|eck|ried|au|bach|hain|holz|kopf|horst|ufern|stein|kreuz|kirche|schule|bahnhof)$/iu;
const streetStart =
  /^(?:am|an der|an den|auf dem|auf der|auf den|im|in der|in den|zum|zur|unter den|unter der|hinter der|hinter dem|vor dem|vor der|alte[rs]?|neue[rs]?|große|kleine|obere|untere|lange|straße|strasse|str\.|platz|via|rue|chemin|avenue|weg|allee|hinterm|beim|ob der)\s/iu;

/** Does it read like the name of a street? With a house number beside it, more names do. */
export function isStreetName(text: string, numbered = false): boolean {
  const value = text.trim();
  if (value.length >= 60 || /[@:]/.test(value)) return false;
  return streetWord.test(value) || streetStart.test(value) || (numbered && perhapsStreetWord.test(value));
}

/** How a value looks to somebody who searches for addresses. */
export function addressShape(text: string): 'line' | 'postalCity' | 'streetNumber' | 'street' | 'none' {
  const value = text.replace(/\s+/g, ' ').trim();
  if (value.length < 3 || value.length > 160 || /@/.test(value)) return 'none';
  if (
    /^(?:(?:D|DE|A|AT|CH)\s?[-–]\s?)?\d{4,5}\s+\p{Lu}[\p{L}. ()/-]+$/u.test(value) &&
    !isStreetName(value.replace(/^\S+\s/, ''))
  )
    return 'postalCity';
  const comma = /[,;|]/.test(value) || /\s\d{5}\s\p{L}/u.test(value) || text.includes('\n');
  if (comma && /\d/.test(value) && /\p{L}/u.test(value)) {
    const parts = readAddressLine(text);
    if (
      parts.city &&
      parts.street &&
      (parts.postalCode || parts.houseNumber) &&
      (isStreetName(parts.street, true) || parts.postalCode)
    )
      return 'line';
  }
  if (/\d/.test(value)) {
    const { street, houseNumber } = readStreetLine(value);
    if (houseNumber && isStreetName(street, true)) return 'streetNumber';
    return isStreetName(value) ? 'street' : 'none';
  }
  return isStreetName(value) ? 'street' : 'none';
}
