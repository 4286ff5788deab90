/**
 * Contacts: the people and companies we sell to, how they are reached and how they are found.
 * Everyone refers to them by id; only this capability writes them.
 */
export {
  findByName,
  checkContact,
  findCompaniesByIds,
  findContactsByIds,
  matchCompanyNames,
  matchDoors,
  matchKeys,
  type MatchKey,
  requireCompany,
  requireContact,
  searchTokens,
  searchWords,
  touchContact,
  touchContacts,
} from './answers.ts';
export {
  type ContactUpdate,
  insertCompanies,
  insertContacts,
  type NewCompany,
  type NewContact,
  updateContacts,
} from './commands/bulk.ts';
export { createCompany } from './commands/companies.ts';
export { learnWords } from './queries/keys.ts';
export type { ContactsWorld } from './commands/parts.ts';
export { changeContact, createContact, labelPhone } from './commands/people.ts';
export {
  companyChanged,
  companyCreated,
  companyRemoved,
  companyRestored,
  companyUndone,
  contactChanged,
  contactCreated,
  contactRemoved,
  contactRestored,
  contactUndone,
} from './events.ts';
export { removeImportedCompanies, removeImportedContacts } from './commands/undo-import.ts';
export { refreshPeople } from './jobs.ts';
export { findPeopleOfCompanies, holdContacts, untouched as newContacts } from './queries/people.ts';
export { contactsBefore, countContacts, walkContacts } from './queries/walking.ts';
export { findImportedCompanies, findImportedContacts, type Imported } from './queries/imported.ts';
export { forgetBulkChanges } from './queries/bulk-changes.ts';
export { readNumber, writeNumber } from './rules/phones.ts';
export { companyPage, contactPage, contactsRoutes, matchingContacts } from './routes.ts';
export type { CompanyRow, ContactRow, ContactsTables } from './schema.ts';
