import { z } from 'zod';
import { type Operation, Upload } from '#platform/operation';

/** JSON Schema as zod writes it; only what our contracts use is read here. */
export type Schema = {
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};

export type Part = 'params' | 'query' | 'body';
export type Path = readonly (string | number)[];

export function schemaOf(operation: Operation, part: Part): Schema {
  if ((operation[part] as z.ZodType) === Upload) return {};
  return z.toJSONSchema(operation[part], { io: 'input', unrepresentable: 'any' }) as Schema;
}

/** Stands where an id belongs until somebody knows which record is meant: the name of its field. */
export class IdOf {
  readonly field: string;

  constructor(field: string) {
    this.field = field;
  }
}

const samples = [
  'Muster',
  'Muster, ein langer Grund',
  '2026-11',
  '+4956112345',
  'EUR',
  'DE',
  'ab'.repeat(32),
  '09:30',
  'contacts.read',
  '12',
  '471147',
  'AaIlzGPqcAG84GEKZfrrs0negvKxMwPePH301iCZPdw',
  'Q'.repeat(120),
  '4bb0c2a5-6f0f-4f57-9f0e-3f0b5a3f2c11',
  'https://sonnendach.example/datenschutz',
  'https://sonnendach.example',
  'solar-beratung',
];

/** The least that the shape asks for. */
export function least(schema: Schema, field: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [option] = schema.anyOf ?? schema.oneOf ?? [];
  if (option) return least(option, field);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? [])
          .filter((name) => schema.properties?.[name] !== undefined)
          .map((name) => [name, least(schema.properties?.[name] ?? {}, name)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => least(schema.items ?? {}, field));
    case 'integer':
    case 'number':
      return Math.min(Math.max(schema.minimum ?? 1, 1), schema.maximum ?? 1);
    case 'boolean':
      return false;
    case 'string':
      return leastText(schema, field);
    default:
      return undefined;
  }
}

function leastText(schema: Schema, field: string): unknown {
  if (schema.format === 'uuid') return new IdOf(field);
  if (schema.format === 'date') return '2026-11-20';
  if (schema.format === 'date-time') return '2026-11-20T10:00:00Z';
  if (schema.format === 'email') return 'jemand@example.org';
  const fits = samples.find(
    (text) =>
      text.length >= (schema.minLength ?? 0) &&
      text.length <= (schema.maxLength ?? Infinity) &&
      (schema.pattern === undefined || new RegExp(schema.pattern).test(text)),
  );
  if (fits === undefined)
    throw new Error(`No sample fits ${field} (${JSON.stringify(schema)}): add one in test/doors/shapes.ts`);
  return fits;
}

/** A place in an input where an id may stand, and an input with only that one more than the least. */
export type IdSpot = { path: Path; field: string; input: unknown };

/** Every place for an id, however deep and in whichever branch, each with its own input around it. */
export function idSpots(schema: Schema, base: unknown, field = '', path: Path = []): IdSpot[] {
  if (schema.format === 'uuid') return [{ path, field, input: typeof base === 'string' ? base : new IdOf(field) }];
  const options = schema.anyOf ?? schema.oneOf;
  if (options)
    return options.flatMap((option) => idSpots(option, matches(option, base) ? base : undefined, field, path));
  if (schema.type === 'array' && schema.items) {
    const rest = Array.isArray(base) ? base.slice(1) : [];
    return idSpots(schema.items, Array.isArray(base) ? base[0] : undefined, field, [...path, 0]).map((spot) => ({
      ...spot,
      input: [spot.input, ...rest],
    }));
  }
  if (schema.type !== 'object') return [];
  const around = (isRecord(base) ? base : least(schema, field)) as Record<string, unknown>;
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    idSpots(inner, around[name], name, [...path, name]).map((spot) => ({
      ...spot,
      input: { ...around, [name]: spot.input },
    })),
  );
}

/** Every text that people may write, with an input around it. */
export function textSpots(
  schema: Schema,
  base: unknown,
  path: Path = [],
): { path: Path; schema: Schema; input: unknown }[] {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.flatMap((option) => textSpots(option, matches(option, base) ? base : undefined, path));
  if (schema.type === 'array' && schema.items)
    return textSpots(schema.items, undefined, [...path, 0]).map((spot) => ({ ...spot, input: [spot.input] }));
  if (schema.type === 'object') {
    const around = (isRecord(base) ? base : least(schema, '')) as Record<string, unknown>;
    return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      textSpots(inner, around[name], [...path, name]).map((spot) => ({
        ...spot,
        input: { ...around, [name]: spot.input },
      })),
    );
  }
  const free = schema.type === 'string' && !schema.format && !schema.enum && schema.const === undefined;
  return free ? [{ path, schema, input: leastText(schema, String(path.at(-1))) }] : [];
}

/** Does this branch of a union fit what is there? */
function matches(option: Schema, base: unknown): boolean {
  if (!isRecord(base) || option.type !== 'object') return false;
  const known = Object.entries(option.properties ?? {});
  return (
    Object.keys(base).every((name) => option.properties?.[name] !== undefined) &&
    (option.required ?? []).every((name) => name in base) &&
    known.every(([name, inner]) => inner.const === undefined || inner.const === base[name])
  );
}

/** The places of an input that are objects with a fixed set of fields. */
export function strictObjects(schema: Schema, input: unknown, path: Path = []): { path: Path; schema: Schema }[] {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const option = options.find((one) => matches(one, input));
    return option ? strictObjects(option, input, path) : [];
  }
  if (Array.isArray(input)) return input.flatMap((one, at) => strictObjects(schema.items ?? {}, one, [...path, at]));
  if (!isRecord(input) || schema.type !== 'object') return [];
  const own = schema.additionalProperties === false ? [{ path, schema }] : [];
  return [
    ...own,
    ...Object.entries(input).flatMap(([name, inner]) =>
      strictObjects(schema.properties?.[name] ?? {}, inner, [...path, name]),
    ),
  ];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof IdOf);
}

export function at(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], input);
}

export function withAt(input: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(input)) return input.map((one, index) => (index === key ? withAt(one, rest, value) : one));
  const record = (input ?? {}) as Record<string, unknown>;
  return { ...record, [key]: withAt(record[key], rest, value) };
}
