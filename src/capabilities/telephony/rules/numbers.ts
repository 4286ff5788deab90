import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { readNumber } from '#contacts';

/**
 * A number as carriers write it: with "+", with "00", as we dial it at home, or (Germans above all) with the country code and nothing before it. Null: withheld, an
 * extension of the house, or no number at all.
 */
export function toE164(text: string | undefined, line: string): string | null {
  const given = (text ?? '').replace(/^(?:sips?|tel):/i, '').replace(/@.*$/, '');
  if (!/^[+\d][\d\s()/.-]{4,24}$/.test(given)) return null;
  const home = parsePhoneNumberFromString(line)?.country ?? 'DE';
  if (/^[1-9]/.test(given)) {
    const international = readNumber(`+${given}`, home);
    if (international) return international.value;
  }
  return readNumber(given, home)?.value ?? null;
}
