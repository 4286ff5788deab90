import { type CompanyRow, type ContactRow, type ContactsTables, findCompaniesByIds } from '#contacts';
import { type ConsentTables, mayContact } from '#consent';
import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import type { ContactNotAllowed, Permit, StartCall } from '../contract.ts';
import { chooseNumber } from '../rules.ts';

type Tables = ContactsTables & ConsentTables;

/**
 * The one way to a permit. Which number rings and whether it may ring are settled together, so that no number is dialled
 * for which nobody asked. Throws the gate's "no" with its reason, norm and lawful next ways.
 */
export async function permitCall(
  db: Db<Tables>,
  contact: ContactRow,
  ask: Pick<StartCall, 'number' | 'purpose' | 'request'>,
  at: Date,
): Promise<{ number: string; permit: Permit }> {
  const { workspaceId, id: contactId } = contact;
  const number = numberOf(contact, await companyOf(db, contact), ask.number);
  const answer = await mayContact(db, {
    workspaceId,
    contactId,
    channel: 'phone',
    purpose: ask.purpose,
    at,
    ...(ask.request && { request: { at: new Date(ask.request.at), about: ask.request.about } }),
  });
  if (!answer.allowed) {
    const details: ContactNotAllowed = { contactId, answer };
    throw new Refusal(403, 'contact_not_allowed', 'Diese Person darf jetzt nicht angerufen werden.', details);
  }
  const { basis, norm, ruleVersion, entryId } = answer;
  const permit: Permit = { purpose: ask.purpose, basis, norm, ruleVersion, entryId, at: at.toISOString() };
  return { number, permit: ask.request ? { ...permit, request: ask.request } : permit };
}

async function companyOf(db: Db<ContactsTables>, contact: ContactRow): Promise<CompanyRow | undefined> {
  if (contact.companyId === null) return undefined;
  const [company] = await findCompaniesByIds(db, contact.workspaceId, [contact.companyId]);
  return company;
}

function numberOf(contact: ContactRow, company: CompanyRow | undefined, wanted: string | undefined): string {
  const choice = chooseNumber(contact.phones, company?.phones ?? [], wanted);
  if ('number' in choice) return choice.number;
  const words = {
    no_number: 'Für diese Person ist keine Telefonnummer hinterlegt.',
    number_not_theirs: 'Diese Nummer gehört nicht zu dieser Person.',
    number_wrong: 'Diese Nummer ist als falsch vermerkt. Bitte tragen Sie erst die richtige ein.',
  };
  throw new Refusal(422, choice.because, words[choice.because], { contactId: contact.id });
}
