import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, changesIn } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { AddLossReason, ChangeLossReason } from '../contract.ts';
import { lossReasonAdded, lossReasonChanged, lossReasonsOrdered } from '../events.ts';
import { findLossReasons, insertLossReasons, lockLossReasons, updateLossReason } from '../queries/pipelines.ts';
import { isNameTaken, orderOf } from '../rules.ts';
import type { DealsTables, LossReasonRow } from '../schema.ts';
import type { IfMatch } from './deals.ts';
import { incompleteOrder, nameTaken, tooMany } from './settings.ts';

type Tables = DealsTables & PlatformTables;

export function addLossReason(
  db: Db<Tables>,
  actor: Actor,
  { name }: AddLossReason,
  now: Date,
): Promise<LossReasonRow> {
  return inTransaction(db, async (trx) => {
    const known = await lockLossReasons(trx, actor.workspaceId);
    if (known.length >= 100) throw tooMany();
    if (isNameTaken(known, name)) throw nameTaken(name);
    const position = Math.max(0, ...known.map((reason) => reason.position)) + 1;
    const row = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      name,
      position,
      archivedAt: null,
      version: 1,
    };
    await insertLossReasons(trx, [row]);
    await announce(trx, actor, lossReasonAdded, { lossReasonId: row.id, name }, now);
    return row;
  });
}

/** One reason must be left: without one no deal could be lost. */
export function changeLossReason(
  db: Db<Tables>,
  actor: Actor,
  lossReasonId: string,
  input: ChangeLossReason,
  ifMatch: IfMatch,
  now: Date,
): Promise<LossReasonRow> {
  return inTransaction(db, async (trx) => {
    const all = await lockLossReasons(trx, actor.workspaceId);
    const before = all.find(({ id }) => id === lossReasonId);
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    const others = all.filter(({ id }) => id !== lossReasonId);
    const name = input.name ?? before.name;
    if (isNameTaken(others, name)) throw nameTaken(name);
    if (input.archived && others.every(({ archivedAt }) => archivedAt !== null)) {
      throw new Refusal(422, 'last_loss_reason', 'Das ist der einzige Grund. Legen Sie zuerst einen anderen an.');
    }
    const archivedAt = input.archived === undefined ? before.archivedAt : archivedSince(before, input.archived, now);
    const changed = changesIn(before, { name, archivedAt });
    if (Object.keys(changed).length === 0) return before;
    const after = await updateLossReason(trx, before, { name, archivedAt });
    await announce(trx, actor, lossReasonChanged, { lossReasonId, name, changed }, now);
    return after;
  });
}

export function orderLossReasons(
  db: Db<Tables>,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<LossReasonRow[]> {
  return inTransaction(db, async (trx) => {
    const known = await lockLossReasons(trx, actor.workspaceId);
    const order = orderOf(ids, known);
    if (!order) throw incompleteOrder();
    for (const row of known) {
      const position = order.indexOf(row.id) + 1;
      if (position !== row.position) await updateLossReason(trx, row, { position });
    }
    const ordered = await findLossReasons(trx, actor.workspaceId);
    await announce(trx, actor, lossReasonsOrdered, { names: ordered.map(({ name }) => name) }, now);
    return ordered;
  });
}

function archivedSince(before: LossReasonRow, archived: boolean, now: Date): Date | null {
  return archived ? (before.archivedAt ?? now) : null;
}
