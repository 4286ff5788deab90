/**
 * The example: a solar seller from Kassel that left the doorstep three months ago. Above all capabilities; it fills a workspace through their
 * front doors as an import would, and nothing in the product depends on it.
 */
export { exampleJob, exampleLearned, exampleWanted } from './jobs.ts';
export { loadExample, type Loaded } from './load.ts';
