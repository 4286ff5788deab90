import { zonedTime } from '#workspace';
import { keepYears } from '../country-rules.ts';

/** The last day on which the proof of a consent must still be there, counted where the advertiser sits. */
export function keepUntil(givenAt: Date, lastUsedAt: Date | null, zone: string): string {
  const from = lastUsedAt && lastUsedAt > givenAt ? lastUsedAt : givenAt;
  return zonedTime(from, zone).toPlainDate().add({ years: keepYears }).toString();
}
