import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** E.164, with the extension that was written behind it; `undefined` when no such number can exist. */
export function readNumber(text: string, country: CountryCode): { value: string; extension?: string } | undefined {
  // "+49 (0)561 …" is how Germans write it, though the 0 is not dialled from abroad.
  const cleaned = text.replace(/^(\s*(?:\+|00)\s*\d{1,3})\s*\(0\)/, '$1 ').replace(/^\s*00/, '+');
  const number = parsePhoneNumberFromString(cleaned, country);
  if (!number?.isValid()) return undefined;
  return { value: number.number, ...(number.ext && { extension: number.ext }) };
}

/** +495611234567 as people read it: +49 561 1234567. */
export function writeNumber(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** The countries whose people leave out the country code when they type: digits after the leading zero mean any of them. */
const homes = ['49', '43', '41'];

/** Beginnings of E.164 (without "+") that typed digits may mean: "0561 4", "+49 561", "0049…", "561 …". Empty: this is no number. */
export function numberBeginnings(typed: string): string[] {
  if (!/^[\s\d()+/.\-–]+$/.test(typed)) return [];
  const digits = typed.replaceAll('(0)', '').replaceAll(/\D/g, '');
  if (digits.length < 3) return [];
  if (/^\s*\+/.test(typed)) return [digits];
  if (digits.startsWith('00')) return [digits.slice(2)];
  if (digits.startsWith('0')) return homes.map((home) => home + digits.slice(1));
  return [digits, ...homes.map((home) => home + digits)];
}
