import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import type { PlatformTables } from '#platform/schema';
import type { ClassPolicy, SetClass } from './contract.ts';
import { classChanged, classConfirmed, classPolicyChanged, classReleased } from './events.ts';
import { valueCustomers } from './jobs.ts';
import * as queries from './queries.ts';
import { classOf } from './rules.ts';
import type { ClassTables, CustomerValueRow } from './schema.ts';

type Tables = ClassTables & PlatformTables;
type User = Actor & { userId: string };

const undecided = { confirmedBy: null, confirmedAt: null, setBy: null, setReason: null, setUntil: null };
const aboutOf = ({ contactId, companyId }: CustomerValueRow) => ({ contactId, companyId });

async function lock(trx: Db<Tables>, { workspaceId }: Actor, customerId: string): Promise<CustomerValueRow> {
  const [row] = await queries.lockCustomers(trx, workspaceId, [customerId]);
  if (!row) throw notFound();
  return row;
}

/** Said twice, it is said once. */
export function confirmClass(db: Db<Tables>, actor: User, customerId: string, now: Date): Promise<CustomerValueRow> {
  return inTransaction(db, async (trx) => {
    const row = await lock(trx, actor, customerId);
    if (row.class === null) throw new Refusal(409, 'no_class', 'Hier gibt es noch keine Klasse zu bestätigen.');
    if (row.confirmedAt ?? row.setBy) return row;
    await announce(trx, actor, classConfirmed, { ...aboutOf(row), class: row.class }, now);
    return queries.updateDecision(trx, row, { confirmedBy: actor.userId, confirmedAt: now });
  });
}

export function setClass(
  db: Db<Tables>,
  actor: User,
  customerId: string,
  { class: to, reason }: SetClass,
  now: Date,
): Promise<CustomerValueRow> {
  return inTransaction(db, async (trx) => {
    const row = await lock(trx, actor, customerId);
    if (row.setBy && row.class === to && row.setReason === reason) return row;
    await announce(
      trx,
      actor,
      classChanged,
      { ...aboutOf(row), from: row.class, to, netCents: row.netCents, reason },
      now,
    );
    const setUntil = new Date(now.getTime() + 365 * 86_400_000);
    const moved = row.class === to ? {} : { class: to, classBefore: row.class, classSince: now };
    return queries.updateDecision(trx, row, {
      ...undecided,
      ...moved,
      setBy: actor.userId,
      setReason: reason,
      setUntil,
    });
  });
}

/** What the latest computation says counts again at once; without one that told borders, the class stays until the next. */
export function releaseClass(db: Db<Tables>, actor: User, customerId: string, now: Date): Promise<CustomerValueRow> {
  return inTransaction(db, async (trx) => {
    const [row, run] = await Promise.all([lock(trx, actor, customerId), queries.findRun(trx, actor.workspaceId)]);
    if (!row.setBy || row.class === null) return row;
    const { aFromCents, bFromCents } = run ?? { aFromCents: null, bFromCents: null };
    const told = aFromCents !== null && bFromCents !== null;
    const computed = told ? classOf(row.netCents, { aFromCents, bFromCents }, null) : row.class;
    await announce(trx, actor, classReleased, { ...aboutOf(row), class: computed }, now);
    const moved = computed === row.class ? {} : { class: computed, classBefore: row.class, classSince: now };
    return queries.updateDecision(trx, row, { ...undecided, ...moved });
  });
}

export function changePolicy(db: Db<Tables>, actor: User, policy: ClassPolicy, now: Date): Promise<ClassPolicy> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId: changedBy } = actor;
    await queries.upsertPolicy(trx, { workspaceId, ...policy, changedBy, changedAt: now });
    await announce(trx, actor, classPolicyChanged, policy, now);
    await valueCustomers(trx, workspaceId);
    return policy;
  });
}
