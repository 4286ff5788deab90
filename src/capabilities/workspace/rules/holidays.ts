/**
 * Public holidays of Germany, Austria and Switzerland, per Land and canton, for the years from 2019 on.
 *
 * An own table: the library `date-holidays` costs 55 MB of resident memory and 0.1 s at start for all countries of the
 * world; the test compares this table with it, day by day.
 * Sources: the sixteen Feiertagsgesetze and Art. 2 Abs. 2 Einigungsvertrag; § 7 Arbeitsruhegesetz and § 1 Feiertagsruhegesetz (AT);
 * Art. 110 Abs. 3 BV, Art. 20a ArG and the Federal Office of Justice's list "Gesetzliche Feiertage und Tage, die in der
 * Schweiz wie gesetzliche Feiertage behandelt werden" (CH). Sundays are rest days without standing here, except where
 * a Land names them.
 */
import { countryOf, type Country, type Place, type Region } from './regions.ts';

/** `widely`: in most municipalities or by custom of most firms; `locally`: in a few. */
export type HolidayExtent = 'everywhere' | 'widely' | 'locally';
export type Holiday = { on: string; code: HolidayCode; extent: HolidayExtent };

export const holidayNames = {
  new_year: { de: 'Neujahr', en: "New Year's Day" },
  berchtold: { de: 'Berchtoldstag', en: "St Berchtold's Day" },
  epiphany: { de: 'Heilige Drei Könige', en: 'Epiphany' },
  republic_day_ne: { de: 'Ausrufung der Republik Neuenburg', en: 'Neuchâtel Republic Day' },
  womens_day: { de: 'Internationaler Frauentag', en: "International Women's Day" },
  st_joseph: { de: 'Josefstag', en: "St Joseph's Day" },
  naefels: { de: 'Näfelser Fahrt', en: 'Näfels Pilgrimage' },
  good_friday: { de: 'Karfreitag', en: 'Good Friday' },
  easter_sunday: { de: 'Ostersonntag', en: 'Easter Sunday' },
  easter_monday: { de: 'Ostermontag', en: 'Easter Monday' },
  labour_day: { de: 'Tag der Arbeit', en: 'Labour Day' },
  liberation_day: { de: 'Tag der Befreiung', en: 'Liberation Day' },
  ascension: { de: 'Christi Himmelfahrt', en: 'Ascension Day' },
  whit_sunday: { de: 'Pfingstsonntag', en: 'Whit Sunday' },
  whit_monday: { de: 'Pfingstmontag', en: 'Whit Monday' },
  corpus_christi: { de: 'Fronleichnam', en: 'Corpus Christi' },
  uprising_1953: { de: '75. Jahrestag des Aufstandes vom 17. Juni', en: '75th anniversary of the 1953 uprising' },
  jura_independence: { de: 'Fest der Unabhängigkeit', en: 'Jura Independence Day' },
  peter_and_paul: { de: 'Peter und Paul', en: 'Saints Peter and Paul' },
  swiss_national_day: { de: 'Bundesfeiertag', en: 'Swiss National Day' },
  augsburg_peace: { de: 'Augsburger Hohes Friedensfest', en: 'Augsburg Peace Festival' },
  assumption: { de: 'Mariä Himmelfahrt', en: 'Assumption Day' },
  geneva_fast: { de: 'Genfer Bettag', en: 'Geneva Fast' },
  bettag_monday: { de: 'Bettagsmontag', en: 'Federal Fast Monday' },
  childrens_day: { de: 'Weltkindertag', en: "World Children's Day" },
  st_maurice: { de: 'Mauritiustag', en: "St Maurice's Day" },
  bruder_klaus: { de: 'Bruder Klaus', en: 'St Nicholas of Flüe' },
  german_unity: { de: 'Tag der Deutschen Einheit', en: 'German Unity Day' },
  austrian_national_day: { de: 'Nationalfeiertag', en: 'Austrian National Day' },
  reformation: { de: 'Reformationstag', en: 'Reformation Day' },
  all_saints: { de: 'Allerheiligen', en: "All Saints' Day" },
  repentance: { de: 'Buß- und Bettag', en: 'Day of Repentance and Prayer' },
  immaculate_conception: { de: 'Mariä Empfängnis', en: 'Immaculate Conception' },
  christmas: { de: 'Weihnachtstag', en: 'Christmas Day' },
  st_stephen: { de: 'Zweiter Weihnachtstag', en: "St Stephen's Day" },
  restoration: { de: 'Wiederherstellung der Republik', en: 'Restoration of the Republic' },
} as const;
export type HolidayCode = keyof typeof holidayNames;

/** Every public holiday of a year in order. A bare country answers with what holds in all of it. */
export function holidaysOf(place: Place, year: number): readonly Holiday[] {
  const key = `${place} ${year}`;
  const known = remembered.get(key);
  if (known) return known;
  const holidays = computeHolidays(place, year);
  if (remembered.size >= 500) remembered.clear();
  remembered.set(key, holidays);
  return holidays;
}

export function holidayOn(place: Place, on: string): Holiday | undefined {
  return holidaysOf(place, Number(on.slice(0, 4))).find((holiday) => holiday.on === on);
}

/** At most 54 places and a few years, but `year` comes from outside: bounded above. */
const remembered = new Map<string, readonly Holiday[]>();

function computeHolidays(place: Place, year: number): readonly Holiday[] {
  const own = place.length > 2 ? regional[place as Region] : {};
  const extents: readonly (readonly [HolidayExtent, readonly Rule[]])[] = [
    ['everywhere', [...nationwide[countryOf(place)], ...(own.everywhere ?? [])]],
    ['widely', own.widely ?? []],
    ['locally', own.locally ?? []],
  ];
  return extents
    .flatMap(([extent, rules]) =>
      rules.flatMap((rule) => {
        const [code, on] = typeof rule === 'string' ? [rule, usual[rule](year)] : [rule.code, rule.on(year)];
        return on ? [{ on: on.toString(), code, extent }] : [];
      }),
    )
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

type DayOfYear = (year: number) => Temporal.PlainDate | undefined;
type Rule = HolidayCode | { code: HolidayCode; on: DayOfYear };

const fixed = (month: number, day: number) => (year: number) => Temporal.PlainDate.from({ year, month, day });
const afterEaster = (days: number) => (year: number) => easterSunday(year).add({ days });
/** The first such weekday on or after a day of the year. */
const firstOnOrAfter = (weekday: number, month: number, day: number) => (year: number) => {
  const start = Temporal.PlainDate.from({ year, month, day });
  return start.add({ days: (weekday - start.dayOfWeek + 7) % 7 });
};

/** When a holiday falls, wherever it is kept. */
const usual: Record<HolidayCode, DayOfYear> = {
  new_year: fixed(1, 1),
  berchtold: fixed(1, 2),
  epiphany: fixed(1, 6),
  republic_day_ne: fixed(3, 1),
  womens_day: fixed(3, 8),
  st_joseph: fixed(3, 19),
  // First Thursday in April, a week later when that is Maundy Thursday.
  naefels: (year) => {
    const thursday = firstOnOrAfter(4, 4, 1)(year);
    return thursday.equals(easterSunday(year).subtract({ days: 3 })) ? thursday.add({ days: 7 }) : thursday;
  },
  good_friday: afterEaster(-2),
  easter_sunday: afterEaster(0),
  easter_monday: afterEaster(1),
  labour_day: fixed(5, 1),
  liberation_day: fixed(5, 8),
  ascension: afterEaster(39),
  whit_sunday: afterEaster(49),
  whit_monday: afterEaster(50),
  corpus_christi: afterEaster(60),
  uprising_1953: fixed(6, 17),
  jura_independence: fixed(6, 23),
  peter_and_paul: fixed(6, 29),
  swiss_national_day: fixed(8, 1),
  augsburg_peace: fixed(8, 8),
  assumption: fixed(8, 15),
  // Thursday after the first Sunday in September.
  geneva_fast: (year) => firstOnOrAfter(7, 9, 1)(year).add({ days: 4 }),
  // Monday after the third Sunday in September.
  bettag_monday: (year) => firstOnOrAfter(7, 9, 15)(year).add({ days: 1 }),
  childrens_day: fixed(9, 20),
  st_maurice: fixed(9, 22),
  bruder_klaus: fixed(9, 25),
  german_unity: fixed(10, 3),
  austrian_national_day: fixed(10, 26),
  reformation: fixed(10, 31),
  all_saints: fixed(11, 1),
  // Wednesday before 23 November.
  repentance: firstOnOrAfter(3, 11, 16),
  immaculate_conception: fixed(12, 8),
  christmas: fixed(12, 25),
  st_stephen: fixed(12, 26),
  restoration: fixed(12, 31),
};

const from = (first: number, code: HolidayCode): Rule => ({
  code,
  on: (year) => (year >= first ? usual[code](year) : undefined),
});
const onlyIn = (years: readonly number[], code: HolidayCode): Rule => ({
  code,
  on: (year) => (years.includes(year) ? usual[code](year) : undefined),
});
const onlyOnWeekdays = (weekdays: readonly number[], code: HolidayCode): Rule => ({
  code,
  on: (year) => {
    const day = usual[code](year);
    return day && weekdays.includes(day.dayOfWeek) ? day : undefined;
  },
});

const nationwide: Record<Country, readonly Rule[]> = {
  DE: [
    ...(['new_year', 'good_friday', 'easter_monday', 'labour_day', 'ascension'] as const),
    ...(['whit_monday', 'german_unity', 'christmas', 'st_stephen'] as const),
  ],
  AT: [
    ...(['new_year', 'epiphany', 'easter_monday', 'labour_day', 'ascension', 'whit_monday', 'corpus_christi'] as const),
    ...(['assumption', 'austrian_national_day', 'all_saints', 'immaculate_conception', 'christmas'] as const),
    'st_stephen',
  ],
  CH: ['new_year', 'ascension', 'swiss_national_day', 'christmas'],
};

type RegionalHolidays = Partial<Record<HolidayExtent, readonly Rule[]>>;

/** Not kept in Appenzell and Uri where it would make three rest days in a row: on a Tuesday or a Saturday. */
const stStephenUnlessBridging = onlyOnWeekdays([1, 3, 4, 5, 7], 'st_stephen');
const marianAndSaints = ['corpus_christi', 'assumption', 'all_saints', 'immaculate_conception'] as const;
const easterAndWhitMonday = ['easter_monday', 'whit_monday'] as const;

const regional: Record<Region, RegionalHolidays> = {
  'DE-BW': { everywhere: ['epiphany', 'corpus_christi', 'all_saints'] },
  // Assumption: municipalities with more Catholic than Protestant inhabitants, 1,704 of 2,056 (Art. 1 Abs. 3 BayFTG).
  'DE-BY': {
    everywhere: ['epiphany', 'corpus_christi', 'all_saints'],
    widely: ['assumption'],
    locally: ['augsburg_peace'],
  },
  'DE-BE': {
    everywhere: ['womens_day', onlyIn([2020, 2025], 'liberation_day'), onlyIn([2028], 'uprising_1953')],
  },
  'DE-BB': { everywhere: ['easter_sunday', 'whit_sunday', 'reformation'] },
  'DE-HB': { everywhere: ['reformation'] },
  'DE-HH': { everywhere: ['reformation'] },
  'DE-HE': { everywhere: ['corpus_christi'] },
  'DE-MV': { everywhere: [from(2023, 'womens_day'), 'reformation'] },
  'DE-NI': { everywhere: ['reformation'] },
  'DE-NW': { everywhere: ['corpus_christi', 'all_saints'] },
  'DE-RP': { everywhere: ['corpus_christi', 'all_saints'] },
  'DE-SL': { everywhere: ['corpus_christi', 'assumption', 'all_saints'] },
  // Corpus Christi: Catholic Sorbian municipalities of Bautzen; in Thuringia the Eichsfeld and neighbours.
  'DE-SN': { everywhere: ['reformation', 'repentance'], locally: ['corpus_christi'] },
  'DE-ST': { everywhere: ['epiphany', 'reformation'] },
  'DE-SH': { everywhere: ['reformation'] },
  'DE-TH': { everywhere: ['childrens_day', 'reformation'], locally: ['corpus_christi'] },
  // The days of the Länder's patron saints close schools and offices only. Good Friday is none since 2019 (§ 7a ARG).
  'AT-1': {},
  'AT-2': {},
  'AT-3': {},
  'AT-4': {},
  'AT-5': {},
  'AT-6': {},
  'AT-7': {},
  'AT-8': {},
  'AT-9': {},
  // Aargau decides by district.
  'CH-AG': {
    everywhere: ['good_friday', ...easterAndWhitMonday, 'st_stephen'],
    widely: ['berchtold', 'labour_day', ...marianAndSaints],
  },
  'CH-AI': {
    everywhere: ['good_friday', ...easterAndWhitMonday, ...marianAndSaints, stStephenUnlessBridging],
    widely: ['st_maurice'],
  },
  'CH-AR': { everywhere: ['good_friday', ...easterAndWhitMonday, stStephenUnlessBridging] },
  'CH-BE': { everywhere: ['berchtold', 'good_friday', ...easterAndWhitMonday, 'st_stephen'] },
  'CH-BL': { everywhere: ['good_friday', ...easterAndWhitMonday, 'labour_day', 'st_stephen'] },
  'CH-BS': { everywhere: ['good_friday', ...easterAndWhitMonday, 'labour_day', 'st_stephen'] },
  'CH-FR': {
    everywhere: ['good_friday'],
    widely: ['berchtold', ...easterAndWhitMonday, ...marianAndSaints, 'st_stephen'],
  },
  'CH-GE': { everywhere: ['good_friday', ...easterAndWhitMonday, 'geneva_fast', 'restoration'] },
  'CH-GL': {
    everywhere: ['naefels', 'good_friday', ...easterAndWhitMonday, 'all_saints', 'st_stephen'],
    widely: ['berchtold'],
  },
  'CH-GR': { everywhere: [...easterAndWhitMonday, 'st_stephen'], widely: ['good_friday'] },
  'CH-JU': {
    everywhere: [
      ...(['berchtold', 'good_friday', ...easterAndWhitMonday, 'labour_day', 'corpus_christi'] as const),
      ...(['jura_independence', 'assumption', 'all_saints'] as const),
    ],
  },
  'CH-LU': {
    everywhere: ['good_friday', ...marianAndSaints, 'st_stephen'],
    widely: ['berchtold', ...easterAndWhitMonday],
  },
  // 2 January and 26 December only after a Sunday.
  'CH-NE': {
    everywhere: [
      ...([onlyOnWeekdays([1], 'berchtold'), 'republic_day_ne', 'good_friday', 'labour_day'] as const),
      onlyOnWeekdays([1], 'st_stephen'),
    ],
    widely: [...easterAndWhitMonday, 'bettag_monday'],
    locally: ['corpus_christi'],
  },
  'CH-NW': {
    everywhere: ['st_joseph', 'good_friday', ...marianAndSaints],
    widely: ['berchtold', ...easterAndWhitMonday, 'st_stephen'],
  },
  'CH-OW': {
    everywhere: ['good_friday', 'bruder_klaus', ...marianAndSaints],
    widely: ['berchtold', ...easterAndWhitMonday, 'st_stephen'],
  },
  'CH-SG': { everywhere: ['good_friday', ...easterAndWhitMonday, 'all_saints', 'st_stephen'], widely: ['berchtold'] },
  'CH-SH': { everywhere: ['good_friday', ...easterAndWhitMonday, 'labour_day', 'st_stephen'], widely: ['berchtold'] },
  // Labour Day from noon; the Catholic days everywhere but in Bucheggberg.
  'CH-SO': {
    everywhere: ['good_friday'],
    widely: [
      ...(['berchtold', ...easterAndWhitMonday, 'labour_day', 'corpus_christi', 'assumption', 'all_saints'] as const),
      'st_stephen',
    ],
    locally: ['st_joseph'],
  },
  'CH-SZ': {
    everywhere: ['epiphany', 'st_joseph', 'good_friday', ...easterAndWhitMonday, ...marianAndSaints, 'st_stephen'],
  },
  'CH-TG': { everywhere: ['berchtold', 'good_friday', ...easterAndWhitMonday, 'labour_day', 'st_stephen'] },
  'CH-TI': {
    everywhere: [
      ...(['epiphany', 'st_joseph', ...easterAndWhitMonday, 'labour_day', 'peter_and_paul'] as const),
      ...([...marianAndSaints, 'st_stephen'] as const),
    ],
  },
  'CH-UR': {
    everywhere: [
      ...(['epiphany', 'st_joseph', 'good_friday', ...easterAndWhitMonday, ...marianAndSaints] as const),
      stStephenUnlessBridging,
    ],
  },
  'CH-VD': { everywhere: ['berchtold', 'good_friday', ...easterAndWhitMonday, 'bettag_monday'] },
  'CH-VS': {
    everywhere: ['st_joseph', ...marianAndSaints],
    widely: ['berchtold', ...easterAndWhitMonday, 'st_stephen'],
  },
  'CH-ZG': {
    everywhere: ['good_friday', ...marianAndSaints],
    widely: ['berchtold', ...easterAndWhitMonday, 'st_stephen'],
  },
  'CH-ZH': { everywhere: ['good_friday', ...easterAndWhitMonday, 'labour_day', 'st_stephen'], widely: ['berchtold'] },
};

/** Gregorian computus (Meeus, Jones, Butcher). */
function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}
