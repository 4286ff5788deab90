export * from './contract/operations.ts';
export * from './contract/shapes.ts';
export * from './contract/evidence.ts';
export * from './contract/suppression.ts';
export * from './contract/forms.ts';
export * from './contract/letters.ts';
export * from './contract/showroom.ts';
export * from './contract/spoken.ts';
