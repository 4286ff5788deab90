export * from './avatars/contract.ts';
export * from './target-groups/contract.ts';
