import { zonedTime } from '#workspace';
import type { Chance } from './chance.ts';

/** Four kinds of customers that are really there, and the people in between. */
export type Kind = 'family' | 'retired' | 'plain' | 'farm' | 'firm';

/** What somebody is like, which no field says. It shows only in what they do: that is what scores and classes have to find out. */
export type Nature = {
  kind: Kind;
  /** Towards a yes, in logits. */
  leaning: number;
  /** Towards picking up, in logits. */
  picksUp: number;
  /** How long they take for everything, and how long they talk. */
  pace: number;
  talks: number;
};

const households: Readonly<Record<string, Record<'family' | 'retired' | 'plain', number>>> = {
  Haustür: { family: 22, retired: 44, plain: 34 },
  Webformular: { family: 60, retired: 8, plain: 32 },
  Anruf: { family: 15, retired: 52, plain: 33 },
  Schauraum: { family: 30, retired: 45, plain: 25 },
  Empfehlung: { family: 55, retired: 20, plain: 25 },
};
const businesses: Readonly<Record<string, Record<'farm' | 'firm', number>>> = {
  Webformular: { farm: 20, firm: 80 },
  Empfehlung: { farm: 70, firm: 30 },
  Messe: { farm: 70, firm: 30 },
  Branchenbuch: { farm: 15, firm: 85 },
  Anruf: { farm: 50, firm: 50 },
};

const ofSource: Readonly<Record<string, number>> = {
  Empfehlung: 0.9,
  Schauraum: 0.6,
  Anruf: 0.45,
  Webformular: 0.05,
  Messe: -0.35,
  Haustür: -0.6,
  Branchenbuch: -0.9,
};
const ofKind: Readonly<Record<Kind, number>> = { family: 0.45, farm: 0.8, retired: 0, firm: 0.2, plain: -0.55 };
const paces: Readonly<Record<Kind, number>> = { family: 1.1, retired: 0.7, plain: 1, farm: 2.2, firm: 1.5 };

export function homeOf(by: Chance, source: string): 'family' | 'retired' | 'plain' {
  return by.weighted(households[source] ?? { family: 1, retired: 1, plain: 1 });
}

export function tradeOf(by: Chance, source: string): 'farm' | 'firm' {
  return by.weighted(businesses[source] ?? { farm: 1, firm: 2 });
}

/** One in twelve takes up far more time than others. */
export function natureOf(by: Chance, kind: Kind, source: string, postalCode: string): Nature {
  const near = /^34[12]/.test(postalCode) ? 0.2 : -0.25;
  return {
    kind,
    leaning: (ofSource[source] ?? 0) + ofKind[kind] + near - 0.4 + 0.7 * by.normal(),
    picksUp: 0.7 * by.normal(),
    pace: paces[kind] * Math.exp(0.25 * by.normal()),
    talks: Math.exp(0.3 * by.normal()) * (by.likely(0.08) ? 2.6 : 1),
  };
}

/** How often they pick up, from the hour given on. */
const hours: Readonly<Record<'family' | 'retired' | 'farm' | 'firm', readonly (readonly [from: number, share: number])[]>> = {
  family: [[0, 0.13], [12, 0.2], [14, 0.22], [17, 0.55]],
  retired: [[0, 0.5], [12, 0.3], [14, 0.38], [17, 0.42]],
  farm: [[0, 0.26], [11, 0.52], [13, 0.2], [17, 0.38]],
  firm: [[0, 0.52], [12, 0.24], [13, 0.38], [16, 0.2]],
}; // prettier-ignore

/** Families on Saturday forenoons and in the evening, businesses in the forenoon and not on Friday after lunch. */
export function picksUp({ kind, picksUp: own }: Nature, at: Date, zone: string, expected: boolean): number {
  const { dayOfWeek, hour } = zonedTime(at, zone);
  const curve = hours[kind === 'plain' ? 'family' : kind];
  const usual = curve.findLast(([from]) => hour >= from)?.[1] ?? 0.4;
  const share = dayOfWeek === 6 ? 0.6 : kind === 'firm' && dayOfWeek === 5 && hour >= 13 ? 0.16 : usual;
  return logistic(Math.log(share / (1 - share)) + own + (expected ? 1.4 : 0));
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** Where each kind lives. */
export const districts: Readonly<Record<Kind, RegExp>> = {
  family: /^342/,
  retired: /^341/,
  plain: /^3/,
  farm: /^(?:343|344|345|346|372)/,
  firm: /^(?:341|342)/,
};
