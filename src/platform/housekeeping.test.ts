import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invite, listMails } from '#access/contract';
import { changeManyContacts, createContact, listContacts } from '#contacts/contract';
import { connectAsOwner } from '../../test/setup/database.ts';
import { eventually } from '../../test/setup/eventually.ts';
import { monday, startApp, type TestApp, type TestWorkspace } from '../../test/setup/house.ts';

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  // A night goes through all workspaces there are, and other tests have left hundreds.
  app = await startApp({ database: 'night' });
  owner = await connectAsOwner('night');
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

const counted = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await owner.query<{ count: number }>(`select count(*)::int as count from ${sql}`, values)).rows[0]?.count ?? 0;

/** Everything a night has to do, and so many days later. */
async function nightAfter(days: number): Promise<void> {
  app.time.now = new Date(monday.getTime() + days * 86_400_000);
  await owner.query(`select graphile_worker.add_job('house.night', '{}')`);
  await eventually(async () =>
    expect(await counted(`graphile_worker.jobs where task_identifier in ('house.night', 'house.tidyUp')`)).toBe(0),
  );
}

test('the night is in the calendar of the job worker', async () => {
  await eventually(async () =>
    expect(await counted(`graphile_worker._private_known_crontabs where identifier = 'house.night'`)).toBe(1),
  );
});

async function busyDay(): Promise<TestWorkspace> {
  app.time.now = monday;
  const workspace = await app.workspace();
  const { owner: by } = workspace;
  const made = await by.call(createContact, { body: { lastName: 'Weiß' }, idempotencyKey: 'einmal-weiss' });
  await by.call(changeManyContacts, { body: { ids: [made.body.id], change: { kind: 'add_tag', tag: 'Solar' } } });
  for (const email of ['a@example.org', 'b@example.org']) await by.call(invite, { body: { email, role: 'member' } });
  await owner.query(`update mail set sent_at = created_at where workspace_id = $1 and recipient = 'a@example.org'`, [
    workspace.id,
  ]);
  return workspace;
}

test('what is over goes in the night after its time, in every workspace, and not before', async () => {
  const [first, second] = [await busyDay(), await busyDay()];
  const left = async ({ id }: TestWorkspace) => ({
    keys: await counted('idempotency_key where workspace_id = $1', id),
    mails: await counted('mail where workspace_id = $1', id),
    bulkChanges: await counted('bulk_change where workspace_id = $1', id),
  });
  expect(await left(first)).toEqual({ keys: 1, mails: 2, bulkChanges: 1 });

  await nightAfter(2);
  expect(await left(first)).toEqual({ keys: 1, mails: 2, bulkChanges: 0 });
  await nightAfter(4);
  expect(await left(first)).toEqual({ keys: 0, mails: 2, bulkChanges: 0 });
  await nightAfter(31);
  expect(await left(first)).toEqual({ keys: 0, mails: 1, bulkChanges: 0 });
  await nightAfter(91);
  expect([await left(first), await left(second)]).toEqual([
    { keys: 0, mails: 0, bulkChanges: 0 },
    { keys: 0, mails: 0, bulkChanges: 0 },
  ]);
});

test('sessions, links and failed sign-ins go when nobody can use them any more; who signs in anew goes on', async () => {
  const { owner: by } = await busyDay();
  const userId = by.userId;
  await owner.query(
    `insert into verification (id, identifier, value, expires_at, created_at, updated_at)
     values (gen_random_uuid(), 'x', 'x', $1, $2, $2)`,
    [new Date(monday.getTime() + 3_600_000), monday],
  );
  await owner.query('insert into sign_in_failure (key, failures, last_at) values ($1, 3, $2)', [
    randomBytes(8),
    monday,
  ]);
  // Written by the sign-in library, which goes by the machine's own clock.
  await owner.query('update session set updated_at = $2, expires_at = $3 where user_id = $1', [
    userId,
    monday,
    new Date(monday.getTime() + 30 * 86_400_000),
  ]);

  await nightAfter(0);
  expect(await counted('session where user_id = $1', userId)).toBe(1);
  expect(await counted('verification')).toBeGreaterThan(0);
  expect((await by.call(listContacts)).status).toBe(200);

  await nightAfter(1);
  expect(await counted('session where user_id = $1', userId)).toBe(0);
  expect(await counted('verification')).toBe(0);
  expect(await counted('sign_in_failure')).toBe(0);
  const fresh = await app.workspace();
  expect((await fresh.owner.call(listMails)).status).toBe(200);
});

test('more than a batch goes in batches', async () => {
  const { id, owner: by } = await busyDay();
  await owner.query(
    `insert into idempotency_key (workspace_id, user_id, key, operation, request_hash, status, response, created_at)
     select $1, $2, 'viele-' || g, 'contacts.create', '', 201, '{}', $3 from generate_series(1, 12000) g`,
    [id, by.userId, monday],
  );

  await nightAfter(4);

  expect(await counted('idempotency_key where workspace_id = $1', id)).toBe(0);
});
