import { findByName, findCompaniesByIds, findContactsByIds, searchTokens, searchWords } from '#contacts';
import { type Actor, sightOf } from '#platform/actor';
import { type Db, together } from '#platform/db';
import type { DealsWorld } from './commands/deals.ts';
import { type DealAtStage, findDealsAtStage } from './queries/deals.ts';
import { findDealsByWords, findDealsWith, type SearchAsk } from './queries/search.ts';

/** Deals while typing: by title as typed, by its words in any order, by the name of the person or company, and by words of both. */
export async function searchDeals(
  db: Db<DealsWorld>,
  actor: Actor,
  typed: string,
  limit: number,
): Promise<DealAtStage[]> {
  const { workspaceId } = actor;
  const tokens = searchTokens(typed);
  if (tokens.length === 0) return [];
  const ask = { workspaceId, onlyOwnOf: sightOf(actor).onlyOwnOf, limit };
  const [titled, parties] = await together(db, (one) =>
    Promise.all([findDealsByWords(one, ask, [tokens.join(' ')]), findByName(one, workspaceId, typed)]),
  );
  const ids = new Set(titled);
  const add = (more: readonly string[]): void => more.forEach((id) => void (ids.size < limit && ids.add(id)));
  if (tokens.length > 1 && ids.size < limit) add(await findDealsByWords(db, ask, tokens));
  if (ids.size < limit) add(await findDealsWith(db, ask, parties));
  for (const part of partings(tokens)) if (ids.size < limit) add(await findParted(db, ask, part));
  const found = new Map((await findDealsAtStage(db, workspaceId, [...ids])).map((deal) => [deal.id, deal]));
  return [...ids].flatMap((id) => found.get(id) ?? []);
}

type Parted = { title: readonly string[]; name: readonly string[] };

/** "PV Müller" and "Müller PV": where the title may end and the name begin. Whoever types a sentence is not served so. */
function partings(tokens: readonly string[]): Parted[] {
  if (tokens.length > 5) return [];
  return tokens.slice(1).flatMap((_, at) => {
    const [front, back] = [tokens.slice(0, at + 1), tokens.slice(at + 1)];
    return [
      { title: front, name: back },
      { title: back, name: front },
    ];
  });
}

/** From the people of that name; where they are too many to have all, also from the deals of that title. */
async function findParted(db: Db<DealsWorld>, ask: SearchAsk, { title, name }: Parted): Promise<string[]> {
  const { workspaceId } = ask;
  const parties = await findByName(db, workspaceId, name.join(' '));
  if (parties.contactIds.length + parties.companyIds.length === 0) return [];
  const ids = await findDealsWith(db, ask, parties, title);
  if (ids.length >= ask.limit || !parties.more) return ids;

  const deals = await findDealsAtStage(db, workspaceId, await findDealsByWords(db, { ...ask, limit: 100 }, title));
  const of = (key: 'contactId' | 'companyId') => [...new Set(deals.flatMap((deal) => deal[key] ?? []))];
  const [people, companies] = await Promise.all([
    findContactsByIds(db, workspaceId, of('contactId')),
    findCompaniesByIds(db, workspaceId, of('companyId')),
  ]);
  const named = new Set([...people, ...companies].filter((party) => isCalled(party.name, name)).map(({ id }) => id));
  const hits = deals.filter(({ contactId, companyId }) => named.has(contactId ?? '') || named.has(companyId ?? ''));
  return [...new Set([...ids, ...hits.map(({ id }) => id)])];
}

function isCalled(partyName: string, beginnings: readonly string[]): boolean {
  const words = searchWords(partyName).map((word) => word.split(' ')[0] ?? '');
  return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
}
