/**
 * Offers, first storey: contracts, and how long they bind whom.
 * Nothing ends by itself here but what was agreed to end: a person keeps that notice was given.
 */
export { insertPastContracts, type OffersWorld, type PastContract } from './commands.ts';
export { allContracts, findContractsOf } from './queries.ts';
export { contractPage, offersRoutes } from './routes.ts';
export type { ContractRow, OffersTables } from './schema.ts';
export { toContractViews } from './views.ts';
