import { z } from 'zod';

type Schema = { [key: string]: unknown };

/** JSON Schema of what comes in, for the documentation; the check itself is zod's. */
export function inputSchema(shape: z.ZodType): Schema {
  return tidy(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }));
}

const answers = new WeakMap<z.ZodType, Schema>();

/**
 * JSON Schema of what goes out; compiled into the serialiser, so that a field that is not named here cannot leave. Worked out when it is first asked for: for all operations together it is
 * a third of what a start costs. Always the same object, by which the serialiser is known again.
 */
export function answerSchema(shape: z.ZodType): Schema {
  const known = answers.get(shape) ?? tidy(z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' }));
  answers.set(shape, known);
  return known;
}

/** Drops noise, and writes "a string or null" as one type list, which the serialiser handles without a validator. */
function tidy(value: unknown): Schema {
  return walk(value) as Schema;
}

function walk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(walk);
  if (value === null || typeof value !== 'object') return value;
  const { $schema: _, ...schema } = value as Schema;
  const options = schema['anyOf'];
  if (
    Array.isArray(options) &&
    options.length === 2 &&
    isSchema(options[1]) &&
    options[1]['type'] === 'null' &&
    isSchema(options[0])
  ) {
    const [it] = options as [Schema];
    if (typeof it['type'] === 'string') {
      const { anyOf: __, ...rest } = schema;
      const nullable = { ...rest, ...it, type: [it['type'], 'null'] };
      return walk(Array.isArray(it['enum']) ? { ...nullable, enum: [...it['enum'], null] } : nullable);
    }
  }
  if (schema['format'] !== undefined) delete schema['pattern'];
  return Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, walk(inner)]));
}

function isSchema(value: unknown): value is Schema {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
