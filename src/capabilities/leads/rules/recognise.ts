import { readStreetLine } from './addresses.ts';
import { fitOf, sampleValues, type Fit } from './content.ts';
import { detectDateOrder } from './dates.ts';
import { importFields, type ColumnMapping, type Country, type ImportField, type ImportSettings } from './fields.ts';
import { guessByHeader, type Guess } from './header-guess.ts';
import { placeAndRank } from './header-place.ts';
import { foldText } from './header-text.ts';
import { countryCode, countryOfCity } from './known-places.ts';
import { detectDecimal } from './money.ts';

export type RecognisedColumn = ColumnMapping & {
  /** 0 … 1: how often a mapping with this evidence is right. Below 0.5 a person should look. */
  confidence: number;
  samples: string[];
};

/** How much the look of the values may raise or lower a field: an e-mail address cannot be mistaken, a surname can. */
const weight: Partial<Record<ImportField, [least: number, most: number]>> = {
  email: [0.004, 150],
  phone: [0.01, 60],
  mobile: [0.03, 90],
  website: [0.02, 80],
  birthday: [0.01, 40],
  'visit.date': [0.01, 14],
  createdAt: [0.01, 10],
  'deal.closeDate': [0.01, 6],
  'visit.time': [0.01, 80],
  postalCode: [0.01, 30],
  houseNumber: [0.02, 14],
  addressLine: [0.03, 60],
  street: [0.03, 60],
  city: [0.04, 40],
  region: [0.08, 25],
  country: [0.05, 30],
  companyName: [0.12, 25],
  salutation: [0.03, 45],
  firstName: [0.05, 35],
  lastName: [0.08, 12],
  fullName: [0.06, 40],
  jobTitle: [0.1, 30],
  'visit.result': [0.06, 60],
  status: [0.15, 25],
  'deal.stage': [0.12, 25],
  'deal.value': [0.02, 25],
  'deal.currency': [0.01, 60],
  latitude: [0.01, 60],
  longitude: [0.01, 60],
  'visit.count': [0.03, 5],
  externalId: [0.06, 8],
  'deal.title': [0.15, 3],
  note: [0.2, 6],
  owner: [0.25, 3],
  'visit.by': [0.25, 3],
  source: [0.2, 3],
  tags: [0.2, 3],
  ignore: [1, 25],
};

/** Fields of which a contact has only one; the better column gets it. Addresses are one per place. */
const single = new Set<ImportField>([
  'fullName',
  'firstName',
  'lastName',
  'companyName',
  'jobTitle',
  'birthday',
  'owner',
  'status',
  'source',
  'createdAt',
  'externalId',
  'latitude',
  'longitude',
  'visit.result',
  'visit.date',
  'visit.time',
  'visit.by',
  'visit.count',
  'deal.title',
  'deal.value',
  'deal.currency',
  'deal.closeDate',
]);
const singlePerPlace = new Set<ImportField>([
  'street',
  'houseNumber',
  'postalCode',
  'city',
  'region',
  'country',
  'addressLine',
]);

type Column = {
  index: number;
  header: string;
  guess: Guess;
  fit: Fit;
  values: string[];
  scores: Map<ImportField, number>;
};

/** Says what every column means and what holds for the whole file. Looks at headers, values and the other columns. */
export function recogniseColumns(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): { columns: RecognisedColumn[]; settings: ImportSettings } {
  const valuesOf = headers.map((_, index) => sampleValues(sample, index));
  const dateOrder = detectDateOrder(valuesOf.flat());
  const named = headers.filter((header) => header.trim() !== '' && !/^Spalte \d+$/.test(header)).length;
  const columns = headers.map((header, index): Column => {
    const values = valuesOf[index]!;
    const bare = /^(?:Spalte|Column|Feld|Field) ?\d+$/i.test(header) ? '' : header;
    return { index, header, guess: guessByHeader(bare), fit: fitOf(values, dateOrder), values, scores: new Map() };
  });
  for (const column of columns) column.scores = score(column, column.guess, named > 0);
  const best = columns.map(({ scores }) => winner(scores));
  const contexts = columns.map((column) => contextOf(columns, best, column));
  for (const [i, column] of columns.entries()) {
    const context = contexts[i]!;
    column.scores = score(column, inContext(column, context), named > 0);
    if (column.guess.certainty === 0) weighByNeighbours(column.scores, context);
  }
  const chosen = assign(columns);
  const result = columns.map(({ index, header, values }) => {
    const { field, confidence } = chosen[index]!;
    return { index, header, field, confidence: Math.round(confidence * 100) / 100, samples: values.slice(0, 5) };
  });
  return {
    columns: result,
    settings: { dateOrder, decimal: decimalOf(result, valuesOf), defaultCountry: countryOf(result, valuesOf) },
  };
}

/** Bayes in miniature: what the header says times what the values say, for every field. */
function score(column: Column, { chances, certainty }: Guess, fileHasHeaders: boolean): Map<ImportField, number> {
  const scores = new Map<ImportField, number>();
  const empty = column.values.length === 0;
  for (const field of importFields) {
    const silent = certainty === 0;
    const base = baseChance(field, silent && !fileHasHeaders);
    // Even a known word is sometimes wrong: the leak leaves room for values that say otherwise.
    const leak = field === 'own' ? 0.03 : field === 'ignore' ? 0.0005 : 0.0012;
    const prior = silent ? base : certainty * ((chances[field] ?? 0) * 0.97 + leak) + (1 - certainty) * base;
    scores.set(field, prior * likelihood(field, column.fit[field], empty, column.values.length));
  }
  return scores;
}

/** What a column without a word is likely to be. In a file without headers "own" would be a name nobody gave. */
function baseChance(field: ImportField, nameless: boolean): number {
  if (field === 'own') return nameless ? 0.03 : 0.3;
  if (field === 'ignore') return 0.002;
  return field.startsWith('deal.') ? 0.006 : 0.016;
}

function likelihood(field: ImportField, fit: number | undefined, empty: boolean, seen: number): number {
  const bounds = weight[field];
  if (empty || fit === undefined || !bounds) return 1;
  const [least, most] = bounds;
  // One value proves less than a hundred, but one e-mail address proves more than one surname.
  const trust = Math.min(1, (most >= 40 ? 0.8 : 0.55) + seen * 0.09);
  return Math.exp(trust * ((1 - fit) * Math.log(least) + fit * Math.log(most)));
}

type Context = Record<
  | 'visits'
  | 'deals'
  | 'firstName'
  | 'lastName'
  | 'fullName'
  | 'company'
  | 'street'
  | 'numberedStreet'
  | 'people'
  | 'visitDate'
  | 'owner',
  boolean
>;

/** What the other columns say about the kind of list this is. */
function contextOf(columns: Column[], best: Winner[], self: Column): Context {
  const others = columns.filter((column) => column !== self);
  const has = (...fields: ImportField[]): boolean =>
    others.some(({ index }) => best[index]!.confidence > 0.45 && fields.includes(best[index]!.field));
  const saying = (field: ImportField): boolean =>
    others.some(({ guess }) => guess.certainty >= 0.65 && (guess.chances[field] ?? 0) > 0.6);
  return {
    visits: has('visit.result', 'visit.count') || saying('visit.result') || saying('visit.date'),
    deals:
      saying('deal.title') ||
      saying('deal.stage') ||
      saying('deal.closeDate') ||
      (saying('deal.value') && has('deal.value')),
    firstName: has('firstName'),
    lastName: has('lastName'),
    fullName: has('fullName'),
    company: has('companyName'),
    street: has('street', 'addressLine'),
    numberedStreet: others.some(({ index, values }) => isStreetWithNumber(values, best[index]!.field)),
    people: has('firstName', 'lastName', 'fullName', 'email', 'phone', 'mobile'),
    visitDate: saying('visit.date'),
    owner: saying('owner'),
  };
}

function isStreetWithNumber(values: string[], field: ImportField): boolean {
  if (field !== 'street' && field !== 'addressLine') return false;
  return values.filter((value) => readStreetLine(value).houseNumber !== undefined).length > values.length * 0.6;
}

/** The other columns decide words with several meanings: "Datum" in a door list is the day of the visit. */
function inContext(column: Column, context: Context): Guess {
  const { guess } = column;
  if (guess.certainty === 0) return guess;
  const chances = { ...guess.chances };
  const times = (field: ImportField, factor: number): void => {
    if (chances[field]) chances[field] *= factor;
  };
  const ambiguous = Object.values(chances).filter((chance) => chance! > 0.02).length > 1;
  if (context.visits) {
    for (const field of ['visit.date', 'visit.time', 'visit.by', 'visit.result', 'visit.count'] as const)
      times(field, 6);
    if (context.visitDate && ambiguous) times('visit.date', 0.1);
    // An owner by an unmistakable header stays; "Rep" beside it is who was at the door.
    if (ambiguous) times('owner', context.owner ? 0.2 : 0.4);
  } else {
    for (const field of ['visit.date', 'visit.by', 'visit.result', 'visit.count', 'visit.time'] as const)
      times(field, ambiguous ? 0.3 : 1);
  }
  if (context.deals) {
    for (const field of ['deal.title', 'deal.stage', 'deal.closeDate', 'deal.value'] as const) times(field, 5);
    if (ambiguous && context.people) times('deal.title', 0.3);
  } else if (ambiguous) for (const field of ['deal.title', 'deal.stage', 'deal.closeDate'] as const) times(field, 0.15);
  if (ambiguous && context.firstName) {
    times('lastName', 12);
    times('fullName', 0.35);
  }
  if (ambiguous && context.lastName && !context.firstName) times('firstName', 6);
  if (ambiguous && context.company) times('companyName', 0.35);
  if (ambiguous && (context.fullName || (context.firstName && context.lastName)) && !context.company)
    times('companyName', 2);
  if (context.street && !context.numberedStreet) times('houseNumber', 3);
  else times('houseNumber', ambiguous ? 0.2 : 1);
  const sum = Object.values(chances).reduce((total, chance) => total + chance!, 0) || 1;
  for (const field in chances) chances[field as ImportField]! /= sum;
  return { chances, certainty: guess.certainty };
}

/** A column without a word above it: what stands beside it tells a surname from a town and a visit from a birthday. */
function weighByNeighbours(scores: Map<ImportField, number>, context: Context): void {
  const times = (field: ImportField, factor: number): void => void scores.set(field, scores.get(field)! * factor);
  if (context.firstName && !context.lastName) times('lastName', 8);
  if (context.lastName && !context.firstName) times('firstName', 3);
  if (context.firstName && context.lastName) times('fullName', 0.2);
  times('houseNumber', context.street && !context.numberedStreet ? 5 : 0.2);
  times('visit.date', context.visits ? 6 : 0.6);
  for (const field of ['visit.by', 'visit.count'] as const) times(field, context.visits ? 3 : 0.3);
  if (context.deals)
    for (const field of ['deal.title', 'deal.value', 'deal.stage', 'deal.closeDate'] as const) times(field, 3);
}

type Winner = { field: ImportField; confidence: number; score: number };

function winner(scores: Map<ImportField, number>, without?: ReadonlySet<ImportField>): Winner {
  let total = 0;
  let field: ImportField = 'own';
  let most = 0;
  for (const [candidate, value] of scores) {
    total += value;
    if (value > most && !without?.has(candidate)) [field, most] = [candidate, value];
  }
  return { field, confidence: total > 0 ? Math.min(0.99, most / total) : 0, score: most };
}

/** Gives each single field to the column that deserves it most; the others take their next best meaning. */
function assign(columns: Column[]): { field: ImportField; confidence: number }[] {
  const excluded = columns.map(() => new Set<ImportField>());
  const place = columns.map(({ header }) => placeAndRank(header));
  for (let round = 0; round < 60; round++) {
    const best = columns.map(({ scores }, i) => winner(scores, excluded[i]));
    const holder = new Map<string, number>();
    let conflict = false;
    for (const [i, { field, confidence }] of best.entries()) {
      const key = single.has(field) ? field : singlePerPlace.has(field) ? `${field} ${place[i]}` : undefined;
      if (!key) continue;
      const other = holder.get(key);
      if (other === undefined) {
        holder.set(key, i);
        continue;
      }
      conflict = true;
      const stronger =
        (filled(columns[i]!) ? confidence : confidence * 0.2) >
        (filled(columns[other]!) ? best[other]!.confidence : best[other]!.confidence * 0.2) + 0.02
          ? i
          : other;
      excluded[stronger === i ? other : i]!.add(field);
      holder.set(key, stronger);
    }
    if (!conflict) return best.map((choice, i) => settle(choice, excluded[i]!, columns[i]!));
  }
  return columns.map(({ scores }, i) => winner(scores, excluded[i]));
}

const filled = (column: Column): boolean => column.values.length > 0;

/** A second choice is only believed when the values or the words really speak for it. */
function settle(
  choice: { field: ImportField; confidence: number },
  excluded: ReadonlySet<ImportField>,
  column: Column,
) {
  if (excluded.size === 0) return choice;
  const rest = [...column.scores].filter(([field]) => !excluded.has(field));
  const share = Math.max(...rest.map(([, value]) => value)) / (rest.reduce((sum, [, value]) => sum + value, 0) || 1);
  const fits = column.fit[choice.field] ?? 0;
  if (share > 0.5 && (fits > 0.6 || column.guess.chances[choice.field]))
    return { field: choice.field, confidence: share * 0.8 };
  return { field: 'own' as const, confidence: 0.6 };
}

function decimalOf(columns: RecognisedColumn[], values: string[][]): ',' | '.' {
  const numbers = columns
    .filter(({ field }) => field === 'deal.value' || field === 'own')
    .flatMap(({ index }) => values[index]!);
  return detectDecimal(numbers.filter((value) => /^[^\p{L}]*(?:\p{L}{1,4})?$/u.test(value)));
}

/** The country most rows point to; a number without country code is read as one of there. */
function countryOf(columns: RecognisedColumn[], values: string[][]): Country {
  const votes: Record<Country, number> = { DE: 0.5, AT: 0, CH: 0 };
  const isVoter = (code: string | undefined): code is Country => code === 'DE' || code === 'AT' || code === 'CH';
  for (const { index, field } of columns) {
    for (const value of values[index]!) {
      if (field === 'country') {
        const code = countryCode(value);
        if (isVoter(code)) votes[code] += 1;
      } else if (field === 'city') {
        const code = countryOfCity(value.replace(/^\D{0,3}\d{4,5}\s+/, ''));
        if (code) votes[code] += 1;
      } else if (field === 'postalCode' && /^\d{5}$/.test(value)) votes.DE += 1;
      else if (field === 'phone' || field === 'mobile') {
        if (/^(?:\+|00)\s*43/.test(value)) votes.AT += 0.5;
        else if (/^(?:\+|00)\s*41/.test(value)) votes.CH += 0.5;
        else if (/^(?:\+|00)\s*49/.test(value)) votes.DE += 0.5;
      }
    }
  }
  if (
    columns.some(
      ({ field, index }) => field === 'region' && values[index]!.some((value) => foldText(value) === 'kanton'),
    )
  )
    votes.CH += 1;
  return votes.AT > votes.DE && votes.AT >= votes.CH ? 'AT' : votes.CH > votes.DE ? 'CH' : 'DE';
}
