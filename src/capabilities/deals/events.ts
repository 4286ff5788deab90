import { z } from 'zod';
import { Changed, defineEvent } from '#platform/events';
import { DealState } from './contract.ts';

/**
 * What a deal was worth, where and whose, after the event. Every event of a deal carries it whole: what a forecast showed on any day can be
 * told from the events alone.
 */
export const DealFacts = z.strictObject({
  pipelineId: z.uuid(),
  stageId: z.uuid(),
  valueCents: z.number().int(),
  currency: z.string(),
  closeOn: z.string().nullable(),
  ownerId: z.uuid().nullable(),
  state: z.union([DealState, z.literal('removed')]),
  /** When it was won or lost. */
  endedAt: z.iso.datetime().nullable(),
});
export type DealFacts = z.infer<typeof DealFacts>;

/** Fields of the facts among them. A stage is named by its id here and by its name beside. */

const about = {
  dealId: z.uuid(),
  contactId: z.uuid().nullable(),
  companyId: z.uuid().nullable(),
  title: z.string(),
  /** The deal's version after the event: their order, whatever the clocks of several processes say. */
  version: z.number().int(),
  facts: DealFacts,
};
const changed = { ...about, changed: Changed };

export const dealCreated = defineEvent(
  'deals.created',
  z.strictObject({ ...about, stage: z.string(), source: z.string().nullable(), importId: z.uuid().nullable() }),
);
export const dealChanged = defineEvent('deals.changed', z.strictObject(changed));
export const stageChanged = defineEvent(
  'deals.stageChanged',
  z.strictObject({ ...changed, fromStage: z.string(), toStage: z.string() }),
);
export const dealWon = defineEvent('deals.won', z.strictObject(changed));
export const dealLost = defineEvent(
  'deals.lost',
  z.strictObject({ ...changed, lossReason: z.string(), lossNote: z.string().nullable() }),
);
export const dealReopened = defineEvent('deals.reopened', z.strictObject(changed));
export const dealRemoved = defineEvent('deals.removed', z.strictObject(changed));
export const dealRestored = defineEvent('deals.restored', z.strictObject(changed));
/** The import that made the deal was undone; unlike a removed one it is gone for good. */
export const dealUndone = defineEvent('deals.undone', z.strictObject({ ...changed, importId: z.uuid() }));

const pipeline = { pipelineId: z.uuid(), name: z.string() };
export const pipelineAdded = defineEvent('deals.pipelineAdded', z.strictObject(pipeline));
export const pipelineChanged = defineEvent('deals.pipelineChanged', z.strictObject({ ...pipeline, changed: Changed }));
export const pipelinesOrdered = defineEvent('deals.pipelinesOrdered', z.strictObject({ names: z.array(z.string()) }));

const stage = { stageId: z.uuid(), pipelineId: z.uuid(), name: z.string() };
export const stageAdded = defineEvent('deals.stageAdded', z.strictObject({ ...stage, probability: z.number().int() }));
/** Chance, age limit, name, archive: a stage itself, not a deal in it. */
export const stageSettingsChanged = defineEvent(
  'deals.stageSettingsChanged',
  z.strictObject({ ...stage, changed: Changed }),
);
export const stagesOrdered = defineEvent(
  'deals.stagesOrdered',
  z.strictObject({ ...pipeline, names: z.array(z.string()) }),
);

const lossReason = { lossReasonId: z.uuid(), name: z.string() };
export const lossReasonAdded = defineEvent('deals.lossReasonAdded', z.strictObject(lossReason));
export const lossReasonChanged = defineEvent(
  'deals.lossReasonChanged',
  z.strictObject({ ...lossReason, changed: Changed }),
);
export const lossReasonsOrdered = defineEvent(
  'deals.lossReasonsOrdered',
  z.strictObject({ names: z.array(z.string()) }),
);
