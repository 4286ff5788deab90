/** How a number in a spreadsheet is meant: a plain number, a day, a time, both, or digits with leading zeros. */
export type NumberKind =
  | { kind: 'number' }
  | { kind: 'moment'; date: boolean; time: boolean }
  | { kind: 'digits'; width: number };

const number: NumberKind = { kind: 'number' };
const day: NumberKind = { kind: 'moment', date: true, time: false };
const time: NumberKind = { kind: 'moment', date: false, time: true };
const dayTime: NumberKind = { kind: 'moment', date: true, time: true };

/** The numbers of Excel's built-in formats that stand for days and times (ECMA-376, 18.8.30, and the East Asian ones). */
export function builtInFormat(id: number): NumberKind {
  if (id === 22) return dayTime;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return day;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return time;
  return number;
}

/** Reads a custom format such as `dd.mm.yyyy`, `[$-407]TT.MM.JJJJ`, `00000` or `#,##0.00 "€"`. */
export function customFormat(code: string): NumberKind {
  const first = code.split(';')[0] ?? '';
  if (/^0{2,}$/.test(first)) return { kind: 'digits', width: first.length };
  const bare = first
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(?:h+|m+|s+|hh|mm|ss)\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/general|standard|[#0?]/.test(bare.replace(/s+[.,]0+/g, 's'))) return number;
  const hasTime = /h|s|am\/pm/.test(bare);
  const hasDate = /[djty]/.test(bare.replace(/am\/pm/g, '')) || (/m/.test(bare) && !hasTime);
  if (!hasDate && !hasTime) return number;
  return { kind: 'moment', date: hasDate, time: hasTime };
}

/** A number as text: days as yyyy-mm-dd, times as hh:mm, numbers with a point and without an exponent. */
export function numberAsText(raw: string, kind: NumberKind, from1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (kind.kind === 'digits' && Number.isInteger(value) && value >= 0) return String(value).padStart(kind.width, '0');
  if (kind.kind === 'moment' && value >= 0 && value < 2_958_466) return moment(value, kind, from1904);
  return plainNumber(value);
}

function plainNumber(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  // Excel stores 15 digits; the binary fraction's tail (0.1 + 0.2) is not what anybody typed.
  return String(Number(value.toPrecision(15)));
}

const dayMs = 86_400_000;

function moment(serial: number, kind: { date: boolean; time: boolean }, from1904: boolean): string {
  const minutesOnly = !kind.date || (serial < 1 && kind.time);
  const at = new Date(serialToMs(serial, from1904));
  const iso = at.toISOString();
  const clock = iso.slice(17, 19) === '00' ? iso.slice(11, 16) : iso.slice(11, 19);
  if (minutesOnly) return clock;
  return kind.time && clock !== '00:00' ? `${iso.slice(0, 10)} ${clock}` : iso.slice(0, 10);
}

/** Excel counts 29 February 1900, a day that never was: serials up to 60 are one day off. */
export function serialToMs(serial: number, from1904: boolean): number {
  const days = from1904 ? serial + 1462 : serial < 60 && serial >= 1 ? serial + 1 : serial;
  return Math.round(((days - 25_569) * dayMs) / 1000) * 1000;
}
