import Fastify from 'fastify';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startApp, type TestApp } from '../../../test/setup/house.ts';
import { defineOperation } from '../operation.ts';
import { mountTogether, type Read } from './together.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  return () => app[Symbol.asyncDispose]();
});

const contactId = '0198f3b0-0000-7000-8000-000000000000';

/** Of one record, so that it flies with the others; what it divides by stands in its address. */
const divide = defineOperation({
  name: 'tests.divide',
  method: 'GET',
  path: '/contacts/:contactId/quotient',
  summary: 'Divides.',
  permission: 'self',
  params: z.strictObject({ contactId: z.string() }),
  query: z.strictObject({ by: z.coerce.number() }),
  output: z.object({ quotient: z.number() }),
});

test('a statement that fails takes along what flew with it: those are asked once more, alone', async () => {
  const { id: workspaceId } = await app.workspace();
  let asked = 0;
  const read: Read<object> = {
    operation: divide,
    async answer(_caller, _params, query, { db }) {
      asked++;
      const { by } = query as { by: number };
      const { rows } = await sql<{ quotient: number }>`select 12 / ${by}::integer as quotient`.execute(db);
      return rows[0];
    },
  };
  await using server = Fastify();
  mountTogether<object>(server, app.ground, '/together', new Map([[divide.name, read]]), {
    admit: async () => ({}),
    mayRead: () => undefined,
    sightOf: () => ({ workspaceId }),
  });
  const ask = (by: number) => ({ operation: divide.name, params: { contactId }, query: `by=${by}` });

  const answer = await server.inject({
    method: 'POST',
    url: '/together',
    payload: { asks: [ask(3), ask(0), ask(4)] },
  });

  expect(answer.json()).toEqual([
    { status: 200, body: { quotient: 4 } },
    { status: 500, body: expect.objectContaining({ status: 500 }) },
    { status: 200, body: { quotient: 3 } },
  ]);
  // Two at least for the one that fails: together, and alone.
  expect(asked).toBeGreaterThan(4);
});
