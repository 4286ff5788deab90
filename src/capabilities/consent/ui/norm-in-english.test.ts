import { expect, test } from 'vitest';
import { countryLaws, persistenceNorm, quietHoursNorm } from '../country-rules.ts';
import { inEnglish } from './norm-in-english.ts';

const words =
  /^(Art|para|no|sentence|point|annex|and|[oO]ur|own|rule|express|wish|limited|to|its|subject|concerns?|advertising|only|Directive|Federal|Act|on|Itinerant|Trade|[a-z]|I|ZR|BGH|EC|CH|GDPR|UWG|TDDDG|TKG|GewO|DSG|ZGB|BGB|StGB|Austria|Switzerland|bis|ter)$/;

const strange = (norm: string) => (inEnglish(norm).match(/\p{L}+/gu) ?? []).filter((word) => !words.test(word));

test('every paragraph of ours can be read in English', () => {
  const norms = new Set([persistenceNorm, quietHoursNorm]);
  JSON.stringify(countryLaws, (key, value: unknown) => {
    if (typeof value === 'string' && key !== 'needs' && !/^personName$|^personAddress$/.test(value)) norms.add(value);
    return value;
  });
  expect(norms.size).toBeGreaterThan(30);
  expect([...norms].flatMap((norm) => strange(norm))).toEqual([]);
  expect(strange('§ 7 UWG (nur für Werbung)')).toEqual(['nur', 'für', 'Werbung']);
});

test('as a lawyer would write it', () => {
  expect(inEnglish('§ 7 Abs. 1 Satz 2 UWG, Art. 21 Abs. 2 und 3 DSGVO')).toBe(
    '§ 7 para. 1 sentence 2 UWG, Art. 21 para. 2 and 3 GDPR',
  );
  expect(inEnglish(quietHoursNorm)).toBe('Our own rule (§ 7 para. 1 UWG)');
});
