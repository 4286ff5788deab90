export * from './contract/runs.ts';
export * from './contract/scripts.ts';
export { placeholders, unknownPlaceholders } from './rules/placeholders.ts';
export { faultsOf, type ScriptFault, waysOn } from './rules/reach.ts';
