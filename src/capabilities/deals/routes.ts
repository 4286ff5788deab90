import type { z } from 'zod';
import { requireCompany, requireContact } from '#contacts';
import { hereAndNow } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import { requireDeal } from './answers.ts';
import * as deals from './commands/deals.ts';
import * as lossReasons from './commands/loss-reasons.ts';
import * as pipelines from './commands/pipelines.ts';
import * as stageSettings from './commands/stage-settings.ts';
import * as stages from './commands/stages.ts';
import * as contract from './contract.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { searchDeals } from './search.ts';
import {
  cursorOf,
  findDeals,
  findDealsOf,
  findTopCards,
  type StaleBefore,
  sumDealsOf,
  sumStages,
} from './queries/lists.ts';
import { findLossReasons, findPipelines, type PipelineWithStages } from './queries/pipelines.ts';
import { staleBefore, type Today } from './rules.ts';
import type { DealRow } from './schema.ts';
import { findMoveViews, toDealView, toItems, toLossReasonView, toPipelineView, toStageView, toSums } from './views.ts';

/** A page of the list, for who shows it and for who writes it to a file. */
export async function dealPage(
  db: Db<deals.DealsWorld>,
  { workspaceId }: Actor,
  { sort, cursor, limit, ...filter }: z.output<typeof contract.listDeals.query>,
  now: Date,
): Promise<z.input<typeof contract.listDeals.output>> {
  const here = await hereAndNow(db, workspaceId, now);
  const after = cursor === undefined ? undefined : readCursor(sort, cursor);
  const stale = filter.stale ? staleSinces(await findPipelines(db, workspaceId), here) : [];
  const moment = { today: here.today, staleBefore: stale };
  const found = await findDeals(db, workspaceId, filter, { sort, limit, after }, moment);
  const items = await toItems(db, workspaceId, found.slice(0, limit), here);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { items, next: last ? writeCursor(sort, cursorOf(sort, last)) : null };
}

export function dealsRoutes(serve: Serve<deals.DealsWorld>): void {
  serve(contract.listDeals, ({ db, actor, query, now }) => dealPage(db, actor, query, now));

  serve(contract.searchDeals, async ({ db, actor, query, now }) => {
    const [found, here] = await Promise.all([
      searchDeals(db, actor, query.q, query.limit),
      hereAndNow(db, actor.workspaceId, now),
    ]);
    return { items: await toItems(db, actor.workspaceId, found, here) };
  });

  serve(contract.getBoard, async ({ db, actor, params, query, now }) => {
    const { workspaceId } = actor;
    const filter = { ...params, ownerId: query.ownerId };
    const [here, all] = await Promise.all([hereAndNow(db, workspaceId, now), findPipelines(db, workspaceId)]);
    const [sums, cards] = await Promise.all([
      sumStages(db, workspaceId, filter, staleSinces(all, here)),
      findTopCards(db, workspaceId, filter, query.cards),
    ]);
    const pipeline = all.find(({ id }) => id === params.pipelineId);
    if (!pipeline) throw notFound();
    const shown = pipeline.stages.map((stage) => cards.filter((card) => card.stageId === stage.id));
    const items = await toItems(
      db,
      workspaceId,
      shown.flatMap((column) => column.slice(0, query.cards)),
      here,
    );
    const columns = pipeline.stages.map((stage, at) => {
      const sumsHere = sums.filter(({ stageId }) => stageId === stage.id);
      const last = (shown[at]?.length ?? 0) > query.cards ? shown[at]?.[query.cards - 1] : undefined;
      return {
        stageId: stage.id,
        sums: toSums(sumsHere, here.currency),
        stale: sumsHere.reduce((count, { stale }) => count + stale, 0),
        cards: items.filter(({ stageId }) => stageId === stage.id),
        next: last ? writeCursor('-stageSince', cursorOf('-stageSince', last)) : null,
      };
    });
    // A stage of the archive shows only while a deal that was brought back lies in it.
    const inUse = columns.filter((column, at) => pipeline.stages[at]?.archivedAt === null || column.cards.length > 0);
    return { pipelineId: pipeline.id, columns: inUse };
  });

  serve(contract.getDeal, async ({ db, actor, params, now }) => viewOf(db, actor.workspaceId, params.dealId, now));
  serve(contract.createDeal, async ({ db, actor, body, now }) =>
    answer(db, await deals.createDeal(db, actor, body, now), now),
  );
  serve(contract.changeDeal, async ({ db, actor, params, body, ifMatch, now }) =>
    answer(db, await deals.changeDeal(db, actor, params.dealId, body, ifMatch, now), now),
  );
  serve(contract.moveDeal, async ({ db, actor, params, body, ifMatch, now }) =>
    answer(db, await stages.moveToStage(db, actor, params.dealId, body, ifMatch, now), now),
  );
  serve(contract.dealMoves, async ({ db, actor, params }) => {
    await requireDeal(db, actor.workspaceId, params.dealId);
    return { items: await findMoveViews(db, actor.workspaceId, params.dealId) };
  });
  serve(contract.winDeal, async ({ db, actor, params, body, ifMatch, now }) =>
    answer(db, await stages.winDeal(db, actor, params.dealId, body, ifMatch, now), now),
  );
  serve(contract.loseDeal, async ({ db, actor, params, body, ifMatch, now }) =>
    answer(db, await stages.loseDeal(db, actor, params.dealId, body, ifMatch, now), now),
  );
  serve(contract.reopenDeal, async ({ db, actor, params, body, ifMatch, now }) =>
    answer(db, await stages.reopenDeal(db, actor, params.dealId, body, ifMatch, now), now),
  );
  serve(contract.removeDeal, async ({ db, actor, params, ifMatch, now }) => {
    await deals.removeDeal(db, actor, params.dealId, ifMatch, now);
    return null;
  });
  serve(contract.restoreDeal, async ({ db, actor, params, now }) =>
    answer(db, await deals.restoreDeal(db, actor, params.dealId, now), now),
  );

  serve(contract.dealSummary, async ({ db, actor, query, now }) => {
    const { workspaceId } = actor;
    if (query.contactId) await requireContact(db, workspaceId, query.contactId);
    if (query.companyId) await requireCompany(db, workspaceId, query.companyId);
    const [here, sums, found] = await Promise.all([
      hereAndNow(db, workspaceId, now),
      sumDealsOf(db, workspaceId, query),
      findDealsOf(db, workspaceId, query, 20),
    ]);
    const of = (state: contract.DealState) => sums.filter((sum) => sum.state === state);
    return {
      open: toSums(of('open'), here.currency),
      won: toSums(of('won'), here.currency),
      lost: of('lost').reduce((count, sum) => count + sum.deals, 0),
      items: await toItems(db, workspaceId, found, here),
    };
  });

  pipelineRoutes(serve);
  lossReasonRoutes(serve);
}

function pipelineRoutes(serve: Serve<deals.DealsWorld>): void {
  serve(contract.listPipelines, async ({ db, actor, query }) => {
    const all = await findPipelines(db, actor.workspaceId);
    const wanted = all.filter((pipeline) => query.archived || pipeline.archivedAt === null);
    return { items: wanted.map((pipeline) => toPipelineView(pipeline, query.archived)) };
  });
  serve(contract.addPipeline, async ({ db, actor, body, now }) =>
    toPipelineView(await pipelines.addPipeline(db, actor, body, now), true),
  );
  serve(contract.changePipeline, async ({ db, actor, params, body, ifMatch, now }) =>
    toPipelineView(await pipelines.changePipeline(db, actor, params.pipelineId, body, ifMatch, now), true),
  );
  serve(contract.orderPipelines, async ({ db, actor, body, now }) => {
    const ordered = await pipelines.orderPipelines(db, actor, body.ids, now);
    return { items: ordered.map((pipeline) => toPipelineView(pipeline, true)) };
  });
  serve(contract.archivePipeline, async ({ db, actor, params, body, ifMatch, now }) =>
    toPipelineView(await pipelines.archivePipeline(db, actor, params.pipelineId, body, ifMatch, now), true),
  );
  serve(contract.addStage, async ({ db, actor, params, body, now }) =>
    toStageView(await stageSettings.addStage(db, actor, params.pipelineId, body, now)),
  );
  serve(contract.changeStage, async ({ db, actor, params, body, ifMatch, now }) =>
    toStageView(await stageSettings.changeStage(db, actor, params.stageId, body, ifMatch, now)),
  );
  serve(contract.archiveStage, async ({ db, actor, params, body, ifMatch, now }) =>
    toStageView(await stageSettings.archiveStage(db, actor, params.stageId, body, ifMatch, now)),
  );
  serve(contract.orderStages, async ({ db, actor, params, body, now }) =>
    toPipelineView(await stageSettings.orderStages(db, actor, params.pipelineId, body.ids, now), true),
  );
}

function lossReasonRoutes(serve: Serve<deals.DealsWorld>): void {
  serve(contract.listLossReasons, async ({ db, actor, query }) => {
    const all = await findLossReasons(db, actor.workspaceId);
    return { items: all.filter((reason) => query.archived || reason.archivedAt === null).map(toLossReasonView) };
  });
  serve(contract.addLossReason, async ({ db, actor, body, now }) =>
    toLossReasonView(await lossReasons.addLossReason(db, actor, body, now)),
  );
  serve(contract.changeLossReason, async ({ db, actor, params, body, ifMatch, now }) =>
    toLossReasonView(await lossReasons.changeLossReason(db, actor, params.lossReasonId, body, ifMatch, now)),
  );
  serve(contract.orderLossReasons, async ({ db, actor, body, now }) => {
    const ordered = await lossReasons.orderLossReasons(db, actor, body.ids, now);
    return { items: ordered.map(toLossReasonView) };
  });
}

function staleSinces(pipelines: readonly PipelineWithStages[], here: Today): StaleBefore[] {
  return pipelines.flatMap(({ stages }) =>
    stages.flatMap(({ id, maxAgeDays }) => {
      const before = staleBefore(maxAgeDays, here);
      return before ? [{ stageId: id, before }] : [];
    }),
  );
}

async function viewOf(
  db: Db<deals.DealsWorld>,
  workspaceId: string,
  dealId: string,
  now: Date,
): Promise<contract.DealView> {
  const [here, deal] = await Promise.all([hereAndNow(db, workspaceId, now), requireDeal(db, workspaceId, dealId)]);
  return toDealView(db, deal, here);
}

/** The record as it stands after a command, with its stage. */
function answer(db: Db<deals.DealsWorld>, deal: DealRow, now: Date): Promise<contract.DealView> {
  return viewOf(db, deal.workspaceId, deal.id, now);
}
