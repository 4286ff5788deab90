import { sql } from 'kysely';
import { createPerson, findUserByEmail, join } from '#access';
import { askRun, createAudience } from '#audiences';
import { releaseWording } from '#consent';
import { computeSoon } from '#forecasts';
import type { Db } from '#platform/db';
import { dbOf, type Ground } from '#platform/ground';
import type { Random } from '#platform/ports';
import { learnReachSoon } from '#next-steps';
import { valueCustomers } from '#scoring';
import { createScript } from '#scripts';
import { findWorkspace } from '#workspace';
import { colleagues, type ExampleOptions, generateExample } from './generate.ts';
import { loadCalls } from './load/calls.ts';
import { loadContracts } from './load/contracts.ts';
import { loadDeals } from './load/deals.ts';
import { loadExpenses } from './load/expenses.ts';
import { loadExperiment } from './load/experiment.ts';
import { loadMeetings } from './load/meetings.ts';
import { at, type ExampleWorld, type Loading, newIds, type Person } from './load/parts.ts';
import { loadPeople } from './load/people.ts';
import { loadSteps } from './load/steps.ts';
import { mailWording, solarScript } from './words/script.ts';

export type { ExampleWorld } from './load/parts.ts';
export type Loaded = { contacts: number; companies: number; deals: number; calls: number };

/** The same small world for everyone; only its dates follow the clock. */
const seed = 34117;

/**
 * Fills a workspace with the example, once: all of it or nothing. `undefined` where that has been done already, so that it may be asked for
 * twice, also at the same time.
 */
export async function loadExample(
  ground: Pick<Ground, 'pool' | 'ports'>,
  key: { workspaceId: string; ownerId: string },
  now: Date,
  { size }: Pick<ExampleOptions, 'size'> = {},
): Promise<Loaded | undefined> {
  return dbOf<ExampleWorld>(ground, { workspaceId: key.workspaceId })
    .transaction()
    .execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key.workspaceId}, 34117))`.execute(trx);
      const workspace = await findWorkspace(trx, key.workspaceId);
      if (!workspace) return undefined;
      const team = await hireTeam(trx, key, now);
      if (!team) return undefined;
      const { currency, name: firm } = workspace;
      const example = generateExample(seed, now, { firm, ...(size && { size }) });
      await lookThrough(trx, team, now);
      await computeSoon(trx, key.workspaceId);
      await learnReachSoon(trx, key.workspaceId);
      const loading = { trx, team, example, ids: newIds(example), now };
      return load(loading, { currency, firm, random: ground.ports.random });
    });
}

/**
 * The colleagues have a name, no password and an address where no mail arrives (RFC 2606): nobody ever signs in as one of them.
 * Their being there tells that the example has been loaded.
 */
async function hireTeam(
  trx: Db<ExampleWorld>,
  { workspaceId, ownerId }: { workspaceId: string; ownerId: string },
  now: Date,
): Promise<Person[] | undefined> {
  const owner: Person = { kind: 'user', workspaceId, userId: ownerId, role: 'owner', seesOnlyOwn: false };
  const team = [owner];
  for (const { name, mailName, role } of colleagues) {
    const email = `${mailName}.${workspaceId.slice(-12)}@example.invalid`;
    if (await findUserByEmail(trx, email)) return undefined;
    const userId = await createPerson(trx, { name, email, locale: 'de', passwordHash: null }, now);
    await join(trx, owner, userId, role, now);
    team.push({ ...owner, userId, role });
  }
  return team;
}

/** What a nightly job or a colleague would have done before anybody opens the pages: it begins when all of the example is there. */
async function lookThrough(trx: Db<ExampleWorld>, team: readonly Person[], now: Date): Promise<void> {
  const owner = at(team, 0);
  const { workspaceId } = owner;
  await valueCustomers(trx, workspaceId);
  await askRun(trx, owner, { outcome: 'won', fields: ['source', 'product', 'value'] }, now);
  await askRun(trx, owner, { outcome: 'lost', fields: ['source', 'product', 'lossReason'] }, now);
  const filters = { city: 'Kassel', hasPhone: 'true', isCustomer: 'false' };
  await createAudience(
    trx,
    owner,
    { name: 'Kassel, noch kein Dach von uns', filters, avatarId: null, leastPercent: null },
    now,
  );
}

/** Upstream first, as the references ask for it. */
async function load(
  loading: Loading,
  { currency, firm, random }: { currency: string; firm: string; random: Random },
): Promise<Loaded> {
  const { trx, team, example, now } = loading;
  const owner = at(team, 0);
  await loadPeople(loading);
  await loadDeals(loading, currency);
  await loadContracts(loading, currency);
  await loadExpenses(loading);
  await releaseWording(trx, owner, { channel: 'email', purpose: 'advertising', text: mailWording(firm) }, now);
  await createScript(trx, owner, solarScript, now);
  const callIds = await loadCalls(loading);
  await loadSteps(loading, callIds);
  await loadExperiment(loading, callIds);
  await loadMeetings(loading, random);
  const { contacts, companies, deals, calls } = example;
  return { contacts: contacts.length, companies: companies.length, deals: deals.length, calls: calls.length };
}
