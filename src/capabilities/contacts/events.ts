import { z } from 'zod';
import { Changed, defineEvent } from '#platform/events';

const contact = { contactId: z.string(), companyId: z.string().nullable(), name: z.string() };
export const contactCreated = defineEvent(
  'contacts.contactCreated',
  z.strictObject({
    ...contact,
    kind: z.enum(['private', 'business']),
    source: z.string().nullable(),
    importId: z.string().nullable(),
  }),
);
export const contactChanged = defineEvent('contacts.contactChanged', z.strictObject({ ...contact, changed: Changed }));
export const contactRemoved = defineEvent('contacts.contactRemoved', z.strictObject(contact));
export const contactRestored = defineEvent('contacts.contactRestored', z.strictObject(contact));
/** The import that made the record was undone; unlike a removed one it is gone for good. */
export const contactUndone = defineEvent(
  'contacts.contactUndone',
  z.strictObject({ ...contact, importId: z.string() }),
);

const company = { companyId: z.string(), name: z.string() };
export const companyCreated = defineEvent(
  'contacts.companyCreated',
  z.strictObject({ ...company, source: z.string().nullable(), importId: z.string().nullable() }),
);
export const companyChanged = defineEvent('contacts.companyChanged', z.strictObject({ ...company, changed: Changed }));
export const companyRemoved = defineEvent('contacts.companyRemoved', z.strictObject(company));
export const companyRestored = defineEvent('contacts.companyRestored', z.strictObject(company));
export const companyUndone = defineEvent(
  'contacts.companyUndone',
  z.strictObject({ ...company, importId: z.string() }),
);

const view = { viewId: z.string(), name: z.string(), subject: z.string() };
export const viewSaved = defineEvent('contacts.viewSaved', z.strictObject(view));
export const viewRemoved = defineEvent('contacts.viewRemoved', z.strictObject(view));
