/** Letters that Unicode does not take apart into a base letter and a mark. */
const special: Record<string, string> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ƶ: 'z',
  ə: 'e',
  ﬁ: 'fi',
  ﬂ: 'fl',
};
const specials = new RegExp(`[${Object.keys(special).join('')}]`, 'g');
const marks = /\p{M}+/gu;

// oxlint-disable-next-line no-control-regex -- the whole of ASCII: nothing to take apart there.
const ascii = /^[\u0000-\u007f]*$/;

/** Lower case without marks: "Łukasz Großé" → "lukasz grosse". */
function plain(text: string): string {
  const lower = text.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replaceAll(marks, '')
    .toLowerCase()
    .replaceAll(specials, (letter) => special[letter] ?? letter);
}

/**
 * What people mean when they type a name: Müller, Mueller, Muller and Müler are one. Case and marks go, "ae" counts as "a" (o, u likewise), doubled
 * letters as one. Goes from left to right and looks only back, so that what is typed so far always folds to the beginning of the whole.
 */
export function fold(text: string): string {
  const letters = plain(text);
  if (!foldable.test(letters)) return letters;
  let folded = '';
  let last = '';
  for (const letter of letters) {
    if (letter === 'e' && (last === 'a' || last === 'o' || last === 'u')) continue;
    if (letter === last && !isDigit(letter)) continue;
    folded += letter;
    last = letter;
  }
  return folded;
}

/** Without one of these nothing folds: most words have none. */
const foldable = /[aou]e|([^0-9])\1/u;

function isDigit(letter: string): boolean {
  return letter >= '0' && letter <= '9';
}

const gaps = /[^\p{L}\p{N}]+/u;
/** The same where there is nothing but ASCII in lower case, at a third of the work. */
const plainGaps = /[^a-z0-9]+/;

/** The folded words of a text. */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded.split(ascii.test(folded) ? plainGaps : gaps).filter((word) => word !== '');
}

/** For lists in alphabetical order, as DIN 5007-1 has it: ä like a, ß like ss. */
export function sortable(text: string): string {
  return plain(text).split(gaps).filter(Boolean).join(' ');
}
