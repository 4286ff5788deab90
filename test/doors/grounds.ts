import pg from 'pg';
import { expect } from 'vitest';
import { createApiKey } from '#access/contract';
import type { Role } from '#platform/actor';
import type { Level, Operation } from '#platform/operation';
import { testDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../setup/house.ts';
import { type Input, inputFor, inputNames, settle } from './inputs.ts';
import { doneImport, type Kind, kindOf, makers, must, outcome, type World } from './records.ts';
import { type Answer, send, sendTogether } from './request.ts';
import { at, type IdSpot, idSpots, schemaOf } from './shapes.ts';
import { atRest, contentOf, tablesOf } from './standing.ts';

export const parts = ['params', 'query', 'body'] as const;
export const levels: Level[] = ['read', 'write', 'manage', 'admin', 'owner'];
/** From the lowest; each reaches the level at its place. */
export const roles: Role[] = ['read_only', 'member', 'lead', 'admin', 'owner'];

export const levelOf = ({ permission }: Operation): Level =>
  permission === 'self' ? 'read' : (permission.slice(permission.lastIndexOf('.') + 1) as Level);
export const areaOf = ({ permission }: Operation): string => permission.slice(0, permission.lastIndexOf('.'));

export type Visitor = Pick<Client, 'headers'>;
type Extra = Parameters<typeof send>[4];

/** A place where an id may stand, in the input of that name. */
export type Place = { name: string; part: (typeof parts)[number]; spot: IdSpot };

/** Two workspaces side by side on one database, and what it takes to try the doors of one from everywhere. */
export type Grounds = {
  app: TestApp;
  home: TestWorkspace;
  away: TestWorkspace;
  /** The people of `home`. */
  team: Record<Role, Client>;
  /** A record of each kind in `away`. */
  foreign: Record<Kind, string>;
  owner: pg.Client;
  tables: string[];
  operations: readonly Operation[];
  sent(): number;
  ask(by: Visitor | undefined, operation: Operation, input: Input, extra?: Extra): Promise<Answer>;
  /** Several reads of one operation in one request. */
  askTogether(by: Visitor, operation: Operation, inputs: readonly Input[]): ReturnType<typeof sendTogether>;
  /** Everything in these workspaces, once all work of theirs has come to rest. */
  content(workspaceIds: string[]): Promise<Record<string, string>>;
  /** The inputs of an operation with fresh records. */
  inputs(operation: Operation, by: Client, workspace?: TestWorkspace): Promise<Map<string, Input>>;
  /** The places for ids that the inputs leave empty, each with fresh records around it. */
  furtherInputs(
    operation: Operation,
    by: Client,
    inputs: ReadonlyMap<string, Input>,
  ): Promise<{ place: Place; input: Input }[]>;
  keyWith(scopes: string[]): Promise<Visitor>;
  close(): Promise<void>;
};

export async function openGrounds(): Promise<Grounds> {
  const app = await startApp({ config: { publicUrl: 'https://klinke.example.org' } });
  const { operations } = app.running;
  const owner = new pg.Client((await testDatabase()).owner);
  await owner.connect();
  const tables = await tablesOf(owner);
  const [home, away] = [await app.workspace('Hier'), await app.workspace('Drüben')];
  const [readOnly, member, lead, admin] = await Promise.all(roles.slice(0, 4).map((role) => home.person(role)));
  if (!admin || !lead || !member || !readOnly) throw new Error('no team');
  const team = { owner: home.owner, admin, lead, member, read_only: readOnly };
  const foreign = await furnish(operations, { app, workspace: away, by: away.owner });

  let sent = 0;
  const keys = new Map<string, Visitor>();
  const lasting = new Map<string, string>();

  /** A record of our own for an open id: a fresh one, but for those of which there can't be many. */
  async function ownRecord(kind: Kind, world: World): Promise<string> {
    if (!['user', 'pipeline', 'stage'].includes(kind)) return makers[kind](world);
    const key = `${kind} ${world.workspace.id}`;
    const known = lasting.get(key) ?? (await makers[kind](world));
    lasting.set(key, known);
    return known;
  }

  async function inputs(operation: Operation, by: Client, workspace = home): Promise<Map<string, Input>> {
    const world = { app, workspace, by };
    const all = new Map<string, Input>();
    for (const name of inputNames(operation))
      all.set(name, await settle(operation, world, await inputFor(operation, name, world), ownRecord));
    return all;
  }

  return {
    app,
    home,
    away,
    team,
    foreign,
    owner,
    tables,
    operations,
    sent: () => sent,
    ask(by, operation, input, extra) {
      sent++;
      return send(app, by, operation, input, extra);
    },
    askTogether(by, operation, asked) {
      sent++;
      return sendTogether(app, by, operation, asked);
    },
    async content(workspaceIds) {
      await eventually(async () => {
        await app.drain();
        expect(await atRest(owner, workspaceIds)).toBe(true);
      });
      return contentOf(owner, tables, workspaceIds);
    },
    inputs,
    async furtherInputs(operation, by, known) {
      const world = { app, workspace: home, by };
      const further = [];
      for (const place of placesIn(operation, known)) {
        const { name, part, spot } = place;
        if (at(known.get(name)?.[part], spot.path) !== undefined) continue;
        const base = await inputFor(operation, name, world);
        const again = idSpots(schemaOf(operation, part), base[part]).find(
          ({ path }) => String(path) === String(spot.path),
        );
        further.push({ place, input: await settle(operation, world, { ...base, [part]: again?.input }, ownRecord) });
      }
      return further;
    },
    async keyWith(scopes) {
      const name = scopes.join(' ');
      const known = keys.get(name);
      if (known) return known;
      const { secret } = await must(home.owner, createApiKey, { body: { name: name.slice(0, 80), scopes } });
      const visitor = { headers: { host: 'localhost', authorization: `Bearer ${secret}` } };
      keys.set(name, visitor);
      // Its first use is noted; that is no trace of what follows.
      await app.running.server.inject({ method: 'GET', url: '/api/v1/me', headers: visitor.headers });
      return visitor;
    },
    async close() {
      await owner.end();
      await app[Symbol.asyncDispose]();
    },
  };
}

/** Every place where an id may stand, in whichever of the inputs it stands best. */
export function placesIn(operation: Operation, inputs: ReadonlyMap<string, Input>): Place[] {
  const bases = [...inputs.values()];
  return [...inputs].flatMap(([name, base]) =>
    parts.flatMap((part) =>
      idSpots(schemaOf(operation, part), base[part])
        .filter(({ path }) => {
          const has = (one: Input) => at(one[part], path) !== undefined;
          return has(base) || !bases.some(has);
        })
        .map((spot) => ({ name, part, spot })),
    ),
  );
}

/** One record of every kind that a door takes. */
export async function furnish(operations: readonly Operation[], world: World): Promise<Record<Kind, string>> {
  const kinds = new Set(
    operations.flatMap((operation) =>
      parts.flatMap((part) =>
        idSpots(schemaOf(operation, part), undefined).map(({ field }) => kindOf(operation, field)),
      ),
    ),
  );
  const made: [string, string][] = [];
  for (const kind of kinds) made.push([kind, await makers[kind](world)]);
  await outcome(world);
  await doneImport(world);
  return Object.fromEntries(made) as Record<Kind, string>;
}
