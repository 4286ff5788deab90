/**
 * Deals: chances to sell, on their way through the stages of a pipeline until they are won or lost with a reason.
 * Every event of a deal carries its facts whole, so that neighbours can tell what it was on any day without reading our tables.
 */
export { dealItemsOf, lossReasonsOf, pipelinesOf, requireDeal } from './answers.ts';
export { insertDeals, type PastDeal, undoImportedDeals } from './commands/bulk.ts';
export { changeDeal, createDeal, type DealsWorld, removeDeal } from './commands/deals.ts';
export { ensureDealsDefaults } from './commands/defaults.ts';
export { loseDeal, moveToStage, reopenDeal, winDeal } from './commands/stages.ts';
export {
  dealChanged,
  dealCreated,
  DealFacts,
  dealLost,
  dealRemoved,
  dealReopened,
  dealRestored,
  dealUndone,
  dealWon,
  stageChanged,
  stageSettingsChanged,
} from './events.ts';
export {
  type DealAtStage,
  findDealParties,
  findDealsAtStage,
  findDealsByIds,
  findImportedDeals,
  findOwnDealsByAge,
  openDealsOf,
} from './queries/deals.ts';
export { findBuyers, type OpenDeal, openDeals, sumWonTo, type WonDeal, wonDeals } from './queries/customers.ts';
export { countPushes } from './queries/history.ts';
export { countEndedDeals, countOpenDeals, type EndedDeal, findEndedDeals, findOpenDealIds } from './queries/ended.ts';
export {
  type DaySum,
  findOpenClosing,
  type Share,
  sumOpenDeals,
  sumWonByMonth,
  sumWonDeals,
  weighOpenDeals,
  type WonSum,
} from './queries/sums.ts';
export { findLossReasons, findPipelines, type PipelineWithStages } from './queries/pipelines.ts';
export { fillDealWords } from './jobs.ts';
export { dealPage, dealsRoutes } from './routes.ts';
export { factsBefore, factsOf, weightedCents } from './rules.ts';
export type { DealRow, DealsTables, LossReasonRow, PipelineRow, StageRow } from './schema.ts';
