/**
 * Deals: chances to sell, on their way through the stages of a pipeline until they are won or lost with a reason.
 * Every event of a deal carries its facts whole, so that neighbours can tell what it was on any day without reading our tables.
 */
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
export type { DealRow, DealsTables, LossReasonRow, PipelineRow, StageRow } from './schema.ts';
