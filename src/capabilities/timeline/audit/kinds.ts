import type { AuditGroup } from './contract.ts';
import { audiencesKinds } from './kinds/audiences.ts';
import { callsKinds } from './kinds/calls.ts';
import { consentKinds } from './kinds/consent.ts';
import { dealsKinds } from './kinds/deals.ts';
import { houseKinds } from './kinds/house.ts';
import { peopleKinds } from './kinds/people.ts';
import { scoringKinds } from './kinds/scoring.ts';
import type { Kind, Payload, SentenceWords } from './kinds/saying.ts';

export type { SentenceWords } from './kinds/saying.ts';

/** Every event the product can announce, each in its group and as a sentence. A test finds the one that was forgotten. */
const kinds: Readonly<Record<string, Kind>> = {
  ...peopleKinds,
  ...consentKinds,
  ...callsKinds,
  ...dealsKinds,
  ...scoringKinds,
  ...audiencesKinds,
  ...houseKinds,
};

/** An event as a sentence. Events of an older release may lack a field, so everything is read with care. */
export function auditSentence(type: string, payload: Payload, words: SentenceWords): string {
  const said = kinds[type]?.say(payload, words) ?? [type, type];
  return said[words.locale === 'de' ? 0 : 1];
}

export function auditGroupOf(type: string): AuditGroup | null {
  return kinds[type]?.group ?? null;
}

export function typesOfGroups(groups: readonly AuditGroup[]): string[] {
  return Object.entries(kinds)
    .filter(([, { group }]) => groups.includes(group))
    .map(([type]) => type);
}
