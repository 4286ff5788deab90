import { readAddressLine, readPostalCity, readStreetLine, settlePostalCode } from './addresses.ts';
import type { Country } from './fields.ts';
import type { ImportAddress, Place } from './import-row.ts';
import { countryCode } from './known-places.ts';

export type AddressCells = {
  street?: string;
  houseNumber?: string;
  addressLine?: string;
  postalCode?: string;
  city?: string;
  region?: string;
  country?: string;
};

/** Puts one address together from the cells of a row, whichever of them hold how much of it. */
export function readAddress(cells: AddressCells, place: Place, defaultCountry: Country): ImportAddress | undefined {
  const parts = cells.addressLine ? readAddressLine(cells.addressLine) : {};
  let { street, houseNumber, extra, postalCode, city } = parts;
  if (cells.street) {
    const line =
      /[,\n;]/.test(cells.street) && !cells.city && !cells.postalCode
        ? readAddressLine(cells.street)
        : readStreetLine(cells.street);
    if ('city' in line) ({ city, postalCode } = { city: line.city ?? city, postalCode: line.postalCode ?? postalCode });
    street = line.street ?? cells.street;
    houseNumber = line.houseNumber ?? (cells.houseNumber ? undefined : houseNumber);
    extra = line.extra ?? extra;
  }
  if (cells.houseNumber) {
    // "Straße des 17. Juni" + "41": the number column wins; what looked like a number belongs to the street.
    if (houseNumber && cells.street && houseNumber !== cells.houseNumber) street = cells.street;
    houseNumber = cells.houseNumber.replace(/[.,]0$/, '').replace(/^(\d+) ([a-z])$/i, '$1$2');
  }
  let told = parts.country;
  for (const cell of [cells.postalCode, cells.city]) {
    const both = cell && /\d/.test(cell) && /\p{L}{2}/u.test(cell) ? readPostalCity(cell) : undefined;
    if (both) ({ postalCode, city } = both);
    else if (cell === undefined) continue;
    else if (cell === cells.postalCode) postalCode = cell;
    else city = cell;
    if (both?.country) told = both.country;
  }
  const named = cells.country ? countryCode(cells.country) : undefined;
  const settled = settlePostalCode(postalCode, city, named ?? told, defaultCountry);
  const address = {
    ...(street ? { street } : {}),
    ...(houseNumber ? { houseNumber } : {}),
    ...(extra ? { extra } : {}),
    ...(settled.postalCode ? { postalCode: settled.postalCode } : {}),
    ...(city ? { city } : {}),
    ...(cells.region ? { region: cells.region } : {}),
    ...(settled.country ? { country: settled.country } : {}),
  };
  return Object.keys(address).length === 0 ? undefined : { ...address, place };
}

/** "Goethestr. 82, Leipzig" */
export function addressName({ street, houseNumber, postalCode, city }: ImportAddress): string | undefined {
  if (!street) return undefined;
  const line = houseNumber ? `${street} ${houseNumber}` : street;
  const town = city ?? postalCode;
  return town ? `${line}, ${town}` : line;
}
