import { requireContact } from '#contacts';
import { objectorsAmong } from '#scoring';
import type { Db } from '#platform/db';
import type { z } from 'zod';
import { numberOf } from '../avatars/views.ts';
import type { getFit } from '../contract.ts';
import type { AudiencesWorld } from '../world.ts';
import { fitNow } from './commands.ts';
import { findFits, findMembership } from './queries.ts';

/** Which avatars somebody is most like, or why nobody can say. */
export async function fitOfContact(
  db: Db<AudiencesWorld>,
  workspaceId: string,
  contactId: string,
): Promise<z.input<typeof getFit.output>> {
  await requireContact(db, workspaceId, contactId);
  const key = { workspaceId, contactId };
  const [objectors, fits, member] = await Promise.all([
    objectorsAmong(db, workspaceId, [contactId]),
    findFits(db, key),
    findMembership(db, key),
  ]);
  if (objectors.has(contactId)) return { fits: [], memberOf: null, because: 'objected' };
  const memberOf = member ? { avatarId: member.avatarId, number: numberOf(member), name: member.name } : null;
  if (fits.length === 0) return { fits: [], memberOf, because: await whyNot(db, workspaceId, contactId) };
  const shown = fits.map(({ place, ...fit }) => ({ ...fit, number: numberOf({ place }) }));
  return { fits: shown, memberOf, because: null };
}

async function whyNot(db: Db<AudiencesWorld>, workspaceId: string, contactId: string) {
  const now = await fitNow(db, workspaceId, contactId);
  if (!now) return 'no_avatars' as const;
  return now.length === 0 ? ('too_little_known' as const) : ('not_yet' as const);
}
