import { z } from 'zod';
import type { ContactFilter, ContactItem } from '#contacts/contract';
import { contactPage, matchingContacts } from '#contacts';
import { findBuyers } from '#deals';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { fromCursor, toCursor } from '#platform/paging';
import type { AudienceRow } from '../schema.ts';
import type { AudiencesWorld } from '../world.ts';
import { AudienceFilter } from './contract.ts';
import { listByFit } from './queries.ts';

export type PersonInAudience = { contact: z.input<typeof ContactItem>; percent: number | null };
type PeoplePage = { items: PersonInAudience[]; next: string | null };

const Cursor = z.tuple([z.number().int(), z.uuid()]);
const stretch = 500;
/** Where hardly anybody meets the filters, a page ends early rather than late. */
const mostStretches = 20;

/** Who is in it, as the asker may see them. */
export async function audiencePage(
  db: Db<AudiencesWorld>,
  actor: Actor,
  audience: Pick<AudienceRow, 'filters' | 'avatarId' | 'leastPercent'>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<PeoplePage> {
  const { isCustomer, ...filter } = AudienceFilter.parse(audience.filters);
  const { avatarId } = audience;
  const read = (page: { cursor: string | undefined; limit: number }): Promise<PeoplePage> => {
    if (avatarId === null) return namedPage(db, actor, filter, page);
    const about = { workspaceId: actor.workspaceId, avatarId, leastPercent: audience.leastPercent ?? 0 };
    const { cursor: after, limit: most } = page;
    return fittingPage(db, actor, { ...about, filter }, { after: fromCursor(after, Cursor), limit: most });
  };
  const items: PersonInAudience[] = [];
  let from = cursor;
  for (let turn = 0; turn < mostStretches; turn++) {
    const { items: people, next } = await read({ cursor: from, limit: limit - items.length });
    items.push(...(isCustomer === undefined ? people : await bought(db, actor.workspaceId, people, isCustomer)));
    if (next === null) return { items, next };
    from = next;
    if (items.length === limit) break;
  }
  return { items, next: from ?? null };
}

async function namedPage(
  db: Db<AudiencesWorld>,
  actor: Actor,
  filter: ContactFilter,
  page: { cursor: string | undefined; limit: number },
): Promise<PeoplePage> {
  const { items, next } = await contactPage(db, actor, { ...filter, sort: 'name', ...page });
  return { items: items.map((contact) => ({ contact, percent: null })), next };
}

/** Those who have bought, or those who have not. */
async function bought(
  db: Db<AudiencesWorld>,
  workspaceId: string,
  people: readonly PersonInAudience[],
  isCustomer: boolean,
): Promise<PersonInAudience[]> {
  const buyers = await findBuyers(db, workspaceId, {
    contactIds: people.map(({ contact }) => contact.id),
    companyIds: people.flatMap(({ contact }) => contact.company?.id ?? []),
  });
  return people.filter(
    ({ contact: { id, company } }) => (buyers.has(id) || buyers.has(company?.id ?? '')) === isCustomer,
  );
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
