import { type CompanyRow, type ContactRow, type ContactsTables, findCompaniesByIds } from '#contacts';
import { issuePermit, type Permit } from '#consent';
import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import type { StartCall } from '../contract.ts';
import { chooseNumber } from '../rules.ts';
import type { Caller, CallsWorld } from './parts.ts';

/**
 * The one way to a call's permit. Which number rings and whether it may ring are settled together, so that no number is dialled
 * for which nobody asked. Throws the gate's "no" with its reason, norm and lawful next ways.
 */
export async function permitCall(
  trx: Db<CallsWorld>,
  actor: Caller,
  contact: ContactRow,
  ask: Pick<StartCall, 'number' | 'purpose' | 'request'>,
  time: { at: Date; now: Date },
): Promise<Permit<'phone'>> {
  const address = numberOf(contact, await companyOf(trx, contact), ask.number);
  const { purpose, request } = ask;
  return issuePermit(
    trx,
    actor,
    { contactId: contact.id, channel: 'phone', address, purpose, request, at: time.at },
    time.now,
  );
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
