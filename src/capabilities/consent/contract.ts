export * from './contract/operations.ts';
export * from './contract/shapes.ts';
