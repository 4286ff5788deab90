import { z } from 'zod';
import { hereAndNow } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import { Id } from '#platform/operation';
import { fromCursor, pageOf } from '#platform/paging';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { listContracts, sumContracts } from './queries.ts';
import type { ContractRow } from './schema.ts';
import { toContractViews } from './views.ts';

/** A page of the list, for who shows it and for who writes it to a file. */
export async function contractPage(
  db: Db<commands.OffersWorld>,
  { workspaceId }: Actor,
  { cursor, limit, ...filter }: z.output<typeof contract.listContracts.query>,
  now: Date,
): Promise<z.input<typeof contract.listContracts.output>> {
  const before = fromCursor(cursor, z.tuple([Id]))?.[0];
  const { today } = await hereAndNow(db, workspaceId, now);
  const found = await listContracts(db, workspaceId, filter, { limit: limit + 1, before, today });
  const { rows, next } = pageOf(found, limit, ({ id }) => [id]);
  return { items: await toContractViews(db, workspaceId, rows, today), next };
}

export function offersRoutes(serve: Serve<commands.OffersWorld>): void {
  serve(contract.listContracts, ({ db, actor, query, now }) => contractPage(db, actor, query, now));
  serve(contract.getContractSummary, async ({ db, actor: { workspaceId }, now }) => {
    const { today } = await hereAndNow(db, workspaceId, now);
    return { sums: await sumContracts(db, workspaceId, today) };
  });
  serve(contract.createContract, async ({ db, actor, body, now }) =>
    viewOf(db, await commands.createContract(db, actor, body, now), now),
  );
  serve(contract.changeContract, async ({ db, actor, params: { contractId }, body, ifMatch, now }) =>
    viewOf(db, await commands.changeContract(db, actor, { contractId, ifMatch }, body, now), now),
  );
  serve(contract.giveNotice, async ({ db, actor, params: { contractId }, body, ifMatch, now }) =>
    viewOf(db, await commands.giveNotice(db, actor, { contractId, ifMatch }, body, now), now),
  );
  serve(contract.takeBackNotice, async ({ db, actor, params: { contractId }, ifMatch, now }) =>
    viewOf(db, await commands.takeBackNotice(db, actor, { contractId, ifMatch }, now), now),
  );
  serve(contract.removeContract, async ({ db, actor, params: { contractId }, ifMatch, now }) => {
    await commands.removeContract(db, actor, { contractId, ifMatch }, now);
    return null;
  });
  serve(contract.restoreContract, async ({ db, actor, params: { contractId }, now }) =>
    viewOf(db, await commands.restoreContract(db, actor, contractId, now), now),
  );
}

async function viewOf(db: Db<commands.OffersWorld>, row: ContractRow, now: Date): Promise<contract.ContractView> {
  const { today } = await hereAndNow(db, row.workspaceId, now);
  const [view] = await toContractViews(db, row.workspaceId, [row], today);
  if (!view) throw notFound();
  return view;
}
