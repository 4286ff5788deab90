import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import type { PlatformTables } from '#platform/schema';
import type { DrawAvatar } from '../contract.ts';
import { avatarDrawn, avatarLookedThrough } from '../events.ts';
import type { AudiencesTables, AvatarRow, Drawn } from '../schema.ts';
import { lockAvatar, updateAvatar } from './queries.ts';

type Trx = Db<AudiencesTables & PlatformTables>;
type Person = Actor & { userId: string };

/** What was computed is looked through by whoever draws: from now on only other numbers are news. */
export function drawAvatar(
  db: Trx,
  actor: Person,
  avatarId: string,
  input: DrawAvatar,
  ifMatch: number | undefined,
  now: Date,
): Promise<AvatarRow> {
  return inTransaction(db, async (trx) => {
    const before = await requireLocked(trx, actor, avatarId);
    refuseStale(before.version, ifMatch);
    const drawn = Object.fromEntries(
      Object.entries(input)
        .map(([field, text]) => [field, text === '' ? null : text] as const)
        .filter(([field, text]) => before[field as keyof Drawn] !== text),
    ) as Partial<Drawn>;
    if (Object.keys(drawn).length === 0) return before;
    const by = { drawnBy: actor.userId, drawnAt: now, seenFindings: before.findings };
    const change = { ...drawn, ...by, updatedAt: now, version: before.version + 1 };
    await updateAvatar(trx, before, change);
    const changed = Object.fromEntries(
      Object.entries(drawn).map(([field, to]) => [field, { from: before[field as keyof Drawn], to }]),
    );
    const name = drawn.name === undefined ? before.name : drawn.name;
    await announce(trx, actor, avatarDrawn, { avatarId, name, changed }, now);
    return { ...before, ...change };
  });
}

export function lookThroughAvatar(db: Trx, actor: Person, avatarId: string, now: Date): Promise<AvatarRow> {
  return inTransaction(db, async (trx) => {
    const before = await requireLocked(trx, actor, avatarId);
    if (before.drawnAt === null) return before;
    const change = { seenFindings: before.findings, updatedAt: now, version: before.version + 1 };
    await updateAvatar(trx, before, change);
    await announce(trx, actor, avatarLookedThrough, { avatarId, name: before.name }, now);
    return { ...before, ...change };
  });
}

async function requireLocked(trx: Trx, { workspaceId }: Actor, avatarId: string): Promise<AvatarRow> {
  const row = await lockAvatar(trx, { workspaceId, avatarId });
  if (!row) throw notFound();
  return row;
}
