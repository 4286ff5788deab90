export * from './contract/runs.ts';
export * from './contract/scripts.ts';
