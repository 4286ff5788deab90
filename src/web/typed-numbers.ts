/**
 * Reads a number as people type it. The sign of the language parts the decimals, the other one groups; a lone other sign that can't group
 * (12.5 in German) is taken for the decimal one. `undefined`: no number.
 */
export function readNumber(text: string, decimalSign: ',' | '.'): number | undefined {
  const typed = text.replaceAll(/[\s\u00a0\u202f'’€%]/g, '').replace(/^\+/, '');
  const other = decimalSign === ',' ? '.' : ',';
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(typed)) return undefined;
  const [, sign = '', digits = ''] = /^(-?)(.*)$/.exec(typed) ?? [];
  const parts = digits.split(decimalSign);
  if (parts.length > 2) return undefined;
  const [whole = '', rest] = parts;
  const groups = whole.split(other);
  const grouped =
    groups.length === 1 ||
    (groups.slice(1).every((group) => group.length === 3) && groups[0]?.length !== 0 && (groups[0]?.length ?? 0) <= 3);
  if (rest?.includes(other)) return undefined;
  if (grouped) return Number(`${sign}${groups.join('') || '0'}.${rest || '0'}`);
  return groups.length === 2 && rest === undefined
    ? Number(`${sign}${groups[0] || '0'}.${groups[1] || '0'}`)
    : undefined;
}
