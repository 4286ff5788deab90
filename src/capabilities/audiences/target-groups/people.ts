import { z } from 'zod';
import { ContactFilter, type ContactItem } from '#contacts/contract';
import { contactPage, matchingContacts } from '#contacts';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { fromCursor, toCursor } from '#platform/paging';
import type { AudienceRow } from '../schema.ts';
import type { AudiencesWorld } from '../world.ts';
import { listByFit } from './queries.ts';

export type PersonInAudience = { contact: z.input<typeof ContactItem>; percent: number | null };
type PeoplePage = { items: PersonInAudience[]; next: string | null };

const Cursor = z.tuple([z.number().int(), z.uuid()]);
const stretch = 500;
/** Where hardly anybody who fits meets the filters, a page ends early rather than late. */
const mostStretches = 20;

/** Who is in it, as the asker may see them. */
export async function audiencePage(
  db: Db<AudiencesWorld>,
  actor: Actor,
  audience: Pick<AudienceRow, 'filters' | 'avatarId' | 'leastPercent'>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<PeoplePage> {
  const filter = ContactFilter.parse(audience.filters);
  if (audience.avatarId === null) {
    const page = await contactPage(db, actor, { ...filter, sort: 'name', cursor, limit });
    return { items: page.items.map((contact) => ({ contact, percent: null })), next: page.next };
  }
  const about = {
    workspaceId: actor.workspaceId,
    avatarId: audience.avatarId,
    leastPercent: audience.leastPercent ?? 0,
  };
  return fittingPage(db, actor, { ...about, filter }, { after: fromCursor(cursor, Cursor), limit });
}

async function fittingPage(
  db: Db<AudiencesWorld>,
  actor: Actor,
  about: { workspaceId: string; avatarId: string; leastPercent: number; filter: ContactFilter },
  { after, limit }: { after: readonly [number, string] | undefined; limit: number },
): Promise<PeoplePage> {
  const items: PersonInAudience[] = [];
  let from = after;
  for (let turn = 0; turn < mostStretches; turn++) {
    const fits = await listByFit(db, about, { limit: stretch, after: from });
    const contacts = await matchingContacts(db, actor, about.filter, fits.map(({ contactId }) => contactId)); // prettier-ignore
    const byId = new Map(contacts.map((contact) => [contact.id, contact]));
    for (const { contactId, percent } of fits) {
      from = [percent, contactId];
      const contact = byId.get(contactId);
      if (contact) items.push({ contact, percent });
      if (items.length === limit) return { items, next: toCursor(from) };
    }
    if (fits.length < stretch) return { items, next: null };
  }
  return { items, next: from ? toCursor(from) : null };
}
