export type Money = { cents: number; currency?: string };

const currencies: [RegExp, string][] = [
  [/€|\beur(?:o|os)?\b/i, 'EUR'],
  [/\bchf\b|\bsfr\.?|\bfr\.|franken/i, 'CHF'],
  [/\$|\busd\b|dollar/i, 'USD'],
  [/£|\bgbp\b/i, 'GBP'],
  [/\bpln\b|zł/i, 'PLN'],
  [/\bczk\b/i, 'CZK'],
  [/\bdkk\b/i, 'DKK'],
];

export function parseCurrency(text: string): string | undefined {
  const named = currencies.find(([pattern]) => pattern.test(text));
  if (named) return named[1];
  const code = text.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

/**
 * "29.304,70 €", "29304.7", "1'795.00 CHF", "12.500", "1,5 Mio", "15k" → cents. `decimal` only decides where a single
 * separator before three digits leaves it open.
 */
export function parseMoney(text: string, decimal: ',' | '.'): Money | undefined {
  let value = text.trim();
  if (value === '' || value.length > 40 || !/\d/.test(value)) return undefined;
  const found = currencies.find(([pattern]) => pattern.test(value));
  const negative = /^\(.*\)$|^[€$£\s]*-|\d-$/.test(value);
  let factor = 1;
  const short = /([\d.,]+)\s*(k|tsd\.?|tausend|mio\.?|millionen?)\b\.?/i.exec(value);
  if (short) {
    factor = /^m/i.test(short[2]!) ? 1_000_000 : 1000;
    value = short[1]!;
  }
  const digits = value
    .replace(
      /\b(?:eur|euro|euros|chf|sfr|fr|usd|gbp|pln|czk|dkk|franken|dollar|netto|brutto|ca|p\.?\s?a|inkl|zzgl|mwst)\b\.?/gi,
      '',
    )
    .replace(/zł|,-+$|,–$|\.-+$|\.–$/g, '')
    .replace(/[\s\u00a0\u202f'’`€$£()+-]/g, '')
    .replace(/,-+$|,–$|\.-+$|\.–$/, '');
  if (!/^\d[\d.,]*(?:e\+?\d{1,2})?$/i.test(digits)) return undefined;
  const number = Number(withPoint(digits, decimal)) * factor;
  if (!Number.isFinite(number) || number > 1e13) return undefined;
  // Only one rounding, at the end: 29304.7 * 100 is 2930470.0000000005.
  const cents = Math.round(Number(`${number}e2`)) * (negative ? -1 : 1);
  return Number.isSafeInteger(cents) ? { cents, ...(found ? { currency: found[1] } : {}) } : undefined;
}

/** The last separator is the decimal one, unless it can only group thousands. */
function withPoint(digits: string, decimal: ',' | '.'): string {
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma >= 0 && point >= 0) {
    return comma > point ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  }
  const separator = comma >= 0 ? ',' : '.';
  const parts = digits.split(separator);
  if (parts.length === 1) return digits;
  if (parts.length > 2) return parts.join('');
  const grouped = parts[1]!.length === 3 && /^[1-9]\d{0,2}$/.test(parts[0]!);
  if (grouped && separator !== decimal) return parts.join('');
  return parts.join('.');
}

/** Which sign divides whole from fraction in the numbers of a file. */
export function detectDecimal(values: Iterable<string>): ',' | '.' {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    const bare = value.replace(/[^\d.,]/g, '');
    if (/^\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(bare)) comma += 2;
    else if (/^\d{1,3}(?:,\d{3})+\.\d{1,2}$/.test(bare)) point += 2;
    else if (/^\d+,\d{1,2}$/.test(bare)) comma++;
    else if (/^\d+\.\d{1,2}$/.test(bare)) point++;
    else if (/^\d{1,3}(?:\.\d{3})+$/.test(bare)) comma += 0.5;
    else if (/^\d{1,3}(?:,\d{3})+$/.test(bare)) point += 0.5;
  }
  return point > comma ? '.' : ',';
}
