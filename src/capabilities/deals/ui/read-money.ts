/** Cents from an amount as people type it: 1.234,56 €, 1234.5, 12 000. Undefined when it is none. */
export function readMoney(text: string): number | undefined {
  const plain = text.replaceAll(/[\s'’€]|EUR|CHF/gi, '');
  if (!/^\d[\d.,]*$/.test(plain)) return undefined;
  const mark = decimalMark(plain);
  const [whole = '', decimals = '', ...more] = mark ? plain.split(mark) : [plain];
  if (more.length > 0 || decimals.length > 2) return undefined;
  const groups = whole.split(/[.,]/);
  if (groups.slice(1).some((group) => group.length !== 3) || (groups[0]?.length ?? 0) === 0) return undefined;
  if (groups.length > 1 && (groups[0]?.length ?? 0) > 3) return undefined;
  const cents = Number(groups.join('')) * 100 + Number(decimals.padEnd(2, '0'));
  return cents <= 100_000_000_000 ? cents : undefined;
}

/** The last of two different marks; a single one divides decimals unless exactly three digits follow it, as in 1.200. */
function decimalMark(text: string): string | undefined {
  const marks = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return undefined;
  if (new Set(marks).size === 2) return last;
  return marks.length === 1 && text.length - text.indexOf(last) - 1 !== 3 ? last : undefined;
}
