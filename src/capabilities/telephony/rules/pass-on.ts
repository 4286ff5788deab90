import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { toE164 } from './numbers.ts';

const countries = new Set(['DE', 'AT', 'CH']);
/** What a call to costs no more than any other. */
const ordinary = new Set(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'TOLL_FREE']);

export type Target =
  | { number: string }
  | { because: 'number_invalid' | 'number_short' | 'number_abroad' | 'number_costly' };

/**
 * Where a call may be passed on to by a typed number: an ordinary one in the countries whose rules we know. Emergency calls are made with a telephone that knows where it stands; numbers that
 * cost extra, and those far away, are what stolen access is used for.
 */
export function targetOf(typed: string, line: string): Target {
  const digits = typed.replaceAll(/[\s()/.-]/g, '');
  if (/^\d{2,6}$/.test(digits)) return { because: 'number_short' };
  const number = toE164(typed, line);
  const read = number === null ? undefined : parsePhoneNumberFromString(number);
  if (!read?.country) return { because: 'number_invalid' };
  if (!countries.has(read.country)) return { because: 'number_abroad' };
  return ordinary.has(read.getType() ?? '') ? { number: read.number } : { because: 'number_costly' };
}
