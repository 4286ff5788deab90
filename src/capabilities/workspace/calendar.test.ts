import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRestDay, isWorkingDay, localDay, nextWorkingDay } from './rules/days.ts';
import { callingTime, isWithinHours, callingHours, type CallingTime } from './rules/hours.ts';
import { regionOf } from './rules/postal-regions.ts';
import { regions, zoneOf, type Place, type Region } from './rules/regions.ts';

test.each([
  ['a minute before midnight in Berlin is still that day', '2026-11-22T22:59:00Z', 'Europe/Berlin', '2026-11-22'],
  ['midnight in Berlin is the next', '2026-11-22T23:00:00Z', 'Europe/Berlin', '2026-11-23'],
  ['summer time begins its day two hours ahead', '2026-07-01T22:00:00Z', 'Europe/Vienna', '2026-07-02'],
])('%s', (_, at, zone, on) => expect(localDay(new Date(at), zone)).toBe(on));

test.each<[string, string, Place, boolean]>([
  ['a Monday', '2026-11-23', 'DE-HE', true],
  ['a Saturday', '2026-11-21', 'DE-HE', false],
  ['Corpus Christi in Hesse', '2026-06-04', 'DE-HE', false],
  ['Corpus Christi in Lower Saxony', '2026-06-04', 'DE-NI', true],
  ['Assumption in Bavaria, where it holds in most places only', '2025-08-15', 'DE-BY', true],
  ['26 October in Vienna', '2026-10-26', 'AT-9', false],
  ['3 October is nothing in Zürich', '2025-10-03', 'CH-ZH', true],
])('working day: %s', (_, on, place, expected) => expect(isWorkingDay(on, { place })).toBe(expected));

test('the firm’s own closing days are no working days', () => {
  expect(isWorkingDay('2026-12-24', { place: 'DE-HE', closedOn: ['2026-12-24'] })).toBe(false);
  expect(nextWorkingDay('2026-12-23', { place: 'DE-HE', closedOn: ['2026-12-24'] })).toBe('2026-12-28');
});

test.each<[string, string, Place, string]>([
  ['Maundy Thursday to the Tuesday after Easter', '2026-04-02', 'DE', '2026-04-07'],
  ['Good Friday is worked in Austria', '2026-04-02', 'AT', '2026-04-03'],
  ['Friday to Monday', '2026-11-20', 'DE', '2026-11-23'],
  ['over New Year', '2026-12-31', 'CH-BE', '2027-01-04'],
])('next working day: %s', (_, on, place, next) => expect(nextWorkingDay(on, { place })).toBe(next));

const open: CallingTime = { open: true };
const closed = (because: 'rest_day' | 'outside_hours', opensAt: string): CallingTime => ({
  open: false,
  because,
  opensAt: new Date(opensAt),
});
test.each<[string, string, Place, CallingTime]>([
  ['Monday 08:00 sharp', '2026-11-23T07:00:00Z', 'DE-HE', open],
  ['Monday 07:59:59', '2026-11-23T06:59:59Z', 'DE-HE', closed('outside_hours', '2026-11-23T07:00:00Z')],
  ['Monday 19:59', '2026-11-23T18:59:00Z', 'DE-HE', open],
  ['Monday 20:00 sharp', '2026-11-23T19:00:00Z', 'DE-HE', closed('outside_hours', '2026-11-24T07:00:00Z')],
  ['Saturday noon', '2026-11-21T11:00:00Z', 'DE-HE', open],
  [
    'Saturday evening waits for Monday',
    '2026-11-21T17:00:00Z',
    'DE-HE',
    closed('outside_hours', '2026-11-23T07:00:00Z'),
  ],
  ['Sunday noon', '2026-11-22T11:00:00Z', 'AT-9', closed('rest_day', '2026-11-23T07:00:00Z')],
  ['Buß- und Bettag in Saxony', '2026-11-18T09:00:00Z', 'DE-SN', closed('rest_day', '2026-11-19T07:00:00Z')],
  ['the same moment in Thuringia', '2026-11-18T09:00:00Z', 'DE-TH', open],
  ['Assumption in Bavaria', '2025-08-15T09:00:00Z', 'DE-BY', closed('rest_day', '2025-08-16T08:00:00Z')],
  ['Eichsfeld’s Corpus Christi does not close all of Thuringia', '2026-06-04T09:00:00Z', 'DE-TH', open],
  ['the night summer time begins', '2026-03-28T21:00:00Z', 'DE-HE', closed('outside_hours', '2026-03-30T06:00:00Z')],
])('calling time: %s', (_, at, place, expected) => expect(callingTime(new Date(at), place)).toEqual(expected));

test('without any hours there is no next opening', () => {
  expect(callingTime(new Date('2026-11-23T09:00:00Z'), 'DE', {})).toEqual({
    open: false,
    because: 'outside_hours',
    opensAt: undefined,
  });
});

test('the promised opening is open, later, and no moment before it is', () => {
  const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      instants,
      fc.constantFrom<Place>(...regions),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (at, place, share) => {
        const time = callingTime(at, place);
        const resting = isRestDay(localDay(at, zoneOf(place)), place);
        expect(time.open).toBe(!resting && isWithinHours(at, callingHours, zoneOf(place)));
        if (time.open) return;
        const opensAt = time.opensAt ?? at;
        expect(opensAt.getTime()).toBeGreaterThan(at.getTime());
        expect(callingTime(opensAt, place)).toEqual(open);
        const between = new Date(at.getTime() + Math.floor(share * (opensAt.getTime() - at.getTime() - 1)));
        expect(callingTime(between, place).open).toBe(false);
      },
    ),
  );
});

test.each<[string, string, Region | undefined]>([
  ['DE', '34117', 'DE-HE'],
  ['DE', 'D-34117', 'DE-HE'],
  ['DE', '01067', 'DE-SN'],
  ['DE', '10115', 'DE-BE'],
  ['DE', '80331', 'DE-BY'],
  ['DE', '28195', 'DE-HB'],
  ['DE', '27568', 'DE-HB'],
  ['DE', '20095', 'DE-HH'],
  ['DE', '50667', 'DE-NW'],
  ['DE', '66111', 'DE-SL'],
  ['DE', '99084', 'DE-TH'],
  ['DE', '39104', 'DE-ST'],
  ['DE', '78266', 'DE-BW'],
  ['DE', '12529', 'DE-BB'],
  ['DE', '63928', undefined], // Eichenbühl (BY) and a part of Mudau (BW)
  ['DE', '21039', undefined], // Börnsen (SH) and Hamburg
  ['DE', '87567', undefined], // Riezlern lies in Austria
  ['DE', '1067', undefined],
  ['DE', '00000', undefined],
  ['AT', '1010', 'AT-9'],
  ['AT', '1300', 'AT-3'], // Vienna's airport
  ['AT', '6900', 'AT-8'],
  ['AT', '9900', 'AT-7'], // East Tyrol
  ['AT', '2421', undefined], // Kittsee in Burgenland among Lower Austrian codes
  ['CH', '8001', 'CH-ZH'],
  ['CH', 'CH-3011', 'CH-BE'],
  ['CH', '1200', undefined],
  ['CH', '1201', 'CH-GE'],
  ['CH', '6500', 'CH-TI'],
  ['CH', '9490', undefined], // Vaduz
  ['FR', '75001', undefined],
])('%s %s lies in %s', (country, postalCode, region) => {
  expect(regionOf({ country, postalCode })).toBe(region);
});

test('every region is found by some postal code', () => {
  const found = new Set<Region>();
  for (let code = 0; code <= 99_999; code++) {
    const region = regionOf({ country: 'DE', postalCode: String(code).padStart(5, '0') });
    if (region) found.add(region);
  }
  for (let code = 1000; code <= 9999; code++) {
    for (const country of ['AT', 'CH']) {
      const region = regionOf({ country, postalCode: String(code) });
      if (region) found.add(region);
    }
  }
  expect(regions.filter((region) => !found.has(region))).toEqual([]);
});

test('an unknown address has no region', () => {
  expect(regionOf({})).toBeUndefined();
  expect(regionOf({ country: 'DE', postalCode: ' ' })).toBeUndefined();
});
