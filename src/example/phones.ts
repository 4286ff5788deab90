import type { Chance } from './chance.ts';

const thousand = (prefix: string): string[] =>
  Array.from({ length: 1000 }, (_, n) => prefix + String(n).padStart(3, '0'));
const hundred = (prefix: string): string[] =>
  Array.from({ length: 100 }, (_, n) => prefix + String(n).padStart(2, '0'));

/**
 * Numbers that no one has: the Bundesnetzagentur keeps these free for films and books (Amtsblatt 7/2021, Mitteilung 148). They ring
 * nowhere, whoever presses the call button in the example. Nordhessen has none of its own, so people here brought theirs along.
 */
const landlines = ['+493023125', '+494066969', '+496990009', '+498999998', '+492214710'].flatMap(thousand);
const mobiles = [
  ...hundred('+4917139200'),
  ...hundred('+49176040690'),
  '+4915228817386',
  '+4915228895456',
  '+4915254599371',
  '+491729925904',
  '+491729968532',
  '+491729973185',
  '+491729973186',
  '+491729980752',
  '+491749091317',
  '+491749464308',
];

export type Numbers = { landline(): string; mobileOrLandline(): { label: 'mobile' | 'home'; value: string } };

/** Each number once. */
export function numbers(by: Chance): Numbers {
  const [lines, cells] = [by.shuffled(landlines), by.shuffled(mobiles)];
  const landline = (): string => {
    const next = lines.pop();
    if (next === undefined) throw new Error('no number left');
    return next;
  };
  return {
    landline,
    mobileOrLandline() {
      const mobile = by.likely(0.3) ? cells.pop() : undefined;
      return mobile ? { label: 'mobile', value: mobile } : { label: 'home', value: landline() };
    },
  };
}
