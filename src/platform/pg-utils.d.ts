/** How pg writes a value as a parameter; exported, yet without a type of its own. */
declare module 'pg/lib/utils.js' {
  export function prepareValue(value: unknown): string | Buffer | null;
}
