import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { callLogged } from '#calls';
import {
  contactChanged,
  contactCreated,
  contactRemoved,
  contactRestored,
  countContacts,
  walkContacts,
} from '#contacts';
import { consentRecorded } from '#consent';
import {
  countOpenDeals,
  dealChanged,
  dealCreated,
  dealLost,
  dealRemoved,
  dealReopened,
  dealRestored,
  dealWon,
  findOpenDealIds,
  openDealsOf,
  stageChanged,
} from '#deals';
import { importFinished } from '#leads';
import { hereAndNow } from '#workspace';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import type { EventType } from '#platform/events';
import { dbOf } from '#platform/ground';
import type { Chore } from '#platform/housekeeping';
import { defineJob } from '#platform/jobs';
import { type Listener, when } from '#platform/pump';
import type { EventRow } from '#platform/schema';
import { askRescoring, askTraining, scoreSoon } from './commands/asking.ts';
import { openScorer, scoreContacts, scoreDeals } from './commands/scoring.ts';
import { judgeLeads } from './commands/judging.ts';
import { learn } from './commands/training.ts';
import type { ScoringWorld } from './commands/world.ts';
import { driftOf, endedSince } from './drift.ts';
import { dueScoring, rescoring, training } from './job-names.ts';
import {
  findModels,
  findOwnWorkspace,
  findTrainings,
  findUsed,
  noteFirstShares,
  scoresByModel,
} from './queries/models.ts';
import { deleteScoresOf, findRuns, keepReachOutcome, sharesOf, takeDue, upsertRun } from './queries/scores.ts';
import { retrainEvery } from './rules/drift.ts';
import { targets } from './rules/features.ts';
import { knownAt, wasAnswered } from './rules/story.ts';

export const trainScores = defineJob({
  ...training,
  run: ({ workspaceId, target }, { ground, signal }) =>
    learn(dbOf<ScoringWorld>(ground, { workspaceId }), workspaceId, target, ground.ports.clock(), signal),
});

const batch = 500;

/** Nobody waits for scores, but somebody may wait for a page: longer while people keep this process busy, in the end however busy they are. */
async function rest(workedMs: number, signal: AbortSignal): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    const before = performance.eventLoopUtilization();
    await setTimeout(Math.min(250, workedMs / 4), undefined, { signal });
    if (performance.eventLoopUtilization(before).utilization < 0.4) return;
  }
}

/** Scores all open deals, or everybody. Each batch is one transaction together with the note of how far we are; after kill -9 it goes on behind the last one. */
export const rescore = defineJob({
  ...rescoring,
  async run({ workspaceId, subject, askedAt }, { ground, signal }) {
    const db = dbOf<ScoringWorld>(ground, { workspaceId });
    const now = (): Date => ground.ports.clock();
    const startedAt = new Date(askedAt);
    const known = (await findRuns(db, workspaceId)).find((one) => one.subject === subject);
    const goesOn = known?.finishedAt === null && known.startedAt.getTime() === startedAt.getTime();
    const scorer = await openScorer(db, workspaceId, now());
    const total = await (subject === 'deal' ? countOpenDeals : countContacts)(db, workspaceId);
    const fresh = { workspaceId, subject, startedAt, total, done: 0, changed: 0, afterId: null, finishedAt: null };
    let run = goesOn ? known : fresh;
    for (const [target, basis] of scorer.bases)
      if ((target === 'deal_win') === (subject === 'deal') && basis.kind === 'none')
        while ((await deleteScoresOf(db, workspaceId, target, 5_000)) === 5_000) signal.throwIfAborted();

    const asks = [...scorer.bases].some(
      ([target, { kind }]) => (target === 'deal_win') === (subject === 'deal') && kind !== 'none',
    );
    while (asks) {
      signal.throwIfAborted();
      const began = performance.now();
      const page = { afterId: run.afterId, limit: batch };
      const ids = await (subject === 'deal' ? findOpenDealIds : walkContacts)(db, workspaceId, page);
      if (ids.length === 0) break;
      run = await inTransaction(db, async (trx) => {
        const changed = await (subject === 'deal' ? scoreDeals : scoreContacts)(trx, scorer, ids, now());
        const further = {
          ...run,
          done: run.done + ids.length,
          changed: run.changed + changed,
          afterId: ids.at(-1) ?? null,
        };
        await upsertRun(trx, further);
        return further;
      });
      await rest(performance.now() - began, signal);
    }
    await upsertRun(db, { ...run, finishedAt: now() });
    for (const use of (await findUsed(db, workspaceId)).values())
      if (use.firstShares === null && (use.target === 'deal_win') === (subject === 'deal'))
        await noteFirstShares(db, use, await sharesOf(db, workspaceId, use.target, use.modelId));
  },
});

/** Those to whom something happened, a few hundred at a time. */
export const scoreDue = defineJob({
  ...dueScoring,
  async run({ workspaceId }, { ground, signal }) {
    const db = dbOf<ScoringWorld>(ground, { workspaceId });
    const now = ground.ports.clock();
    for (let scorer; ;) {
      signal.throwIfAborted();
      scorer ??= await openScorer(db, workspaceId, now);
      const ready = scorer;
      const taken = await inTransaction(db, async (trx) => {
        const due = await takeDue(trx, workspaceId, batch);
        const contactIds = due.flatMap(({ subject, subjectId }) => (subject === 'contact' ? [subjectId] : []));
        const theirs = (await openDealsOf(trx, workspaceId, contactIds)).map(({ id }) => id);
        const dealIds = due.flatMap(({ subject, subjectId }) => (subject === 'deal' ? [subjectId] : []));
        // In one order, so that two who write the same ones don't wait for each other in a ring.
        const deals = [...new Set([...dealIds, ...theirs])].toSorted();
        if (deals.length > 0) await scoreDeals(trx, ready, deals, now);
        if (contactIds.length > 0) await scoreContacts(trx, ready, contactIds.toSorted(), now);
        return due.length;
      });
      if (taken < batch) return;
    }
  },
});

type Trx = Parameters<Listener['hear']>[1];
const ours = (trx: Trx): Db<ScoringWorld> => trx as unknown as Db<ScoringWorld>;

/** History that is brought in is scored all at once when it is in. */
function isLive(event: EventRow): boolean {
  return (
    event.actorKind !== 'import' && knownAt(event) === Math.max(event.occurredAt.getTime(), event.recordedAt.getTime())
  );
}

function byModel(workspaceId: string, trx: Trx): Promise<boolean> {
  return scoresByModel(ours(trx), workspaceId);
}

async function due(event: EventRow, trx: Trx, subjects: readonly { subject: 'deal' | 'contact'; id: string | null }[]) {
  const known = subjects.flatMap(({ subject, id }) => (id === null ? [] : [{ subject, subjectId: id }]));
  if (known.length > 0) await scoreSoon(ours(trx), event.workspaceId, known);
}

/** What happens to a deal is scored at once, whatever scores it; the person behind it changes only what was learned. */
const ofDeals = [
  dealCreated,
  dealChanged,
  stageChanged,
  dealWon,
  dealLost,
  dealReopened,
  dealRemoved,
  dealRestored,
].map((type: EventType) => ({
  type: type.type,
  wants: isLive,
  hear: async (event: EventRow, trx: Trx) => {
    const contactId = (await scoresByModel(ours(trx), event.workspaceId)) ? event.contactId : null;
    await due(event, trx, [
      { subject: 'deal', id: event.dealId },
      { subject: 'contact', id: contactId },
    ]);
  },
}));

/** By name where the neighbour stands downstream, or keeps its events to itself. */
const ofPeople = [
  callLogged.type,
  consentRecorded.type,
  contactChanged.type,
  contactCreated.type,
  contactRemoved.type,
  contactRestored.type,
  'meetings.planned',
  'meetings.changed',
  'meetings.cancelled',
  'meetings.held',
  'meetings.missed',
  'next-steps.created',
  'next-steps.done',
  'next-steps.dropped',
].map((type) => ({
  type,
  wants: isLive,
  concerns: byModel,
  hear: (event: EventRow, trx: Trx) => due(event, trx, [{ subject: 'contact', id: event.contactId }]),
}));

/** Held against what was said before the call, while that still stands. */
const ofCalls = when(callLogged, async ({ contactId, direction, disposition }, { event, trx }) => {
  const answered = wasAnswered(disposition?.meaning);
  if (direction !== 'outbound' || answered === undefined) return;
  const { workspaceId, occurredAt: at } = event;
  await keepReachOutcome(ours(trx), { workspaceId, id: event.id, contactId, answered, at });
});

const afterImport = when(importFinished, async (_, { event, trx }) => {
  await askRescoring(ours(trx), event.workspaceId, 'contact', event.recordedAt);
  await askRescoring(ours(trx), event.workspaceId, 'deal', event.recordedAt);
});

/** Calls come first, while the score from before still stands. */
export const keepScores: readonly Listener[] = [{ ...ofCalls, wants: isLive }, ...ofDeals, ...ofPeople, afterImport];

/** Below there is nothing to learn from. */
const fewest = 50;

/** Every night: whoever has aged by a day is scored anew, and what has drifted or seen enough new endings is learned anew. */
export const watchScores: Chore<ScoringWorld> = async (db, now) => {
  const workspaceId = await findOwnWorkspace(db);
  if (workspaceId === undefined) return 0;
  const leads = (await findUsed(db, workspaceId)).get('lead_win');
  if (leads) await judgeLeads(db, leads, (await hereAndNow(db, workspaceId, now)).zone, now);
  await inTransaction(db, async (trx) => {
    const used = await findUsed(trx, workspaceId);
    const trainings = await findTrainings(trx, workspaceId);
    for (const target of targets) {
      const [latest] = await findModels(trx, workspaceId, target, 1);
      const waits = trainings.some((one) => one.target === target && one.finishedAt === null);
      const since = latest?.trainedAt ?? null;
      const ended = await endedSince(trx, workspaceId, target, since);
      const use = used.get(target);
      const drift = use && (await driftOf(trx, use));
      // An alarm that training has not silenced would train every night.
      const drifted = drift?.alarm === true && latest?.id === use?.modelId;
      const because = !latest ? ('first' as const) : drifted ? ('drift' as const) : ('outcomes' as const);
      if (!waits && (drifted || ended >= (latest ? retrainEvery : fewest)))
        await askTraining(trx, systemActor(workspaceId), { target, because }, now);
    }
    if ((await countOpenDeals(trx, workspaceId)) > 0) await askRescoring(trx, workspaceId, 'deal', now);
    if (used.has('lead_win') || used.has('reach')) await askRescoring(trx, workspaceId, 'contact', now);
  });
  return 0;
};
