/** Headers as people write them, brought to one form: no case, no punctuation, ä = ae, mojibake repaired. */

const folded: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  đ: 'd',
};

/** "E-Mail (geschäftlich)" → "e mail geschaeftlich". A letter lost in a wrong encoding stays as "?". */
export function foldText(text: string): string {
  return repairMojibake(text)
    .normalize('NFKC')
    .replace(/([a-zäöüß])([A-ZÄÖÜ])/g, '$1 $2')
    .toLowerCase()
    .replace(/[äöüßøłæœıđ]/g, (char) => folded[char] ?? char)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\ufffd/g, '?')
    .replace(/#/g, ' nr ')
    .replace(/[^a-z0-9?]+/g, ' ')
    .trim();
}

/** The same without blanks, so that "Haus-Nr.", "HausNr" and "hausnr" are one word. */
export function compact(text: string): string {
  return foldText(text).replaceAll(' ', '');
}

/** Windows-1252 has signs where UTF-8 has second bytes: "Ã¼" was an "ü". */
const bytesOf1252 = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((char, i) => {
    const codes = [
      128, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 142, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154,
      155, 156, 158, 159,
    ];
    return [char, codes[i]!] as const;
  }),
);
const utf8 = new TextDecoder('utf-8', { fatal: true });
const suspicious = /[ÃÂÅÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€/;

/** Repairs text that was UTF-8, read as Windows-1252 and saved again. Anything else comes back unchanged. */
export function repairMojibake(text: string): string {
  if (!suspicious.test(text)) return text;
  const bytes: number[] = [];
  for (const char of text) {
    const code = bytesOf1252.get(char) ?? char.codePointAt(0)!;
    if (code > 255) return text;
    bytes.push(code);
  }
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

/** Restricted Damerau-Levenshtein distance, given up above `max`. "?" stands for any letters lost in a wrong encoding. */
export function typoDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] || a[i - 1] === '?' ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > max) return max + 1;
    [before, previous] = [previous, current];
  }
  return previous[b.length]!;
}
