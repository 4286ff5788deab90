import { z } from 'zod';
import { defineOperation, Id, Line } from '#platform/operation';
import { countries, regions } from './rules/regions.ts';

export { regionNames, regions } from './rules/regions.ts';

export const Country = z.enum(countries);
export const Locale = z.enum(['de', 'en']);
export const TimeZone = z.enum(['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich']);
export const Currency = z.enum(['EUR', 'CHF']);
/** A Bundesland, Land or canton in ISO 3166-2. */
export const Region = z.enum(regions);

export const WorkspaceView = z.strictObject({
  id: Id,
  name: z.string(),
  timeZone: TimeZone,
  country: Country,
  region: Region,
  currency: Currency,
  locale: Locale,
  /** Where people write who can't use one of the public pages. */
  publicEmail: z.string().nullable(),
  version: z.number().int(),
});
export type WorkspaceView = z.infer<typeof WorkspaceView>;

export const getWorkspace = defineOperation({
  name: 'workspace.get',
  method: 'GET',
  path: '/workspace',
  summary: 'The selling organisation: name, place, calendar, currency',
  permission: 'workspace.read',
  output: WorkspaceView,
});

export const ChangeWorkspace = z.strictObject({
  name: Line(120).optional(),
  timeZone: TimeZone.optional(),
  country: Country.optional(),
  region: Region.optional(),
  currency: Currency.optional(),
  locale: Locale.optional(),
  publicEmail: z.email().max(254).nullable().optional(),
});
export type ChangeWorkspace = z.infer<typeof ChangeWorkspace>;

export const changeWorkspace = defineOperation({
  name: 'workspace.change',
  method: 'PATCH',
  path: '/workspace',
  summary: 'Change name, place, calendar or currency',
  permission: 'workspace.admin',
  body: ChangeWorkspace,
  output: WorkspaceView,
  refusals: ['stale', 'region_not_in_country'],
});

export const Holiday = z.strictObject({
  on: z.iso.date(),
  name: z.strictObject({ de: z.string(), en: z.string() }),
  /** In the whole Land or canton, in most of it (or by custom), or in a few places only. */
  extent: z.enum(['everywhere', 'widely', 'locally']),
});
export type Holiday = z.infer<typeof Holiday>;

export const listHolidays = defineOperation({
  name: 'workspace.listHolidays',
  method: 'GET',
  path: '/workspace/holidays',
  summary: 'Public holidays of a year at the place of the workspace, or of another Land or canton',
  permission: 'workspace.read',
  query: z.strictObject({ year: z.coerce.number().int().min(2019).max(2100), region: Region.optional() }),
  output: z.strictObject({ region: Region, items: z.array(Holiday) }),
});
