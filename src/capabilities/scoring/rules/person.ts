import type { ContactRow } from '#contacts';
import { knownAt, type StoryEvent } from './story.ts';

/**
 * All that a score may ever know of a person as such. Name, salutation, title, birthday, nationality, religion and health are not among it, so that no feature can be made of them: § 1 AGG, Art. 9 GDPR.
 */
export type PersonFacts = {
  kind: string;
  source: string | null;
  /** Country and the first two digits of the postcode: about a county, never a street. */
  region: string | null;
  hasEmail: boolean;
  hasPhone: boolean;
  mobile: boolean | null;
  /** For whom they work. */
  companyId: string | null;
};

type Known = Pick<ContactRow, 'kind' | 'source' | 'addresses' | 'emails' | 'phones' | 'companyId'>;

/** The record as it was known just before a moment: changes that came to be known later are taken back, the latest first. */
export function personBefore(contact: Known, events: readonly StoryEvent[], at: Date): PersonFacts {
  const { kind, source, addresses, emails, phones, companyId } = contact;
  const was: Known = { kind, source, addresses, emails, phones, companyId };
  const later = events
    .filter((event) => event.type === 'contacts.contactChanged' && knownAt(event) >= at.getTime())
    .toSorted((a, b) => knownAt(b) - knownAt(a) || (a.id < b.id ? 1 : -1));
  for (const { payload } of later)
    for (const [field, change] of Object.entries((payload['changed'] ?? {}) as Record<string, { from: unknown }>))
      if (field in was) Object.assign(was, { [field]: change.from });
  return factsOf(was);
}

function factsOf({ kind, source, addresses, emails, phones, companyId }: Known): PersonFacts {
  const [address] = addresses ?? [];
  const [phone] = phones ?? [];
  const digits = /^\d{2}/.exec(address?.postalCode ?? '')?.[0];
  return {
    kind,
    source,
    region: digits === undefined ? (address?.region ?? null) : `${address?.country ?? 'DE'} ${digits}`,
    hasEmail: (emails ?? []).length > 0,
    hasPhone: (phones ?? []).length > 0,
    mobile: phone ? isMobile(phone.value) : null,
    companyId,
  };
}

/** Mobile prefixes of Germany, Austria and Switzerland. */
export function isMobile(number: string): boolean {
  return /^\+(49(15|16|17)|436[5-9]|417[5-9])/.test(number);
}
