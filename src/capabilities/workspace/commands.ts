import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import type { PlatformTables } from '#platform/schema';
import type { ChangeWorkspace } from './contract.ts';
import { workspaceChanged, workspaceCreated } from './events.ts';
import { findWorkspace, insertWorkspace, updateWorkspace } from './queries.ts';
import type { WorkspaceRow, WorkspaceTables } from './schema.ts';

type Tables = WorkspaceTables & PlatformTables;

export async function createWorkspace(
  trx: Db<Tables>,
  actor: Actor,
  input: Pick<WorkspaceRow, 'name' | 'country' | 'region' | 'locale'>,
  example: boolean,
  now: Date,
): Promise<WorkspaceRow> {
  refuseForeignRegion(input);
  const row: WorkspaceRow = {
    workspaceId: actor.workspaceId,
    name: input.name,
    country: input.country,
    region: input.region,
    locale: input.locale,
    timeZone: { DE: 'Europe/Berlin', AT: 'Europe/Vienna', CH: 'Europe/Zurich' }[input.country],
    publicEmail: null,
    currency: input.country === 'CH' ? 'CHF' : 'EUR',
    createdAt: now,
    version: 1,
  };
  await insertWorkspace(trx, row);
  await announce(trx, actor, workspaceCreated, { name: row.name, example }, now);
  return row;
}

export function changeWorkspace(
  db: Db<Tables>,
  actor: Actor,
  input: ChangeWorkspace,
  ifMatch: number | undefined,
  now: Date,
): Promise<WorkspaceRow> {
  return inTransaction(db, async (trx) => {
    const before = await findWorkspace(trx, actor.workspaceId);
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    refuseForeignRegion({ ...before, ...defined(input) });
    const after = await updateWorkspace(trx, actor.workspaceId, before.version, defined(input));
    if (!after) throw new Refusal(412, 'stale', 'Jemand anderes hat die Einstellungen gerade geändert.');
    await announce(trx, actor, workspaceChanged, { changed: Object.keys(input) }, now);
    return after;
  });
}

function defined(input: ChangeWorkspace): Partial<WorkspaceRow> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

function refuseForeignRegion({ country, region }: Pick<WorkspaceRow, 'country' | 'region'>): void {
  if (!region.startsWith(`${country}-`)) {
    throw new Refusal(422, 'region_not_in_country', 'Dieses Bundesland liegt nicht in dem gewählten Land.');
  }
}
