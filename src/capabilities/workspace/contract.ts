import { z } from 'zod';
import { defineOperation, Id, Line } from '#platform/operation';

export const Country = z.enum(['DE', 'AT', 'CH']);
export const Locale = z.enum(['de', 'en']);
export const TimeZone = z.enum(['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich']);
export const Currency = z.enum(['EUR', 'CHF']);
/** A Bundesland, Land or canton in ISO 3166-2. */
export const Region = z.string().regex(/^(DE|AT|CH)-[A-Z0-9]{1,2}$/);

export const WorkspaceView = z.strictObject({
  id: Id,
  name: z.string(),
  timeZone: TimeZone,
  country: Country,
  region: Region,
  currency: Currency,
  locale: Locale,
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

export const Holiday = z.strictObject({ on: z.iso.date(), name: z.string() });
export const listHolidays = defineOperation({
  name: 'workspace.listHolidays',
  method: 'GET',
  path: '/workspace/holidays',
  summary: 'Public holidays of a year at the place of the workspace',
  permission: 'workspace.read',
  query: z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) }),
  output: z.strictObject({ items: z.array(Holiday) }),
});
