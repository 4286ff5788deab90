import { countWaiting, lastSeal } from '#platform/audit';
import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import type { EventSealRow } from '#platform/schema';
import { markLine } from '#platform/witness';
import type { AuditCheckRow } from '../schema.ts';
import { startCheck } from './check.ts';
import * as contract from './contract.ts';
import { auditPage, type AuditWorld, toEntries } from './page.ts';
import { findCheck, findEvent, findSealOf } from './queries.ts';

export function auditRoutes(serve: Serve<AuditWorld>): void {
  serve(contract.listAuditEntries, ({ db, actor, query }) => auditPage(db, actor, query));
  serve(contract.getAuditEntry, async ({ db, actor, params }) => {
    const event = await findEvent(db, actor.workspaceId, params.entryId);
    if (!event) throw notFound();
    const [[entry], seal] = await Promise.all([toEntries(db, actor.workspaceId, [event]), findSealOf(db, event)]);
    if (!entry) throw notFound();
    return { ...entry, seal: seal ? { ...toSeal(seal), ...placeIn(seal, event.id) } : null };
  });
  serve(contract.getAuditChain, async ({ db, actor: { workspaceId } }) => {
    const [seal, waiting, check] = await Promise.all([
      lastSeal(db, workspaceId),
      countWaiting(db, workspaceId),
      findCheck(db, workspaceId),
    ]);
    return {
      seal: seal ? toSeal(seal) : null,
      waiting,
      mark: seal ? markLine(workspaceId, seal) : null,
      check: check ? toCheck(check) : null,
    };
  });
  serve(contract.checkAuditChain, async ({ db, actor, now }) => toCheck(await startCheck(db, actor, now)));
}

function toSeal({ number, hash, sealedAt }: EventSealRow) {
  return { number, hash: hash.toString('hex'), sealedAt: sealedAt.toISOString() };
}

function placeIn({ eventIds, previousHash }: EventSealRow, eventId: string) {
  return {
    place: eventIds.indexOf(eventId) + 1,
    events: eventIds.length,
    previousHash: previousHash.toString('hex'),
  };
}

function toCheck(row: AuditCheckRow): contract.AuditCheck {
  return {
    startedBy: row.startedBy,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    sealed: row.sealed,
    faultCount: row.faultCount,
    faults: row.faults,
    error: row.error,
  };
}
