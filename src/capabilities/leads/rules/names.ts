import { foldText } from './header-text.ts';
import { isFamilyName, isGivenName } from './known-names.ts';

export type PersonName = {
  salutation?: string;
  title?: string;
  firstName?: string;
  lastName?: string;
  household: boolean;
};

const salutations: Record<string, string> = {
  herr: 'Herr',
  herrn: 'Herr',
  hr: 'Herr',
  hrn: 'Herr',
  hern: 'Herr',
  mr: 'Herr',
  mister: 'Herr',
  sir: 'Herr',
  monsieur: 'Herr',
  m: 'Herr',
  maennlich: 'Herr',
  male: 'Herr',
  mann: 'Herr',
  frau: 'Frau',
  fr: 'Frau',
  fraeulein: 'Frau',
  frl: 'Frau',
  mrs: 'Frau',
  ms: 'Frau',
  miss: 'Frau',
  madame: 'Frau',
  mme: 'Frau',
  w: 'Frau',
  weiblich: 'Frau',
  female: 'Frau',
  f: 'Frau',
  divers: 'Divers',
  mx: 'Divers',
  d: 'Divers',
};
const titleWord =
  /^(?:dr|prof|professor|doktor|dipl|mag|ing|dipl-?\p{L}*|di|dkfm|med|phil|jur|rer|nat|pol|oec|theol|hc|h\.c|habil|pd|mmag|bsc|msc|mba|b\.sc|m\.sc|b\.a|m\.a|ll\.m|kfm|inform|wirt|betriebsw|kffr|vet|dent)\.?$/iu;
const titleStart = /^(?:dr|prof|professor|doktor|dipl|mag|ing|di|dkfm|pd|mmag)\b/i;
const particles = new Set(
  'von van zu zum zur vom vonder de del della dello di da dos das do den der des ten ter te le la el al bin ibn abu ben st. von der'.split(
    ' ',
  ),
);
const household =
  /^(?:fam(?:ilie|ilien)?\b\.?|eheleute|ehepaar|ehel\.|haushalt|hh|wg|erbengemeinschaft|eg(?= )|geschwister|gebr\.)\s*:?\s+(?=\S)/i;
const householdBehind = /[,\s]+\(?(?:fam(?:ilie)?\.?|eheleute|ehepaar)\)?$/i;
const both =
  /^(?:herrn?|hr\.?)\s*(?:und|u\.|&|\+|\/)\s*(?:frau|fr\.?)\s+|^(?:frau|fr\.?)\s*(?:und|u\.|&|\+|\/)\s*(?:herrn?|hr\.?)\s+/i;
const joinedBy = /\s+(?:&|und|u\.|and|\+)\s+|\s*&\s*|\s+\/\s+/;

export function readSalutation(text: string): { salutation?: string; title?: string; household?: boolean } {
  const value = text.trim();
  if (household.test(`${value} x`)) return { household: true };
  if (both.test(`${value} x`)) return { household: true };
  const words = value.split(/[\s/]+/).filter(Boolean);
  const at = words.findIndex(
    (word) => salutations[foldText(word)] !== undefined && (word.length > 1 || words.length === 1),
  );
  const title = words.filter((_, i) => i !== at).join(' ');
  return { ...(at >= 0 ? { salutation: salutations[foldText(words[at]!)]! } : {}), ...(title ? { title } : {}) };
}

/** Splits a full name; what the words do not say is left out: "Fam. Weiß" gets no first name. */
export function readFullName(text: string): PersonName {
  let value = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[,;.\-\s]+|[,;\s]+$/g, '');
  let isHousehold = false;
  if (both.test(value)) {
    isHousehold = true;
    value = value.replace(both, '');
  } else if (household.test(value)) {
    isHousehold = true;
    value = value.replace(household, '');
  } else if (householdBehind.test(value)) {
    isHousehold = true;
    value = value.replace(householdBehind, '');
  }
  const { salutation, rest } = takeSalutation(`${value} `);
  const titled = takeTitle(rest.trim());
  const name = splitName(titled.rest);
  const alsoHousehold =
    isHousehold ||
    (name.firstName !== undefined && joinedBy.test(name.firstName)) ||
    (name.lastName !== undefined && /\s&\s/.test(name.lastName));
  if (isHousehold && name.firstName && !name.lastName) return { household: true, lastName: name.firstName };
  const title = [titled.title, name.title].filter(Boolean).join(' ');
  return {
    ...(salutation ? { salutation } : {}),
    ...(title ? { title } : {}),
    ...(name.firstName ? { firstName: name.firstName } : {}),
    ...(name.lastName ? { lastName: name.lastName } : {}),
    household: alsoHousehold,
  };
}

function takeSalutation(value: string): { salutation?: string; rest: string } {
  const match = /^([\p{L}]+)(\.?)[\s/]+/u.exec(value);
  const word = match?.[1] ?? '';
  const salutation = word.length > 1 || value.trim() === word ? salutations[foldText(word)] : undefined;
  return match && salutation ? { salutation, rest: value.slice(match[0].length) } : { rest: value };
}

function takeTitle(value: string): { title: string; rest: string } {
  if (!titleStart.test(value)) return { title: '', rest: value };
  const words = value.split(' ');
  let count = 0;
  while (
    count < words.length - 1 &&
    words[count]!.split('.')
      .filter(Boolean)
      .every((part) => titleWord.test(part))
  )
    count++;
  return { title: words.slice(0, count).join(' '), rest: words.slice(count).join(' ') };
}

type Split = { firstName?: string; lastName?: string; title?: string };

function splitName(value: string): Split {
  const comma = value.indexOf(',');
  if (comma > 0) return splitAtComma(value.slice(0, comma).trim(), value.slice(comma + 1).trim());
  const couple = value.split(joinedBy);
  if (couple.length === 2 && couple[0] && couple[1]) return splitCouple(couple[0], couple[1]);
  return splitWords(value.split(' ').filter(Boolean));
}

/** "Maier, Mia" · "Heide, Jürgen von der" · "Müller, Dr. Jürgen" · "Jürgen Müller, MBA" */
function splitAtComma(before: string, behind: string): Split {
  const { title, rest } = takeTitle(`${behind} `.trimStart());
  const given = rest.trim();
  if (given === '' || titleWord.test(given) || /^(?:jr|sr|sen|jun)\.?$/i.test(given)) {
    return { ...splitWords(before.split(' ')), title: title || given };
  }
  const words = given.split(' ');
  const particle = words.findIndex((word, i) => i > 0 && particles.has(word.toLowerCase()));
  const firstName = (particle === -1 ? words : words.slice(0, particle)).join(' ');
  const lastName = particle === -1 ? before : `${words.slice(particle).join(' ')} ${before}`;
  return { firstName: firstName.replace(joinedBy, ' & '), lastName, ...(title ? { title } : {}) };
}

/** "Anna & Peter Schulz" share a name; "Anna Meier & Peter Schulz" do not, and both names stay. */
function splitCouple(one: string, other: string): Split {
  const second = splitWords(other.split(' ').filter(Boolean));
  if (!one.includes(' ')) {
    if (second.firstName && second.lastName)
      return { firstName: `${one} & ${second.firstName}`, lastName: second.lastName };
    if (isGivenName(one) && isGivenName(other)) return { firstName: `${one} & ${other}` };
    return { lastName: `${one} & ${other}` };
  }
  const first = splitWords(one.split(' ').filter(Boolean));
  if (!second.firstName && second.lastName) return { lastName: `${one} & ${other}` };
  if (first.lastName === second.lastName && first.lastName)
    return { firstName: `${first.firstName} & ${second.firstName}`, lastName: first.lastName };
  return {
    firstName: `${first.firstName ?? ''} & ${second.firstName ?? ''}`.trim(),
    lastName: `${first.lastName ?? ''} & ${second.lastName ?? ''}`.trim(),
  };
}

const isShouted = (word: string): boolean => word.length > 1 && word === word.toUpperCase() && /\p{Lu}{2}/u.test(word);

function splitWords(words: string[]): Split {
  if (words.length === 0) return {};
  if (words.length === 1) {
    const word = words[0]!;
    return isGivenName(word) && !isFamilyName(word) ? { firstName: word } : { lastName: word };
  }
  const particle = words.findIndex(
    (word, i) => i < words.length - 1 && particles.has(word.toLowerCase()) && (i > 0 || word === word.toLowerCase()),
  );
  if (particle === 0) return { lastName: words.join(' ') };
  if (particle > 0) return { firstName: words.slice(0, particle).join(' '), lastName: words.slice(particle).join(' ') };
  const first = words[0]!;
  const last = words.at(-1)!;
  const shouted = words.filter(isShouted);
  const turned =
    shouted.length === 1
      ? shouted[0] === first && !isGivenName(first)
      : isGivenName(last) && !isGivenName(first) && (isFamilyName(first) || !isFamilyName(last));
  if (turned) return { firstName: words.slice(1).join(' '), lastName: first };
  return { firstName: words.slice(0, -1).join(' '), lastName: last };
}
