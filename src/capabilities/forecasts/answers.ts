import { sql } from 'kysely';
import { type ContactsTables, findContactsByIds } from '#contacts';
import {
  dealCreated,
  type DealFacts,
  type DealsTables,
  factsBefore,
  factsOf,
  findOpenClosing,
  findPipelines,
  type Share,
  sumOpenDeals,
  sumWonDeals,
  weighOpenDeals,
} from '#deals';
import { type Here, hereAndNow, localDay, morningOf, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import type { PlatformTables } from '#platform/schema';
import {
  type ChangeKind,
  type ChangesView,
  type ForecastChange,
  type ForecastView,
  reachDays,
  type Was,
} from './contract.ts';
import { monthOf, monthsFrom } from './months.ts';
import { findSnapshotOf } from './outlook/answers.ts';
import type { Snapshot } from './outlook/contract.ts';
import type { OutlookTables } from './outlook/schema.ts';
import { dealEventsSince, findFormerChances } from './queries.ts';
import {
  bridge,
  forecast,
  type Lens,
  type Life,
  monthsShown,
  type Part,
  partsOf,
  placeOf,
  revaluedCents,
  type Revaluation,
} from './rules.ts';
import { sightOf } from './sight.ts';

export type ForecastsWorld = OutlookTables & DealsTables & ContactsTables & WorkspaceTables & PlatformTables;

const itemsShown = 200;

export function findForecast(db: Db<ForecastsWorld>, actor: Actor, asked: Share, now: Date): Promise<ForecastView> {
  return inOneMoment(db, (trx) => forecastAt(trx, actor, asked, now));
}

async function forecastAt(db: Db<ForecastsWorld>, actor: Actor, asked: Share, now: Date): Promise<ForecastView> {
  const { today, currency, zone } = await hereAndNow(db, actor.workspaceId, now);
  const share = sightOf(actor, asked);
  const [open, won] = await Promise.all([
    sumOpenDeals(db, actor.workspaceId, share),
    sumWonDeals(db, actor.workspaceId, share, morningOf(`${monthOf(today)}-01`, zone)),
  ]);
  return forecast(open, won, { today, currency });
}

export type ChangesQuestion = Share & {
  since: string;
  from?: 'morning' | 'snapshot';
  month?: string | undefined;
  kind?: ChangeKind | undefined;
};

export function findChanges(
  db: Db<ForecastsWorld>,
  actor: Actor,
  asked: ChangesQuestion,
  now: Date,
): Promise<ChangesView> {
  return inOneMoment(db, (trx) => changesWithin(trx, actor, asked, now));
}

/** For who is in a transaction of their own already: a deal that is won meanwhile may be told from both sides. */
export async function changesWithin(
  db: Db<ForecastsWorld>,
  actor: Actor,
  asked: ChangesQuestion,
  now: Date,
): Promise<ChangesView> {
  const { workspaceId } = actor;
  const here = await hereAndNow(db, workspaceId, now);
  const { today, currency, zone } = here;
  refuseOutOfReach(asked, today);
  const share = { ...sightOf(actor, asked), currency };
  const snapshot = asked.from === 'snapshot' ? await requireSnapshot(db, actor, share, asked.since, here) : null;
  const since = snapshot ? new Date(snapshot.knownUntil) : morningOf(asked.since, zone);
  const wonFrom = `${monthOf(asked.since)}-01`;
  const [pipelines, formerChances, overview, won, told] = await Promise.all([
    findPipelines(db, workspaceId),
    findFormerChances(db, workspaceId, since),
    forecastAt(db, actor, asked, now),
    sumWonDeals(db, workspaceId, share, morningOf(wonFrom, zone)),
    readLives(db, workspaceId, since),
  ]);
  const stages = new Map(pipelines.flatMap((pipeline) => pipeline.stages).map((stage) => [stage.id, stage]));
  const lens: Lens = {
    ...share,
    month: asked.month ?? null,
    wonMonth: monthOf(wonFrom),
    dayOf: (at) => localDay(new Date(at), zone),
    chanceOf: (stageId) => stages.get(stageId)?.probability ?? 0,
  };
  const days = { since: asked.since, today };
  const lives = [...told.values()];
  const passed = lens.month === null ? [] : await findPassed(db, workspaceId, share, days, told);
  const parts = [...lives, ...passed].flatMap((life) => partsOf(life, days, lens));

  const revaluations = [...formerChances].flatMap(([stageId, fromProbability]) => {
    const stage = stages.get(stageId);
    const ours = stage && (share.pipelineId === undefined || stage.pipelineId === share.pipelineId);
    return ours && stage.probability !== fromProbability ? [{ stage, fromProbability }] : [];
  });
  const revalued: ChangesView['revalued'] = [];
  for (const { stage, fromProbability } of revaluations) {
    const change: Revaluation = { stageId: stage.id, fromProbability, toProbability: stage.probability };
    const sums = await weighAtBoth(db, workspaceId, { ...share, stageId: stage.id }, change, days.since, lens);
    revalued.push({ ...change, stage: stage.name, cents: revaluedCents(change, sums, lives, days.since, lens) });
  }

  const wonCents = won.find((sum) => sum.currency === currency)?.valueCents ?? 0;
  const toCents =
    lens.month === null
      ? overview.total.weightedCents + wonCents
      : (overview.months.find(({ month }) => month === lens.month)?.expectedCents ?? 0);
  const all = [
    ...parts,
    ...revalued.map(({ stageId, cents }) => ({ kind: 'revalued' as const, dealId: stageId, cents })),
  ];
  const shown = asked.kind === undefined ? parts : parts.filter(({ kind }) => kind === asked.kind);
  const largest = shown.toSorted((a, b) => Math.abs(b.cents) - Math.abs(a.cents)).slice(0, itemsShown);
  const titles = new Map([...lives, ...passed].map((life) => [life.dealId, life]));
  return {
    since: asked.since,
    snapshot,
    wonFrom,
    currency,
    month: lens.month,
    ...bridge(toCents, all),
    revalued,
    items: await toChanges(db, workspaceId, largest, titles, (stageId) => stages.get(stageId)?.name ?? ''),
    more: shown.length - largest.length,
  };
}

async function requireSnapshot(
  db: Db<ForecastsWorld>,
  actor: Actor,
  share: Share,
  takenOn: string,
  here: Here,
): Promise<Snapshot> {
  const snapshot = await findSnapshotOf(db, actor, share, takenOn, here);
  if (!snapshot)
    throw new Refusal(422, 'snapshot_missing', 'Von diesem Tag ist keine Prognose aufgehoben.', { takenOn });
  return snapshot;
}

function refuseOutOfReach({ since, month }: ChangesQuestion, today: string): void {
  const earliest = Temporal.PlainDate.from(today).subtract({ days: reachDays }).toString();
  if (since > today || since < earliest) {
    throw new Refusal(
      422,
      'since_out_of_reach',
      `Der Vergleich reicht ${reachDays} Tage zurück und nicht in die Zukunft.`,
      {
        earliest,
      },
    );
  }
  if (month !== undefined && !monthsFrom(today, monthsShown).includes(month)) {
    throw new Refusal(422, 'month_out_of_reach', `Die Prognose zeigt ${monthsShown} Monate; dieser ist nicht dabei.`);
  }
}

/** All statements see the same moment: a deal that is won between two of them would be counted twice or never. */
function inOneMoment<T>(db: Db<ForecastsWorld>, ask: (trx: Db<ForecastsWorld>) => Promise<T>): Promise<T> {
  return inTransaction(db, async (trx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(trx);
    return ask(trx);
  });
}

type ToldLife = Life & { title: string; contactId: string | null };

/** Each deal with an event since then: what it was just before the first of them, and what it is after the last. */
async function readLives(db: Db<ForecastsWorld>, workspaceId: string, since: Date): Promise<Map<string, ToldLife>> {
  const lives = new Map<string, ToldLife & { first: number; last: number }>();
  for await (const events of dealEventsSince(db, workspaceId, since)) {
    for (const { dealId, title, contactId, version, facts, changed, type } of events) {
      const life = lives.get(dealId);
      const before = (): DealFacts | null => (type === dealCreated.type ? null : factsBefore(facts, changed ?? {}));
      if (!life) {
        lives.set(dealId, { dealId, title, contactId, before: before(), after: facts, first: version, last: version });
        continue;
      }
      if (version < life.first) Object.assign(life, { before: before(), first: version });
      if (version > life.last) Object.assign(life, { after: facts, title, contactId, last: version });
    }
  }
  return lives;
}

/** Deals to which nothing happened but that their day went by. */
async function findPassed(
  db: Db<DealsTables>,
  workspaceId: string,
  share: Share & { currency: string },
  days: { since: string; today: string },
  told: ReadonlyMap<string, Life>,
): Promise<ToldLife[]> {
  const deals = await findOpenClosing(db, workspaceId, share, { from: days.since, before: days.today });
  return deals
    .filter(({ id }) => !told.has(id))
    .map((deal) => {
      const facts = factsOf(deal);
      return { dealId: deal.id, title: deal.title, contactId: deal.contactId, before: facts, after: facts };
    });
}

/** Today's deals of a stage at its former and its present chance, as far as they count in the forecast of the old day. */
async function weighAtBoth(
  db: Db<DealsTables>,
  workspaceId: string,
  share: Share & { stageId: string; currency: string },
  { fromProbability, toProbability }: Revaluation,
  since: string,
  lens: Lens,
): Promise<{ thenCents: number; nowCents: number }> {
  const [then, now] = await Promise.all([
    weighOpenDeals(db, workspaceId, share, fromProbability),
    weighOpenDeals(db, workspaceId, share, toProbability),
  ]);
  const counted = (sums: typeof then): number =>
    sums
      .filter(({ closeOn }) => lens.month === null || placeOf(closeOn, since) === lens.month)
      .reduce((total, sum) => total + sum.weightedCents, 0);
  return { thenCents: counted(then), nowCents: counted(now) };
}

async function toChanges(
  db: Db<ContactsTables>,
  workspaceId: string,
  parts: readonly Part[],
  lives: ReadonlyMap<string, ToldLife>,
  stageName: (stageId: string) => string,
): Promise<ForecastChange[]> {
  const ids = parts.flatMap(({ dealId }) => lives.get(dealId)?.contactId ?? []);
  const contacts = await findContactsByIds(db, workspaceId, [...new Set(ids)]);
  const names = new Map(contacts.map(({ id, name }) => [id, name]));
  const was = (facts: DealFacts): Was => ({
    stageId: facts.stageId,
    stage: stageName(facts.stageId),
    valueCents: facts.valueCents,
    closeOn: facts.closeOn,
    ownerId: facts.ownerId,
    state: facts.state,
  });
  return parts.map((part) => {
    const life = lives.get(part.dealId);
    return {
      dealId: part.dealId,
      title: life?.title ?? '',
      contactName: names.get(life?.contactId ?? '') ?? null,
      kind: part.kind,
      fromCents: part.fromCents ?? null,
      toCents: part.toCents ?? null,
      cents: part.cents,
      from: part.before && was(part.before),
      to: was(part.after),
    };
  });
}
