import { findByName, searchTokens } from '#contacts';
import { type Actor, sightOf } from '#platform/actor';
import { type Db, together } from '#platform/db';
import type { DealsWorld } from './commands/deals.ts';
import { type DealAtStage, findDealsAtStage } from './queries/deals.ts';
import { findDealsByWords, findDealsWith } from './queries/search.ts';

/** Deals while typing: by title as typed, by its words in any order, and by the name of the person or company. */
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
  const found = new Map((await findDealsAtStage(db, workspaceId, [...ids])).map((deal) => [deal.id, deal]));
  return [...ids].flatMap((id) => found.get(id) ?? []);
}
