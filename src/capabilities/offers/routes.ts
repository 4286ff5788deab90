import { z } from 'zod';
import { requireCompany, requireContact } from '#contacts';
import { requireDeal } from '#deals';
import { hereAndNow } from '#workspace';
import type { Db } from '#platform/db';
import type { Serve } from '#platform/http';
import { Id } from '#platform/operation';
import { fromCursor, pageOf } from '#platform/paging';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { listContracts } from './queries.ts';
import type { ContractRow } from './schema.ts';
import { toContractView } from './views.ts';

export function offersRoutes(serve: Serve<commands.OffersWorld>): void {
  serve(contract.listContracts, async ({ db, actor: { workspaceId }, query: { cursor, limit, ...filter }, now }) => {
    const before = fromCursor(cursor, z.tuple([Id]))?.[0];
    if (filter.contactId) await requireContact(db, workspaceId, filter.contactId);
    if (filter.companyId) await requireCompany(db, workspaceId, filter.companyId);
    if (filter.dealId) await requireDeal(db, workspaceId, filter.dealId);
    const [{ today }, found] = await Promise.all([
      hereAndNow(db, workspaceId, now),
      listContracts(db, workspaceId, filter, { limit: limit + 1, before }),
    ]);
    const { rows, next } = pageOf(found, limit, ({ id }) => [id]);
    return { items: rows.map((row) => toContractView(row, today)), next };
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
  return toContractView(row, today);
}
