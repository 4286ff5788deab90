import type { DateOrder } from './fields.ts';

export type Moment = { on: string; time?: string };

const months: Record<string, number> = {};
for (const [i, names] of [
  'januar jan jänner january',
  'februar feb february feber',
  'märz mär mrz march mar',
  'april apr',
  'mai may',
  'juni jun june',
  'juli jul july',
  'august aug',
  'september sep sept',
  'oktober okt october oct',
  'november nov',
  'dezember dez december dec',
].entries()) {
  for (const name of names.split(' ')) months[name] = i + 1;
}

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(.*))?$/;
const compactIso = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?$/;
const numeric =
  /^(?:(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? *)?(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4}|\d{2})(?:(?:,| um)? +(.*)|T(.*))?$/i;
const worded = /^(?:[a-zäöü]+\.?,? +)?(\d{1,2})\.? +([a-zä]+)\.?,? +(\d{4}|\d{2})(?:(?:,| um| at)? +(.*))?$/i;
const wordedUs = /^(?:[a-z]+\.?,? +)?([a-zä]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?:(?:,| at)? +(.*))?$/i;
const clock =
  /^(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:uhr|h)?\s*(?:z|utc|gmt|[a-z]{3,4}|[+-]\d{2}:?\d{2}|\(.*\))?$/i;

/** Reads a day, with its time when there is one. `order` only decides where the text itself leaves it open. */
export function parseMoment(text: string, order: DateOrder): Moment | undefined {
  const value = text.trim();
  if (value.length < 5 || value.length > 60) return undefined;
  let match = iso.exec(value);
  if (match) return moment(Number(match[1]), Number(match[2]), Number(match[3]), match[4]);
  match = numeric.exec(value);
  if (match) {
    const [first, second] = [Number(match[1]), Number(match[2])];
    const monthFirst = second > 12 || (order === 'mdy' && first <= 12 && !value.includes('.'));
    const [day, month] = monthFirst ? [second, first] : [first, second];
    return moment(fullYear(match[3]!), month, day, match[4] ?? match[5]);
  }
  match = compactIso.exec(value);
  if (match) return moment(Number(match[1]), Number(match[2]), Number(match[3]), match[4] && `${match[4]}:${match[5]}`);
  match = worded.exec(value);
  if (match) return named(match[3]!, match[2]!, match[1]!, match[4]);
  match = wordedUs.exec(value);
  if (match) return named(match[3]!, match[1]!, match[2]!, match[4]);
  return undefined;
}

/** A number of days as Excel counts them; only for columns that are known to hold days. */
export function parseSerialDay(text: string): Moment | undefined {
  const match = /^(\d{4,5})(?:[.,](\d+))?$/.exec(text.trim());
  const days = Number(match?.[1]);
  if (!match || days < 5000 || days > 80_000) return undefined;
  const seconds = Math.round(Number(`0.${match[2] ?? 0}`) * 86_400);
  const at = new Date((days - 25_569) * 86_400_000 + seconds * 1000).toISOString();
  return seconds === 0 ? { on: at.slice(0, 10) } : { on: at.slice(0, 10), time: at.slice(11, 16) };
}

/** "8:05 Uhr", "14.30", "5:15 pm", "0.59375" (Excel) → "hh:mm" */
export function parseTime(text: string): string | undefined {
  const value = text.trim();
  const fraction = /^0?[.,](\d{2,})$/.exec(value);
  if (fraction && (value.length > 5 || value.startsWith('0,'))) {
    const minutes = Math.round(Number(`0.${fraction[1]}`) * 1440);
    return minutes < 1440 ? hhmm(Math.floor(minutes / 60), minutes % 60) : undefined;
  }
  if (/^\d{3,4}$/.test(value)) {
    const digits = value.padStart(4, '0');
    return hhmm(Number(digits.slice(0, 2)), Number(digits.slice(2)));
  }
  const match = clock.exec(value.replace(/^(?:um|gegen|ca\.?|ab) /i, ''));
  if (!match || (!match[2] && !match[4] && !/uhr|h/i.test(value))) return undefined;
  let hour = Number(match[1]);
  if (match[4]) hour = (hour % 12) + (/^p/i.test(match[4]) ? 12 : 0);
  return hhmm(hour, Number(match[2] ?? 0));
}

function hhmm(hour: number, minute: number): string | undefined {
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function named(year: string, month: string, day: string, rest: string | undefined): Moment | undefined {
  const number = months[month.toLowerCase()];
  return number === undefined ? undefined : moment(fullYear(year), number, Number(day), rest);
}

function fullYear(text: string): number {
  const year = Number(text);
  return text.length === 2 ? year + (year > 40 ? 1900 : 2000) : year;
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function moment(year: number, month: number, day: number, rest: string | undefined): Moment | undefined {
  if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > monthDays[month - 1]!) return undefined;
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return undefined;
  const on = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const time = rest ? parseTime(rest) : undefined;
  return time ? { on, time } : { on };
}

/** The order of day and month that all values of a file allow, or that most of them prove. */
export function detectDateOrder(values: Iterable<string>): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  let yearFirst = 0;
  let slashes = 0;
  for (const value of values) {
    if (/^\d{4}[-/.]/.test(value)) yearFirst++;
    const match = /^(\d{1,2})([./-])(\d{1,2})[./-]\d{2,4}\b/.exec(value.trim());
    if (!match) continue;
    if (Number(match[1]) > 12) dayFirst++;
    else if (Number(match[3]) > 12) monthFirst++;
    if (match[2] === '/') slashes++;
    else dayFirst += 0.01;
    if (/\d\s*[ap]\.?m\.?$/i.test(value)) monthFirst += 0.5;
  }
  if (monthFirst > dayFirst) return 'mdy';
  return yearFirst > 0 && dayFirst === 0 && slashes === 0 ? 'ymd' : 'dmy';
}
