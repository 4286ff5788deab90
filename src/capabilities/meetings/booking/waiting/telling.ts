import { listMembers } from '#access';
import { issuePermit, mailContact } from '#consent';
import { findWorkspace } from '#workspace';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import { givenKey } from '#platform/given-key';
import { houseOf } from '#platform/ground';
import type { HostedPage } from '../queries/pages.ts';
import type { House, TellingWorld } from '../telling.ts';
import type { WaitingEntryRow } from './schema.ts';
import { waitingWords } from './words.ts';

/** Under which the keys of an entry are given out: to see and leave the list, and to come to the page from the mail. */
export const waitingKind = 'warten';
export const freeKind = 'frei';

/** The mail that they asked for. False: they want none of us by now. */
export async function mailOfFreeTime(
  trx: Db<TellingWorld>,
  house: House,
  { entry, page }: { entry: WaitingEntryRow; page: HostedPage },
  now: Date,
): Promise<boolean> {
  const { workspaceId, id, contactId, email, locale, enteredAt } = entry;
  const actor = systemActor(workspaceId);
  const [home, members] = await Promise.all([findWorkspace(trx, workspaceId), listMembers(trx, workspaceId)]);
  const host = members.find(({ userId, endedAt }) => endedAt === null && page.hostIds.includes(userId));
  if (!home) return false;
  const request = { at: enteredAt.toISOString(), about: page.title };
  const ask = { contactId, channel: 'email', address: email, purpose: 'requested', request, at: now } as const;
  try {
    const permit = await issuePermit(trx, actor, ask, now);
    const say = waitingWords[locale].mail;
    const link = (kind: string) =>
      `${houseOf(house)}/termin/${kind}/${givenKey(house.secrets, kind, { workspaceId, id })}`;
    const text = [say.hello, say.free(page.title), `${say.book}\n${link(freeKind)}`, say.once, home.name].join('\n\n');
    const mail = { subject: say.subject(page.title), text: `${text}\n`, senderName: home.name };
    await mailContact(trx, actor, permit, { ...mail, ...(host && { replyTo: host.email }) }, now);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'contact_not_allowed') return false;
    throw error;
  }
}
