import Library from 'date-holidays';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holidayOn, holidaysOf, type HolidayCode } from './rules/holidays.ts';
import { countryOf, regions, type Place, type Region } from './rules/regions.ts';

test.each<[HolidayCode, Place, string]>([
  ['good_friday', 'DE', '2026-04-03'],
  ['easter_monday', 'DE-HE', '2026-04-06'],
  ['ascension', 'DE', '2026-05-14'],
  ['whit_monday', 'AT', '2026-05-25'],
  ['corpus_christi', 'DE-HE', '2026-06-04'],
  ['corpus_christi', 'AT-9', '2026-06-04'],
  ['repentance', 'DE-SN', '2026-11-18'],
  ['repentance', 'DE-SN', '2022-11-16'],
  ['repentance', 'DE-SN', '2028-11-22'],
  ['womens_day', 'DE-BE', '2026-03-08'],
  ['womens_day', 'DE-MV', '2023-03-08'],
  ['childrens_day', 'DE-TH', '2026-09-20'],
  ['assumption', 'DE-SL', '2026-08-15'],
  ['uprising_1953', 'DE-BE', '2028-06-17'],
  ['easter_sunday', 'DE-BB', '2026-04-05'],
  ['austrian_national_day', 'AT-2', '2026-10-26'],
  ['naefels', 'CH-GL', '2026-04-09'],
  ['naefels', 'CH-GL', '2025-04-03'],
  ['geneva_fast', 'CH-GE', '2026-09-10'],
  ['bettag_monday', 'CH-VD', '2026-09-21'],
  ['st_joseph', 'CH-TI', '2026-03-19'],
])('%s in %s falls on %s', (code, place, on) => {
  expect(holidayOn(place, on)).toEqual({ on, code, extent: 'everywhere' });
});

test.each<[string, Place, string]>([
  ['Corpus Christi is a working day in Berlin', 'DE-BE', '2026-06-04'],
  ["Women's Day began in Mecklenburg in 2023", 'DE-MV', '2022-03-08'],
  ['Good Friday is none in Austria', 'AT-6', '2026-04-03'],
  ['Good Friday is none in the Ticino', 'CH-TI', '2026-04-03'],
  ['All Saints is none in Zürich', 'CH-ZH', '2026-11-01'],
  ['Berlin kept 8 May in two years only', 'DE-BE', '2026-05-08'],
  ["St Stephen's Day falls away in Uri on a Saturday", 'CH-UR', '2026-12-26'],
  ['a bare country knows no regional day', 'DE', '2026-01-06'],
])('%s', (_, place, on) => expect(holidayOn(place, on)).toBeUndefined());

test('what holds only in a part of a Land says so', () => {
  expect(holidayOn('DE-BY', '2026-08-15')?.extent).toBe('widely');
  expect(holidayOn('DE-TH', '2026-06-04')?.extent).toBe('locally');
  expect(holidayOn('CH-ZH', '2026-01-02')?.extent).toBe('widely');
});

/** Where the library and the cantons' law differ, and the law is followed. */
const deliberate: Partial<Record<Region, { missing?: readonly string[]; added?: readonly HolidayCode[] }>> = {
  'CH-AI': { added: ['immaculate_conception'] },
  'CH-AR': { missing: ['Stephanstag'], added: ['st_stephen'] },
  'CH-UR': { missing: ['Stephanstag'], added: ['st_stephen'] },
  // Christmas Eve and New Year's Eve are none; the library moves the Fahrt in Easter week, the canton in Holy Week only.
  'CH-GL': { missing: ['Heiliger Abend', 'Silvester', 'Näfelser Fahrt'], added: ['naefels'] },
  'CH-VS': { missing: ['Fête du travail', 'Veille de Noël'] },
};

test.each(regions)('%s agrees with the library, 2019 to 2035', (region) => {
  const library = new Library(countryOf(region), region.slice(3));
  for (let year = 2019; year <= 2035; year++) {
    const theirs = library
      .getHolidays(year)
      .filter((holiday) => holiday.type === 'public')
      .map((holiday) => ({ on: holiday.date.slice(0, 10), name: holiday.name }));
    const ours = holidaysOf(region, year);

    const missing = theirs.filter(
      (holiday) =>
        new Date(holiday.on).getUTCDay() !== 0 &&
        !ours.some((own) => own.on === holiday.on) &&
        !deliberate[region]?.missing?.includes(holiday.name),
    );
    const added = ours.filter(
      (own) =>
        own.extent === 'everywhere' &&
        !theirs.some((holiday) => holiday.on === own.on) &&
        !deliberate[region]?.added?.includes(own.code),
    );
    expect({ year, missing, added }).toEqual({ year, missing: [], added: [] });
  }
});

test('a country’s days hold in each of its regions, and every list is in order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...regions), fc.integer({ min: 2019, max: 2100 }), (region, year) => {
      const days = holidaysOf(region, year).map((holiday) => holiday.on);
      expect(days).toEqual(days.toSorted());
      for (const { on } of holidaysOf(countryOf(region), year)) expect(days).toContain(on);
    }),
  );
});
