import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Operation } from '#platform/operation';
import { type Input, inputFor, inputNames, settle } from '../doors/inputs.ts';
import type { World } from '../doors/records.ts';
import { send } from '../doors/request.ts';
import { isRecord, schemaOf, type Schema } from '../doors/shapes.ts';
import { startApp } from '../setup/house.ts';
import { injections } from './strings.ts';

const app = await startApp();
const workspace = await app.workspace();
const world: World = { app, workspace, by: workspace.owner };
afterAll(() => app[Symbol.asyncDispose]());

// What ends a session or makes people would tire the house, not try it.
const tiring = /^access\.(signOut|signIn|setUp|acceptInvitation|requestPasswordReset|resetPassword|switchWorkspace)$/;
const operations = app.running.operations.filter(({ name }) => !tiring.test(name));

const seconds = 10;
/** Nothing here may take long; generous, because this machine may be busy. */
const patienceMs = 15_000;

test(`${seconds} seconds of garbage at every door: never our bug, never a long wait`, async () => {
  let sent = 0;
  const wellFormed = new Map<Operation, Input>();
  for (const operation of operations)
    wellFormed.set(
      operation,
      await settle(operation, world, await inputFor(operation, inputNames(operation)[0] ?? '', world)),
    );

  await fc.assert(
    fc.asyncProperty(
      fc
        .constantFrom(...operations)
        .chain((operation) => fc.tuple(fc.constant(operation), inputTo(operation, wellFormed))),
      async ([operation, input]) => {
        sent++;
        const begun = performance.now();
        const answer = await send(app, workspace.owner, operation, input);
        const seen = `${operation.name} ${JSON.stringify(input).slice(0, 2_000)} ${answer.text.slice(0, 300)}`;
        expect(answer.status, seen).toBeLessThan(500);
        expect(performance.now() - begun, seen).toBeLessThan(patienceMs);
      },
    ),
    { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1_000, markInterruptAsFailure: false, endOnFailure: true },
  );
  process.stdout.write(`garbage: ${sent} requests\n`);
  expect(sent).toBeGreaterThan(operations.length);
});

const text = fc.oneof(
  fc.constantFrom(...injections),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const anything = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.maxSafeInteger());

/** What fits the shape at a glance; the numbers and times are as far out as the shape lets them be. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map(fitting));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, fitting(inner)])),
        { requiredKeys: (schema.required ?? []).filter((name) => schema.properties?.[name] !== undefined) },
      );
    case 'array':
      return fc.array(fitting(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: clamp(schema.minimum ?? -10), max: clamp(schema.maximum ?? 1_000) }),
        fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? Number.MAX_SAFE_INTEGER),
      );
    case 'boolean':
      return fc.boolean();
    case 'string':
      if (schema.format === 'uuid') return fc.constantFrom(...knownIds, crypto.randomUUID());
      if (schema.format === 'date') return fc.constantFrom('2026-11-23', '0001-01-01', '9999-12-31', '2024-02-29');
      if (schema.format === 'date-time')
        return fc.constantFrom('2026-11-23T09:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59.999-12:00');
      if (schema.format === 'email') return fc.emailAddress();
      return fc.oneof(text, fc.constantFrom('Muster', '12', '2026-11', '+4956112345', 'EUR', 'DE', '09:30'));
    default:
      return anything;
  }
}
const clamp = (value: number) => Math.max(-2_000_000_000, Math.min(2_000_000_000, value));
const knownIds = [workspace.id, workspace.owner.userId];

function inputTo(operation: Operation, wellFormed: Map<Operation, Input>): fc.Arbitrary<Input> {
  const good = wellFormed.get(operation) ?? { params: {}, query: {}, body: {} };
  const part = (name: 'query' | 'body') =>
    fc.oneof(fc.constant(good[name]), fitting(schemaOf(operation, name)), anything);
  return fc.record({
    params: fc.oneof(
      { weight: 4, arbitrary: fc.constant(good.params) },
      {
        weight: 1,
        arbitrary: fc.record(Object.fromEntries(Object.keys(good.params as object).map((name) => [name, text]))),
      },
    ),
    query: part('query').map((query) => (isRecord(query) ? query : { q: JSON.stringify(query) })),
    body: part('body'),
    bytes: fc.oneof(text, fc.constant(good.bytes ?? '')),
  }) as fc.Arbitrary<Input>;
}
