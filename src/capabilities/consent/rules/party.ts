import { type Country, isPlace, type Place, regionOf } from '#workspace';

export type Party = { country: string | null; postalCode: string | null };
/** Where the workspace sells from. */
export type Home = { country: Country; region: string };

/** Whose law holds for a contact: of its home or number; where a list names neither, its people live where the workspace is. */
export function countryOfParty(party: Party, home: Home): string {
  return party.country ?? home.country;
}

/**
 * Whose holidays and clock hold. Where we do not know the Land or canton, that of the workspace if it lies in the same country, because
 * lists without places are mostly local ones; else what holds in all of the country.
 */
export function placeOfParty(party: Party, home: Home): Place {
  const country = countryOfParty(party, home);
  const region = regionOf({ country, postalCode: party.postalCode ?? undefined });
  if (region) return region;
  const at = isPlace(home.region) ? home.region : home.country;
  if (country === home.country) return at;
  return isPlace(country) ? country : at;
}
