import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Download, type Operation, Upload } from '#platform/operation';
import { areaOf, type Grounds, levelOf, levels, openGrounds, placesIn, roles } from './doors/grounds.ts';
import type { Input } from './doors/inputs.ts';
import { kindOf, markOf } from './doors/records.ts';
import type { Answer } from './doors/request.ts';
import { least, type Path, schemaOf, strictObjects, withAt } from './doors/shapes.ts';
import { strayReferences } from './doors/standing.ts';
import { eventually } from './setup/eventually.ts';

/**
 * Every door of the product, as mounted, tried by those who have no business there: strangers, lower roles, keys for something else, and the owner of
 * another workspace. Generated from the operations; one that comes without a way to make its input fails here and says what is missing.
 */
const grounds: Grounds = await openGrounds();
const { home, away, team, foreign, ask, content } = grounds;
const both = [home.id, away.id];
const doors = grounds.operations.map((operation) => [operation.name, operation] as const);
const guarded = doors.filter(([, operation]) => operation.permission !== 'public');

let asserted = 0;
afterEach(() => {
  asserted += expect.getState().assertionCalls;
});
afterAll(async () => {
  process.stdout.write(`doors: ${doors.length} operations, ${asserted} assertions, ${grounds.sent()} requests\n`);
  await grounds.close();
});

/** That a list was carried out of the house is written down, with what it was filtered by. */
const recordedTaking = 'integrations.listExported';
const withoutTaking = (operation: Operation, content: Record<string, string>) =>
  (operation.output as object) === Download ? { ...content, event: '' } : content;

/** These take what they find of many and leave the rest: an id that is nothing here is no error, and changes nothing. */
const choosy = new Set(['contacts.changeMany']);

describe.each(guarded)('%s', (_, operation) => {
  let inputs: Map<string, Input>;
  let before: Record<string, string>;
  const kept = choosy.has(operation.name) ? [away.id] : both;
  beforeAll(async () => {
    inputs = await grounds.inputs(operation, home.owner);
    await Promise.all(lowerKeys(operation));
    before = await content(kept);
  });

  test('is shut for strangers, lower roles, keys for something else and other sites', async () => {
    const [input] = inputs.values();
    if (!input) throw new Error('no input');
    expect(await ask(undefined, operation, input)).toMatchObject({ status: 401, code: 'not_signed_in' });
    const nonsense = { ...input, query: { nonsense: '1' }, body: { nonsense: 1 } };
    expect(await ask(undefined, operation, nonsense)).toMatchObject({ status: 401, code: 'not_signed_in' });

    const lower = operation.permission === 'self' ? [] : roles.slice(0, levels.indexOf(levelOf(operation)));
    for (const role of lower) {
      const { status, code } = await ask(team[role], operation, input);
      expect({ role, status, code }).toEqual({ role, status: 403, code: 'forbidden' });
    }
    for (const key of await Promise.all(lowerKeys(operation)))
      expect(await ask(key, operation, input)).toMatchObject({ status: 403, code: 'forbidden' });
    if (operation.method === 'GET') return;
    const headers = { origin: 'https://böse.example', 'sec-fetch-site': 'cross-site' };
    expect(await ask(home.owner, operation, input, { headers })).toMatchObject({ status: 403, code: 'foreign_origin' });
  });

  test('knows no other workspace: its ids are as good as invented ones', async () => {
    for (const { name, part, spot } of placesIn(operation, inputs)) {
      const input = inputs.get(name);
      if (!input) throw new Error('no input');
      const [theirs, invented] = [foreign[kindOf(operation, spot.field)], randomUUID()];
      const probe = (id: string, headers = {}) => {
        const asked = { ...input, [part]: withAt(spot.input, spot.path, id) };
        return ask(input.as ?? home.owner, operation, asked, { headers });
      };
      const [known, unknown] = [await probe(theirs), await probe(invented)];
      const place = `${part}.${spot.path.join('.')}`;

      expect({ place, ...comparable(known, theirs) }).toEqual({ place, ...comparable(unknown, invented) });
      if (operation.method !== 'GET' && !choosy.has(operation.name))
        expect(known.status, place).toBeGreaterThanOrEqual(400);
      expectNothingOf(known, theirs);
      if (part !== 'params') continue;
      expect({ place, status: known.status }).toEqual({ place, status: 404 });
      expect(await probe(theirs, { 'if-match': '"1"' })).toMatchObject({ status: 404 });
    }
  });

  test('takes no field it does not know', async () => {
    for (const input of inputs.values()) await tryUnknownFields(operation, input);
  });

  if (operation.refusals.includes('stale'))
    test('changes nothing with the ETag of an older or another record', async () => {
      const [input] = inputs.values();
      if (!input) throw new Error('no input');
      const withTag = (etag: string) =>
        ask(input.as ?? home.owner, operation, input, { headers: { 'if-match': etag } });
      for (const etag of ['"999"', 'W/"999"'])
        expect(await withTag(etag)).toMatchObject({ status: 412, code: 'stale' });
      for (const etag of ['"1', '1', '"eins"', '"1", "2"', `"${'9'.repeat(30)}"`])
        expect(await withTag(etag)).toMatchObject({ status: 400, code: 'if_match_invalid' });
    });

  // Whatever is written before the no is said (as in CVE-2026-41160) would show here.
  test('leaves no trace of any no', async () => {
    expect(withoutTaking(operation, await content(kept))).toEqual(withoutTaking(operation, before));
  });

  test('opens for the lowest role it is meant for, wherever an id may stand', async () => {
    const by = team[roles[levels.indexOf(levelOf(operation))] ?? 'owner'];
    const maker = levelOf(operation) === 'read' ? home.owner : by;
    const fresh = await grounds.inputs(operation, maker);
    const further = (await grounds.furtherInputs(operation, maker, fresh)).map(({ input }) => input);
    for (const input of [...fresh.values(), ...further]) {
      const answer = await ask(input.as ?? by, operation, input);
      expect(answer.status, `${JSON.stringify(input)} ${answer.text}\nSay in test/doors/inputs.ts what opens it.`).toBe(
        operation.status,
      );
    }
  });
});

const reads = guarded.filter(([, { method, output }]) => method === 'GET' && (output as object) !== Download);
test.each(reads)('%s says the same in company as alone, to everyone', async (_, operation) => {
  const inputs = await grounds.inputs(operation, home.owner);
  const asked = [...inputs.values()];
  for (const { name, part, spot } of placesIn(operation, inputs)) {
    const input = inputs.get(name);
    for (const id of [foreign[kindOf(operation, spot.field)], randomUUID()])
      if (input) asked.push({ ...input, [part]: withAt(spot.input, spot.path, id) });
  }
  if (asked[0]) asked.push({ ...asked[0], query: { nonsense: '1' } });
  const clients = [home.owner, ...Object.values(team), away.owner, ...(await Promise.all(lowerKeys(operation)))];
  for (const client of clients)
    // A job may have counted on between the two.
    await eventually(async () => {
      const together = await grounds.askTogether(client, operation, asked);
      const alone = await Promise.all(asked.map((input) => ask(client, operation, input)));
      expect(together).toEqual(alone.map(({ status, text }) => ({ status, body: JSON.parse(text) as unknown })));
    });
});

function lowerKeys(operation: Operation) {
  if (operation.permission === 'self') return [grounds.keyWith(['all.owner'])];
  const others = new Set(grounds.operations.map(areaOf));
  others.delete(areaOf(operation));
  others.delete('');
  const lower = levels.slice(0, levels.indexOf(levelOf(operation)));
  return [
    grounds.keyWith([...others].map((area) => `${area}.owner`)),
    ...lower.map((level) => grounds.keyWith([`${areaOf(operation)}.${level}`])),
  ];
}

/** What may be compared: the answer but for the id that was asked about, and for fresh ones. */
const comparable = ({ status, text }: Answer, id: string) => ({
  status,
  text: status === 201 ? text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '·') : text.replaceAll(id, '·'),
});

/** Nothing of the other workspace is in the answer, but for the id that was sent. */
function expectNothingOf(answer: Answer, sentId: string): void {
  const text = answer.text.replaceAll(sentId, '·');
  const secrets = [markOf({ workspace: away }), ...Object.values(foreign)];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

async function tryUnknownFields(operation: Operation, input: Input): Promise<void> {
  const bodiless = operation.method === 'GET' || operation.method === 'DELETE' || (operation.body as object) === Upload;
  for (const part of bodiless ? (['query'] as const) : (['query', 'body'] as const)) {
    for (const { path, schema } of strictObjects(schemaOf(operation, part), input[part])) {
      for (const name of ['unbekannt', 'workspaceId', 'id', 'createdBy', 'role', 'constructor', '__proto__']) {
        if (schema.properties?.[name] !== undefined) continue;
        const { status, code } = await ask(
          home.owner,
          operation,
          input,
          part === 'query' ? { search: `&${name}=owner` } : { payload: planted(input.body, path, name) },
        );
        const place = `${part}.${[...path, name].join('.')}`;
        expect({ place, status, code }).toEqual({ place, status: 400, code: 'invalid' });
      }
    }
  }
}

/** As text: an object in JavaScript can't carry a `__proto__` of its own by ordinary means. */
function planted(body: unknown, path: Path, name: string): string {
  return JSON.stringify(withAt(body, [...path, 'planted'], { admin: true })).replace('"planted"', JSON.stringify(name));
}

test.each(doors.filter(([, operation]) => operation.permission === 'public'))(
  '%s, open to everyone, takes no field it does not know',
  async (_, operation) => {
    const body = least(schemaOf(operation, 'body'), 'body');
    await tryUnknownFields(operation, { params: {}, query: {}, body });
  },
);

const creates = guarded.filter(([, operation]) => operation.creates);
test.each(creates)('an Idempotency-Key of %s belongs to one person and one request', async (name, operation) => {
  const headers = { 'idempotency-key': `einmal ${name}` };
  const [mine] = (await grounds.inputs(operation, home.owner)).values();
  const elsewhere = creates.find(([other]) => other !== name && other.endsWith('.create'))?.[1];
  const [other] = elsewhere ? (await grounds.inputs(elsewhere, home.owner)).values() : [];
  if (!mine || !elsewhere || !other) throw new Error('no input');

  const first = await ask(home.owner, operation, mine, { headers });
  expect(first.status, first.text).toBe(operation.status);
  const before = await content(both);
  const again = await ask(home.owner, operation, mine, { headers });
  expect({ status: again.status, text: again.text, replayed: again.headers['idempotency-replayed'] }).toEqual({
    status: first.status,
    text: first.text,
    replayed: 'true',
  });
  expect(await ask(home.owner, elsewhere, other, { headers })).toMatchObject({ code: 'idempotency_key_reused' });
  expect(await content(both)).toEqual(before);
  for (const [client, workspace] of [
    [team.admin, home],
    [away.owner, away],
  ] as const) {
    const [input] = (await grounds.inputs(operation, client, workspace)).values();
    if (!input) throw new Error('no input');
    const answer = await ask(client, operation, input, { headers });
    expect(answer.status, answer.text).toBe(operation.status);
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
  }
});

const paged = guarded.filter(([, operation]) => 'cursor' in (schemaOf(operation, 'query').properties ?? {}));
test.each(paged)('a cursor of %s from another workspace opens nothing here', async (_, operation) => {
  const theirs = await grounds.inputs(operation, away.owner, away);
  for (const [name, mine] of await grounds.inputs(operation, home.owner)) {
    const their = theirs.get(name);
    if (!their) throw new Error('no input');
    const page = await ask(away.owner, operation, their, { search: '&limit=1' });
    const { next } = JSON.parse(page.text) as { next: string | null };
    const cursor = next ?? Buffer.from(JSON.stringify([foreign.contact])).toString('base64url');
    const answer = await ask(home.owner, operation, mine, { search: `&limit=200&cursor=${cursor}` });
    expect([200, 400], answer.text).toContain(answer.status);
    expectNothingOf(answer, cursor);
  }
});

test('after all of this no row of one workspace names a record or person of the other', async () => {
  const { rows } = await grounds.owner.query<{ user_id: string }>(
    'select user_id from membership where workspace_id = $1',
    [away.id],
  );
  const ids = [...Object.values(foreign), ...rows.map((row) => row.user_id), away.id];
  expect(await strayReferences(grounds.owner, grounds.tables, home.id, ids, recordedTaking)).toEqual([]);
});
