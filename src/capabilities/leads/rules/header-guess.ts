import type { ImportField } from './fields.ts';
import { compact, foldText, typoDistance } from './header-text.ts';
import { headerWords } from './header-words.ts';

export type Guess = { chances: Partial<Record<ImportField, number>>; certainty: number };

/** Words that say whose or which one, not what: "Telefon (geschäftlich) 2", "Person - E-Mail", "Primary City". */
const qualifiers = new Set(
  (
    'geschaeftlich privat private dienstlich beruflich primary primaer haupt main home work business other weitere weiterer weiteres andere zweite zweiter erste erster first1 second2 sekundaer secondary ' +
    'person contact kontakt kunde kunden customer lead leads interessent ansprechpartner organization organisation company firma unternehmen account mailing billing shipping rechnung rechnungs liefer ' +
    'property location value wert feld field optional pflichtfeld erforderlich required current aktuell aktuelle aktueller neu neue alt alte ggf evtl bzw text intern iso id1 des der die das vom of the ' +
    '1 2 3 4 5 6 7 8 9 i ii iii a b eur euro prop postal permanent present full'
  ).split(' '),
);

const companyPrefix = /^(?:organi[sz]ation|company|account|firma|unternehmen)\b/;
const personPrefix = /^(?:person|contact|kontakt|lead|kunde|ansprechpartner|interessent)\b/;
const dealPrefix = /^(?:deal|opportunity|verkaufschance|abschluss|auftrag|angebot|potential)\b/;
const dealFields: Record<string, ImportField> = {
  name: 'deal.title',
  title: 'deal.title',
  titel: 'deal.title',
  value: 'deal.value',
  wert: 'deal.value',
  amount: 'deal.value',
  betrag: 'deal.value',
  summe: 'deal.value',
  volumen: 'deal.value',
  stage: 'deal.stage',
  phase: 'deal.stage',
  status: 'deal.stage',
  owner: 'owner',
  besitzer: 'owner',
  currency: 'deal.currency',
  waehrung: 'deal.currency',
  'close date': 'deal.closeDate',
  abschlussdatum: 'deal.closeDate',
  'expected close date': 'deal.closeDate',
  id: 'externalId',
  created: 'createdAt',
  source: 'source',
  quelle: 'source',
  note: 'note',
  notizen: 'note',
  label: 'tags',
  datum: 'deal.closeDate',
  date: 'deal.closeDate',
};
/** "Phone 1 - Label", "Telefon Typ": what kind of number it is stands beside it, and is no number. */
const kindOf =
  /^(?:e ?mail|phone|telefon|tel|address|adresse|website|relation|event|im|custom field|telefonnummer|rufnummer)s?(?: \d+)? (?:label|type|typ|art|bezeichnung|angezeigter name|anzeigename|display name|displayname)$/;

/** What a header says by itself, before anybody looks at the values. `certainty` is how far to trust it. */
export function guessByHeader(header: string): Guess {
  const folded = foldText(header).slice(0, 120);
  if (folded === '') return { chances: {}, certainty: 0 };
  const whole = headerWords.get(folded.replaceAll(' ', ''));
  if (whole) return { chances: whole, certainty: 1 };
  if (kindOf.test(folded)) return { chances: { ignore: 1 }, certainty: 0.9 };
  return (
    byEntity(folded) ??
    byParts(folded) ??
    byAbbreviation(folded, header) ??
    byTypo(folded) ??
    byCompound(folded) ?? { chances: {}, certainty: 0 }
  );
}

function byEntity(folded: string): Guess | undefined {
  const bare = folded.replace(/^(?:primary|haupt|associated|zugeordnete[rs]?) /, '');
  const rest = bare.replace(/^\S+ /, '');
  if (rest === bare) return undefined;
  const deal = dealPrefix.test(bare);
  const field = deal ? dealFields[rest] : undefined;
  if (field) return { chances: { [field]: 1 }, certainty: 0.95 };
  const company = companyPrefix.test(bare);
  if (!deal && !company && !personPrefix.test(bare)) return undefined;
  if (rest === 'name') return { chances: company ? { companyName: 1 } : { fullName: 1 }, certainty: 0.92 };
  const chances = headerWords.get(rest.replaceAll(' ', ''));
  return chances ? { chances, certainty: 0.93 } : undefined;
}

/** Takes away bracketed remarks and qualifiers, then tries the rest, its halves and its words. */
function byParts(folded: string): Guess | undefined {
  const words = folded.split(' ');
  const bare = words.filter((word) => !qualifiers.has(word));
  if (bare.length > 0 && bare.length < words.length) {
    const found = headerWords.get(bare.join(''));
    if (found) return { chances: found, certainty: 0.9 };
  }
  const unnumbered = words.map((word) => word.replace(/\d+$/, '')).filter(Boolean);
  const found = headerWords.get(unnumbered.join(''));
  if (found) return { chances: found, certainty: 0.92 };
  for (let length = words.length - 1; length >= 1; length--) {
    for (let from = words.length - length; from >= 0; from--) {
      const key = words.slice(from, from + length).join('');
      // "Campaign name" is not a person: "name" alone says too little beside other words.
      const part = key.length >= 3 && key !== 'name' && !qualifiers.has(key) ? headerWords.get(key) : undefined;
      if (part) return { chances: part, certainty: 0.45 + 0.4 * (length / words.length) };
    }
  }
  return undefined;
}

/** "Bundesl.", "Länderkennz.", "Bemerk.": the beginning of the shortest word that goes on so. */
function byAbbreviation(folded: string, header: string): Guess | undefined {
  const key = folded.replaceAll(' ', '');
  if (key.length < 4 || !header.trim().endsWith('.')) return undefined;
  let shortest: string | undefined;
  for (const word of headerWords.keys()) {
    if (word.startsWith(key) && word.length < (shortest?.length ?? Infinity)) shortest = word;
  }
  return shortest === undefined ? undefined : { chances: headerWords.get(shortest)!, certainty: 0.8 };
}

function byTypo(folded: string): Guess | undefined {
  const key = folded.replaceAll(' ', '');
  if (key.length < 4) return undefined;
  const max = key.length >= 9 ? 2 : 1;
  let best: Guess | undefined;
  let least = max + 1;
  for (const [word, chances] of headerWords) {
    if (word.length < 4 || (word[0] !== key[0] && word[1] !== key[1])) continue;
    const distance = typoDistance(key, word, Math.min(max, least - 1));
    if (distance < least) {
      least = distance;
      best = { chances, certainty: distance === 1 ? 0.85 : 0.7 };
    }
  }
  return best;
}

/** German compounds carry their meaning at the end: "Kundentelefonnummer" is a "Telefonnummer". */
function byCompound(folded: string): Guess | undefined {
  const key = folded.replaceAll(' ', '');
  for (let from = 2; from <= key.length - 4; from++) {
    const found = headerWords.get(key.slice(from));
    if (found) return { chances: found, certainty: 0.65 };
  }
  for (let to = key.length - 1; to >= 5; to--) {
    const found = headerWords.get(key.slice(0, to));
    if (found) return { chances: found, certainty: 0.5 };
  }
  return undefined;
}

/** For finding the header row: a word we know exactly, or with its qualifiers taken off. */
export function knowsHeader(text: string): boolean {
  if (text.length > 60 || text === '') return false;
  if (headerWords.has(compact(text))) return true;
  const folded = foldText(text);
  return kindOf.test(folded) || (byEntity(folded) ?? byParts(folded)?.certainty ?? 0) !== 0;
}
