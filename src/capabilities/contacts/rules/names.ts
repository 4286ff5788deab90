import type { Address, Email, Phone } from '../contract.ts';
import { sortable } from './fold.ts';

export type NameParts = {
  salutation?: string | null | undefined;
  title?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  companyName?: string | null | undefined;
  phones: readonly Phone[];
  emails: readonly Email[];
  addresses: readonly Address[];
};

/**
 * What people read and what lists sort by. Whoever has no name of their own is called by what we do know: the household, the company, the door, the
 * address of a mail, the number. `undefined`: nothing at all.
 */
export function nameOf(parts: NameParts): { name: string; sortName: string } | undefined {
  const { salutation, title, firstName, lastName } = parts;
  if (firstName && lastName) return named(join(title, firstName, lastName), join(lastName, firstName));
  const single = lastName ?? firstName;
  if (single) return named(join(salutation, title, single), single);
  const other = parts.companyName ?? placeOf(parts.addresses[0]) ?? parts.emails[0]?.value ?? parts.phones[0]?.value;
  return other ? named(other, other) : undefined;
}

function named(name: string, sortBy: string): { name: string; sortName: string } {
  return { name, sortName: sortable(sortBy) };
}

/** "Goethestr. 82, Leipzig" */
export function placeOf(address: Address | undefined): string | undefined {
  if (!address) return undefined;
  const street = join(address.street, address.houseNumber);
  return [street, address.city ?? address.postalCode].filter(Boolean).join(', ') || undefined;
}

function join(...words: (string | null | undefined)[]): string {
  return words.filter(Boolean).join(' ');
}
