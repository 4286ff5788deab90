import { setTimeout } from 'node:timers/promises';
import type { AllTables } from '#capabilities';
import { readConfig } from '#platform/config';
import { type Db, inTransaction } from '#platform/db';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { askRescoring } from '../src/capabilities/scoring/commands/asking.ts';
import { insertUse } from '../src/capabilities/scoring/queries/models.ts';
import type { ModelsView, Target } from '../src/capabilities/scoring/contract.ts';
import { openHouse } from '../src/main.ts';
import { ask } from './calls/ask.ts';
import { percentile, roundMs } from './calls/percentiles.ts';
import { idOf } from './data.ts';
import type { Place } from './run.ts';

const learned: readonly Target[] = ['reach', 'lead_win'];
const mostMinutes = 10;
const mostTimes = 1.2;

/**
 * Everybody's scores worked out anew in the background of the running server, with models that were learned from the large workspace's own past; and how lists and the answer before a call feel meanwhile, against the minute before.
 */
export async function rescoring(place: Place): Promise<object> {
  const models = await learn(place);
  await settle(place);
  await feel(place, 5);
  const before = await feel(place, 30);
  const startedAt = await begin(place);
  const meanwhile: Felt[] = [];
  let run;
  do {
    meanwhile.push(await feel(place, 10));
    run = await runOf(place, startedAt);
  } while (!run || run.finishedAt === null);
  // The last one may have lasted beyond the end.
  const during = meanwhile.slice(0, -1);
  if (during.length === 0) throw new Error('over before anybody could feel it');
  const minutes = (Date.parse(run.finishedAt) - Date.parse(startedAt)) / 60_000;
  const [list, call] = (['list', 'call'] as const).map((what) => {
    const took = during.flatMap((felt) => felt[what]);
    const p50 = { before: percentile(before[what], 0.5), meanwhile: percentile(took, 0.5) };
    const p95 = { before: percentile(before[what], 0.95), meanwhile: percentile(took, 0.95) };
    const times = Math.round((p50.meanwhile / p50.before) * 100) / 100;
    return {
      p50Ms: { before: roundMs(p50.before), meanwhile: roundMs(p50.meanwhile) },
      p95Ms: { before: roundMs(p95.before), meanwhile: roundMs(p95.meanwhile) },
      times,
      bar: mostTimes,
      met: times <= mostTimes,
    };
  });
  return {
    models,
    people: run.total,
    changed: run.changed,
    minutes: Math.round(minutes * 100) / 100,
    barMinutes: mostMinutes,
    met: minutes <= mostMinutes,
    list,
    call,
  };
}

/** Learned once from the workspace's own past, and let score; not by the owner's hand, which would have everybody scored at once. */
async function learn(place: Place) {
  const view = async (target: Target) => {
    const { targets } = await ask<ModelsView>(place, 'GET', '/score-models');
    return targets.find((one) => one.target === target);
  };
  return inHouse(place, async (db) => {
    const models = [];
    for (const target of learned) {
      let one = await view(target);
      if (one?.uses.length === 0) {
        const askedAt = new Date().toISOString();
        await ask(place, 'POST', '/score-models/training', { target });
        while (!one?.models.some(({ trainedAt }) => trainedAt >= askedAt)) {
          if (one?.training?.problem) throw new Error(one.training.problem);
          await setTimeout(1_000);
          one = await view(target);
        }
        const begun = {
          fromAt: new Date(),
          untilAt: null,
          firstShares: null,
          begunBy: null,
          because: 'approved' as const,
        };
        const { workspaceId } = place;
        await insertUse(db, { workspaceId, id: newId(), target, modelId: one.models[0]?.id ?? '', ...begun });
      }
      const [model] = one?.models ?? [];
      if (model?.verdict === 'no better than the base rate') throw new Error(`${target}: ${model.verdict}`);
      models.push({ target, verdict: model?.verdict, rows: model?.rows });
    }
    return models;
  });
}

/** Whatever scoring is on its way comes to its end first. */
async function settle(place: Place): Promise<void> {
  for (let quiet = 0; quiet < 5; await setTimeout(1_000)) {
    const { runs } = await ask<ModelsView>(place, 'GET', '/score-models');
    quiet = runs.every(({ finishedAt }) => finishedAt !== null) ? quiet + 1 : 0;
  }
}

async function begin(place: Place): Promise<string> {
  const now = new Date();
  await inHouse(place, (db) => inTransaction(db, (trx) => askRescoring(trx, place.workspaceId, 'contact', now)));
  return now.toISOString();
}

async function inHouse<T>({ owner, dataDir, workspaceId }: Place, work: (db: Db<AllTables>) => Promise<T>): Promise<T> {
  const house = await openHouse(owner, { ...readConfig({ KLINKE_DATA: dataDir }), logLevel: 'silent' });
  try {
    return await work(dbOf<AllTables>(house.ground, { workspaceId }));
  } finally {
    await house.stop();
  }
}

async function runOf(place: Place, startedAt: string) {
  const { runs } = await ask<ModelsView>(place, 'GET', '/score-models');
  return runs.find((run) => run.subject === 'contact' && run.startedAt === startedAt);
}

type Felt = { list: number[]; call: number[] };

/** Twenty lists and twenty questions before a call each second, as an office of some dozen people asks; milliseconds of each. */
async function feel(place: Place, seconds: number): Promise<Felt> {
  const felt: Felt = { list: [], call: [] };
  const cities = ['Kassel', 'Leipzig', 'Eisenach', 'Korbach'];
  const open: Promise<void>[] = [];
  const timed = async (what: keyof Felt, path: string): Promise<void> => {
    const began = performance.now();
    await ask(place, 'GET', path);
    felt[what].push(performance.now() - began);
  };
  for (let n = 0; n < seconds * 20; n++) {
    const contactId = idOf(1, (n * 7919) % place.size.people);
    open.push(
      timed('list', `/contacts?city=${encodeURIComponent(cities[n % 4] ?? '')}&sort=name&limit=60`),
      timed('call', `/contacts/${contactId}/may-contact?channel=phone&purpose=advertising`),
    );
    await setTimeout(50);
  }
  await Promise.all(open);
  return felt;
}
