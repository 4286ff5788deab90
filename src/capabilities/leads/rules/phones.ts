import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Country } from './fields.ts';
import type { ImportPhone } from './import-row.ts';

export type PhoneReading = { ok: Pick<ImportPhone, 'number' | 'mobile'> } | { because: string };

const excelPower = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i;

/** Several numbers in one cell: "0561 1234, 0160-…", Google's ":::", lines, "0561 123456 / 0170 1234567". */
export function splitPhones(cell: string): string[] {
  if (excelPower.test(cell.trim())) return [cell.trim()];
  if (!/[,;|\n:]|\s[/+]\s|\b(?:oder|und|or|and|sowie)\b/i.test(cell)) return [cell];
  return cell
    .split(/:::|,(?!\d+E\+)|[;|\n]|\s(?:oder|und|or|and|sowie)\s|(?<=\d{4})\s+\/\s+(?=[+0(])|(?<=\d{5})\s+(?=\+\d)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Reads one number; what is wrong with it is told in the words of the list's owner. */
export function readPhone(text: string, country: string, defaultCountry: Country): PhoneReading {
  const raw = text.trim();
  if (excelPower.test(raw))
    return {
      because: `Excel hat „${raw}“ gekürzt: die letzten Ziffern fehlen. Bitte die Nummer im Original nachsehen.`,
    };
  const cleaned = clean(raw);
  const digits = cleaned.replace(/\D/g, '');
  if (digits.length < 6) return { because: `„${raw}“ ist keine vollständige Telefonnummer.` };
  if (digits.length > 20) return { because: `„${raw}“ hat zu viele Ziffern für eine Telefonnummer.` };
  const international = cleaned.startsWith('+') || digits.startsWith('00');
  if (!international && !digits.startsWith('0') && digits.length < 9) {
    return { because: `„${raw}“ hat keine Vorwahl.` };
  }
  for (const region of international ? [defaultCountry] : regionsFor(digits, country, defaultCountry)) {
    const number = parsePhoneNumberFromString(international ? withPlus(cleaned) : cleaned, region as Country);
    const type = number?.getType();
    if (number && type) return { ok: { number: number.number, mobile: type === 'MOBILE' } };
  }
  return { because: `„${raw}“ ist keine gültige Telefonnummer.` };
}

/** Where a number without country code may be from, the likelier first. Austria's loose plan takes a German mobile for Viennese. */
function regionsFor(digits: string, country: string, defaultCountry: Country): string[] {
  if (country === defaultCountry) return [country];
  return defaultCountry === 'DE' && /^01[5-7]\d{8,9}$/.test(digits)
    ? [defaultCountry, country]
    : [country, defaultCountry];
}

/** Without label words, invisible marks, a trailing ".0" of a spreadsheet and the "(0)" inside an international number. */
function clean(raw: string): string {
  return raw
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff']/g, '')
    .replace(/^tel:/i, '')
    .replace(/(\d)[.,]0$/, '$1')
    .replace(/(?:durchwahl|dw\.?|ext\.?|app\.?|apparat|nst\.?|x)\s*(\d{1,5})$/i, '-$1')
    .replace(/\(0\)/g, (zero, at: number, all: string) => (/^[\s(]*(?:\+|00)/.test(all.slice(0, at)) ? '' : zero))
    .replace(/^\s*\(?\+\s*/, '+')
    .replace(/[^\d+/().\- ]+/g, ' ')
    .trim();
}

function withPlus(cleaned: string): string {
  return cleaned.startsWith('+') ? cleaned : `+${cleaned.replace(/^\D*0\D*0/, '')}`;
}

/** Cheap look without any metadata, for recognising columns. */
export function looksLikePhone(text: string): 'sure' | 'maybe' | 'no' {
  const value = text.trim().replace(/^(?:tel|fon|mobil|handy|privat|b(?:ü|ue)ro|festnetz)\w*[.:]?\s*/i, '');
  if (value.length < 6 || value.length > 40) return 'no';
  if (excelPower.test(value)) return 'maybe';
  if (!/^[+(0-9][\d\s()/.\-–+]*(?:\d|\))(?:\s*\(?[a-zäöü .]{2,12}\)?)?$/i.test(value)) return 'no';
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}-\d{1,2}-\d{1,2}/.test(value)) return 'no';
  const digits = value.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 16) return 'no';
  if (/^\d+[.,]\d+$/.test(value)) return 'no';
  if (/^(?:\+|00?|\(\+?0)/.test(value) && digits.length >= 7) return 'sure';
  return digits.length >= 9 ? 'maybe' : /[\s/-]/.test(value) && digits.length >= 7 ? 'maybe' : 'no';
}

const mobileStart =
  /^(?:(?:\+|00)\s*49\s*(?:\(0\))?\s*|\(?0)?1(?:5\d|6[0-3]|7\d)|^(?:(?:\+|00)\s*43\s*(?:\(0\))?\s*|\(?0)6(?:50|6\d|7\d|8\d|99)|^(?:(?:\+|00)\s*41\s*(?:\(0\))?\s*|\(?0)7[4-9]/;

export function looksLikeMobile(text: string): boolean {
  return mobileStart.test(text.trim());
}
