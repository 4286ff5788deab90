import { hasLegalForm, isCompanyName } from './companies.ts';
import type { ImportPerson } from './import-row.ts';
import { isGivenName } from './known-names.ts';
import { readFullName, readSalutation, type PersonName } from './names.ts';

export type NameCells = {
  fullName: string;
  firstName: string;
  lastName: string;
  salutation: string;
  companyName: string;
};
export type Named = { person?: Omit<ImportPerson, 'jobTitle' | 'birthdayOn'>; company?: { name: string } };

/** Who a row speaks of, from whatever name cells it has. A company under "Name" is a company. */
export function readNames(cells: NameCells): Named {
  let { fullName, lastName } = cells;
  const { firstName } = cells;
  let companyName = cells.companyName;
  const asCompany = /^(?:firma|fa\.?|company)$/i.test(cells.salutation);
  const lone = firstName === '' ? lastName : '';
  if (companyName === '' && lone !== '' && (asCompany || isOrganisation(lone))) [companyName, lastName] = [lone, ''];
  if (companyName === '' && fullName !== '' && firstName === '' && (asCompany || isOrganisation(fullName)))
    [companyName, fullName] = [fullName, ''];
  if (fullName + firstName + lastName === '' && personWords.test(companyName))
    [fullName, companyName] = [companyName, ''];
  if (same(fullName, companyName)) fullName = '';
  if (same(lastName, companyName) && firstName === '') lastName = '';
  const name = nameOf({ ...cells, fullName, lastName });
  const greeting = cells.salutation === '' || asCompany ? {} : readSalutation(cells.salutation);
  const company = companyName === '' ? undefined : { name: tidyCompany(companyName) };
  if (!name) return company ? { company } : {};
  const salutation = name.salutation ?? greeting.salutation;
  const title = [greeting.title, name.title].filter(Boolean).join(' ');
  const household = name.household || greeting.household === true;
  return {
    person: {
      displayName: displayName({ ...name, household, ...(title ? { title } : {}) }),
      ...(salutation ? { salutation } : {}),
      ...(title ? { title } : {}),
      ...(name.firstName ? { firstName: name.firstName } : {}),
      ...(name.lastName ? { lastName: name.lastName } : {}),
      household,
    },
    ...(company ? { company } : {}),
  };
}

function nameOf({ fullName, firstName, lastName }: NameCells): PersonName | undefined {
  if (firstName !== '' && lastName !== '') {
    if (!needsReading(firstName) && !needsReading(lastName)) return { firstName, lastName, household: false };
    const first = readFullName(`${firstName} ${lastName}`);
    return first.lastName ? first : { firstName, lastName, household: false };
  }
  if (fullName !== '') return readFullName(fullName);
  if (firstName !== '')
    return needsReading(firstName) || firstName.includes(' ')
      ? readFullName(firstName)
      : { firstName, household: false };
  if (lastName !== '')
    return needsReading(lastName) || lastName.includes(' ') ? readFullName(lastName) : { lastName, household: false };
  return undefined;
}

/** Titles, families, couples and commas need the long way; "Mia" and "von der Heide" do not. */
const needsReading = (text: string): boolean =>
  /[,&.+/]|\b(?:fam(?:ilie)?|herrn?|frau|eheleute|ehepaar|dr|prof|und|haushalt)\b/i.test(text);

const personWords = /^(?:fam(?:ilie)?\b\.?|eheleute|ehepaar|herrn?|frau|hr\.|fr\.)\s/i;

function isOrganisation(text: string): boolean {
  if (hasLegalForm(text)) return true;
  return isCompanyName(text) && !isGivenName(text.split(' ')[0] ?? '') && !/^(?:herrn?|frau|fam)/i.test(text);
}

const same = (a: string, b: string): boolean => a !== '' && a.toLowerCase() === b.toLowerCase();

const tidyCompany = (name: string): string => name.replace(/^(?:Fa\.|Firma:?)\s+/i, '').replace(/\s+/g, ' ');

export function displayName({ title, firstName, lastName, household }: PersonName): string {
  if (household && !firstName && lastName) return `Familie ${lastName}`;
  return [title, firstName, lastName].filter(Boolean).join(' ');
}
