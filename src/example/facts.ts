import type { Chance } from './chance.ts';
import type { Person } from './names.ts';
import type { Kind } from './natures.ts';
import { cars, heatings, partners, roofs, roofsEnglish } from './words/doors.ts';

/** What is so about one house, so that every note about it tells the same story. */
export type Facts = { words: Readonly<Record<string, string>>; english: boolean };

/** Thousands of kilowatt-hours a year, and what drives and heats. */
type Usual = { kwh: readonly [from: number, to: number]; cars: readonly [from: number, to: number] };
const usual: Record<'family' | 'retired' | 'plain', Usual> = {
  family: { kwh: [42, 78], cars: [0, 1] },
  retired: { kwh: [18, 36], cars: [2, 3] },
  plain: { kwh: [24, 98], cars: [0, 3] },
};

export function factsOf(by: Chance, person: Person, city: string, kind: Kind): Facts {
  const { kwh, cars: driven } = usual[kind === 'family' || kind === 'retired' ? kind : 'plain'];
  const roof = by.pick(roofs);
  const [partner, partnerWho] = by.pick<readonly [string, string]>(partners[person.salutation]);
  const words = {
    name: person.lastName,
    ort: city,
    dach: roof,
    dachEnglisch: roofsEnglish[roof],
    kwh: grouped(by.between(...kwh) * 100),
    kwhFirma: grouped(by.between(18, 310) * 1000),
    flaeche: grouped(by.between(3, 42) * 100),
    heizung: by.pick(heatings),
    auto: cars[by.between(...driven)] ?? cars[0],
    partner,
    partnerWer: partnerWho,
  };
  return { words, english: person.prefersEnglish };
}

function grouped(value: number): string {
  return String(value).replace(/(\d)(?=(\d{3})+$)/g, '$1.');
}

/** Fills {…}; at the beginning of a sentence with a capital. */
export function fill(text: string, facts: Facts, more: Readonly<Record<string, string>> = {}): string {
  return text.replaceAll(/(^|[.!?] |„)?\{(\w+)\}/g, (_, start: string | undefined, name: string) => {
    const word = more[name] ?? facts.words[name] ?? '';
    return start === undefined ? word : start + word.charAt(0).toUpperCase() + word.slice(1);
  });
}
