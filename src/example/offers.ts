import type { Chance } from './chance.ts';
import type { Nature } from './natures.ts';

/** Some of the team are better at it than others. */
const skills = [0.1, 0.35, 0, -0.1, -0.35];

type Range = readonly [from: number, to: number];
type Roof = { peak: Range; perPeak: Range };
const roofs: Record<'family' | 'retired' | 'plain', Roof & { storage: number; wallbox: number }> = {
  family: { peak: [68, 112], perPeak: [1180, 1380], storage: 0.85, wallbox: 0.65 },
  retired: { peak: [42, 74], perPeak: [1260, 1440], storage: 0.8, wallbox: 0.04 },
  plain: { peak: [52, 148], perPeak: [1180, 1420], storage: 0.5, wallbox: 0.15 },
};
const halls: Record<'farm' | 'firm', Roof & { name: string }> = {
  farm: { name: 'Scheunendach', peak: [55, 170], perPeak: [820, 980] },
  firm: { name: 'Hallendach', peak: [18, 64], perPeak: [920, 1120] },
};
const usualEuros = { family: 19_800, retired: 14_400, plain: 17_000, farm: 96_000, firm: 43_000 } as const;

export type Offered = { title: string; euros: number; will: number };

/** What they want, and how much they want it: the dearer it is for such people, the less. */
export function wishOf(by: Chance, { nature, owner }: { nature: Nature; owner: number }): Offered {
  const { kind, leaning } = nature;
  const offer = kind === 'farm' || kind === 'firm' ? hallOf(by, kind) : roofOf(by, kind);
  const will = leaning + (skills[owner] ?? 0) - 1.5 * (offer.euros / usualEuros[kind] - 1);
  return { ...offer, will };
}

function roofOf(by: Chance, kind: keyof typeof roofs): Omit<Offered, 'will'> {
  const usual = roofs[kind];
  const peak = by.between(...usual.peak) / 10;
  const [storage, wallbox] = [by.likely(usual.storage), by.likely(usual.wallbox)];
  const euros = peak * by.between(...usual.perPeak) + (storage ? by.between(4800, 8900) : 0) + (wallbox ? 1290 : 0);
  const size = `${String(peak).replace('.', ',')} kWp`;
  if (kind === 'family' && storage) return { title: `Familienpaket ${size}`, euros };
  if (kind === 'retired' && storage) return { title: `Notstrompaket ${size}`, euros };
  const more = [...(storage ? ['Speicher'] : []), ...(wallbox ? ['Wallbox'] : [])].join(' und ');
  return { title: `PV ${size}${more && ` mit ${more}`}`, euros };
}

function hallOf(by: Chance, kind: keyof typeof halls): Omit<Offered, 'will'> {
  const { name, ...usual } = halls[kind];
  const peak = by.between(...usual.peak);
  const points = kind === 'firm' && by.likely(0.35);
  const euros = peak * by.between(...usual.perPeak) + (points ? 4800 : 0);
  return { title: `${name} ${peak} kWp${points ? ' und zwei Ladepunkte' : ''}`, euros };
}
