import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createApiKey, revokeApiKey } from '#access/contract';
import { startApp, type TestApp, type TestWorkspace } from '../../test/setup/house.ts';
import { systemActor } from './actor.ts';
import { announce, defineEvent } from './events.ts';
import { dbOf } from './ground.ts';
import type { PlatformTables } from './schema.ts';

const doorOpened = defineEvent('test.doorOpened', z.strictObject({ secret: z.string() }));

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

async function keyOf({ owner }: TestWorkspace): Promise<{ id: string; secret: string }> {
  const { body } = await owner.call(createApiKey, { body: { name: 'Fenster', scopes: ['all.read'] } });
  return { id: body.key.id, secret: body.secret };
}

/** Reads the stream like a browser: messages as they come, until `stop`. */
async function listen(secret: string, lastEventId?: string) {
  const stopping = new AbortController();
  const answer = await fetch(`${new URL(app.running.address).origin}/api/v1/live`, {
    headers: { authorization: `Bearer ${secret}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: stopping.signal,
  });
  const messages: string[] = [];
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) messages.push(Buffer.from(chunk).toString());
  })().catch(() => undefined);
  return { status: answer.status, text: () => messages.join(''), stop: () => (stopping.abort(), reading) };
}

const openDoor = (workspaceId: string) =>
  dbOf<PlatformTables>(app.ground, { workspaceId })
    .transaction()
    .execute((trx) => announce(trx, systemActor(workspaceId), doorOpened, { secret: 'hinter der Tür' }, app.time.now));

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 100 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(condition()).toBe(true);
};

test('a change reaches an open window: what happened, never the content, and nobody else', async () => {
  const [mine, theirs] = [await app.workspace(), await app.workspace()];
  const [here, there] = [await listen((await keyOf(mine)).secret), await listen((await keyOf(theirs)).secret)];

  await openDoor(mine.id);

  await until(() => here.text().includes('test.doorOpened'));
  expect(here.text()).not.toContain('hinter der Tür');
  expect(there.text()).not.toContain('doorOpened');
  await Promise.all([here.stop(), there.stop()]);
});

test('after a gap the window is told to look anew', async () => {
  const key = await keyOf(await app.workspace());

  const stream = await listen(key.secret, '01a2073c-4a83-7000-9aba-1e811f91d339');

  await until(() => stream.text().includes('event: resync'));
  await stream.stop();
});

test('without a valid sign-in there is no stream', async () => {
  const workspace = await app.workspace();
  const key = await keyOf(workspace);
  await workspace.owner.call(revokeApiKey, { params: { keyId: key.id } });

  expect((await listen(key.secret)).status).toBe(401);
});
