import { findWorkspace, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { AddDisposition, ChangeDisposition } from '../contract.ts';
import { dispositionAdded, dispositionChanged, dispositionsOrdered } from '../events.ts';
import { insertDispositions, listDispositions, lockDispositions, updateDisposition } from '../queries/dispositions.ts';
import { defaultDispositions } from '../rules.ts';
import type { CallsTables, DispositionRow } from '../schema.ts';

type Tables = CallsTables & PlatformTables;

/** The nine a team begins with, in the workspace's language; nothing where there are some already. */
export async function ensureCallsDefaults(trx: Db<Tables & WorkspaceTables>, actor: Actor, now: Date): Promise<void> {
  const existing = await lockDispositions(trx, actor.workspaceId);
  if (existing.length > 0) return;
  const workspace = await findWorkspace(trx, actor.workspaceId);
  const language = workspace?.locale ?? 'de';
  const rows = defaultDispositions.map(({ meaning, next, ...name }, index) => ({
    workspaceId: actor.workspaceId,
    id: newId(now.getTime()),
    name: name[language],
    meaning,
    nextKind: next?.kind ?? null,
    nextAfterDays: next?.afterDays ?? null,
    position: index + 1,
    archivedAt: null,
    version: 1,
  }));
  await insertDispositions(trx, rows);
  for (const { id, name, meaning } of rows)
    await announce(trx, actor, dispositionAdded, { dispositionId: id, name, meaning }, now);
}

export function addDisposition(
  db: Db<Tables>,
  actor: Actor,
  input: AddDisposition,
  now: Date,
): Promise<DispositionRow> {
  return inTransaction(db, async (trx) => {
    const existing = await lockDispositions(trx, actor.workspaceId);
    const row: DispositionRow = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      name: input.name,
      meaning: input.meaning,
      nextKind: input.next?.kind ?? null,
      nextAfterDays: input.next?.afterDays ?? null,
      position: lastPosition(existing) + 1,
      archivedAt: null,
      version: 1,
    };
    if ((await insertDispositions(trx, [row])) === 0) throw nameTaken();
    await announce(trx, actor, dispositionAdded, { dispositionId: row.id, name: row.name, meaning: row.meaning }, now);
    return row;
  });
}

export function changeDisposition(
  db: Db<Tables>,
  actor: Actor,
  dispositionId: string,
  input: ChangeDisposition,
  ifMatch: number | undefined,
  now: Date,
): Promise<DispositionRow> {
  return inTransaction(db, async (trx) => {
    const all = await lockDispositions(trx, actor.workspaceId);
    const before = all.find((row) => row.id === dispositionId);
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    const change = changeOf(before, input, all, now);
    refuseConflict({ ...before, ...change }, all);

    const after = await updateDisposition(
      trx,
      { workspaceId: actor.workspaceId, dispositionId, version: before.version },
      change,
    );
    if (!after) throw notFound();
    const changed = Object.fromEntries(
      Object.keys(change).map((field) => [
        field,
        { from: before[field as keyof DispositionRow], to: after[field as keyof DispositionRow] },
      ]),
    );
    await announce(trx, actor, dispositionChanged, { dispositionId, name: after.name, changed }, now);
    return after;
  });
}

function changeOf(
  before: DispositionRow,
  input: ChangeDisposition,
  all: readonly DispositionRow[],
  now: Date,
): Partial<DispositionRow> {
  const archives = input.archived === true && before.archivedAt === null;
  const returns = input.archived === false && before.archivedAt !== null;
  return {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.next !== undefined && {
      nextKind: input.next?.kind ?? null,
      nextAfterDays: input.next?.afterDays ?? null,
    }),
    ...(archives && { archivedAt: now }),
    ...(returns && { archivedAt: null, position: lastPosition(all) + 1 }),
  };
}

/** Art. 21 GDPR: whoever says "never again" must be heard in one step, so one way to log that always stays. */
function refuseConflict(after: DispositionRow, all: readonly DispositionRow[]): void {
  const others = all.filter((row) => row.id !== after.id && row.archivedAt === null);
  if (after.archivedAt === null) {
    if (others.some((row) => row.name.toLowerCase() === after.name.toLowerCase())) throw nameTaken();
  } else if (after.meaning === 'objected' && !others.some((row) => row.meaning === 'objected')) {
    throw new Refusal(
      409,
      'last_objection',
      'Ein Ergebnis für „nie wieder anrufen“ muss bleiben: Widersprüche müssen sich immer festhalten lassen.',
    );
  }
}

function nameTaken(): Refusal {
  return new Refusal(409, 'disposition_exists', 'Ein Ergebnis mit diesem Namen gibt es schon.');
}

function lastPosition(rows: readonly DispositionRow[]): number {
  return Math.max(0, ...rows.filter((row) => row.archivedAt === null).map((row) => row.position));
}

export function orderDispositions(
  db: Db<Tables>,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<DispositionRow[]> {
  return inTransaction(db, async (trx) => {
    const rows = (await lockDispositions(trx, actor.workspaceId)).filter((row) => row.archivedAt === null);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const ordered = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
    if (ordered.length !== rows.length || ids.length !== rows.length) {
      throw new Refusal(422, 'order_incomplete', 'Die Liste hat sich inzwischen geändert. Bitte ordnen Sie die neue.');
    }
    for (const [index, { id, version, position }] of ordered.entries()) {
      if (position === index + 1) continue;
      await updateDisposition(
        trx,
        { workspaceId: actor.workspaceId, dispositionId: id, version },
        { position: index + 1 },
      );
    }
    await announce(trx, actor, dispositionsOrdered, { names: ordered.map((row) => row.name) }, now);
    return listDispositions(trx, actor.workspaceId);
  });
}
