import { z } from 'zod';
import { defineOperation, Id, Line } from '#platform/operation';

export const ViewSubject = z.enum(['contact', 'company', 'deal']);
export type ViewSubject = z.infer<typeof ViewSubject>;

/** What a list was set to: the query of its operation, and the columns shown. */
export const ViewQuery = z.strictObject({
  filters: z.record(Line(60), z.union([z.string().max(500), z.number(), z.boolean()])).default({}),
  sort: Line(60).optional(),
  columns: z.array(Line(60)).max(60).optional(),
});
export type ViewQuery = z.infer<typeof ViewQuery>;

export const SavedView = z.strictObject({
  id: Id,
  subject: ViewSubject,
  name: z.string(),
  query: ViewQuery,
  /** `team`: everyone sees it. */
  sharing: z.enum(['own', 'team']),
  position: z.number().int(),
  version: z.number().int(),
});
export type SavedView = z.infer<typeof SavedView>;

export const listViews = defineOperation({
  name: 'contacts.listViews',
  method: 'GET',
  path: '/views',
  summary: 'Saved views of a list: the own ones and those of the team',
  permission: 'contacts.read',
  query: z.strictObject({ subject: ViewSubject }),
  output: z.strictObject({ items: z.array(SavedView) }),
});

export const CreateView = z.strictObject({
  subject: ViewSubject,
  name: Line(60),
  query: ViewQuery,
  sharing: z.enum(['own', 'team']).default('own'),
});
export type CreateView = z.infer<typeof CreateView>;

export const createView = defineOperation({
  name: 'contacts.createView',
  method: 'POST',
  path: '/views',
  summary: 'Save what a list is set to; a view for the team takes a lead',
  permission: 'contacts.read',
  body: CreateView,
  output: SavedView,
  refusals: ['too_many_views'],
});

const params = z.strictObject({ viewId: Id });

export const ChangeView = z
  .strictObject({
    name: Line(60),
    query: ViewQuery,
    sharing: z.enum(['own', 'team']),
    position: z.number().int().min(0).max(1000),
  })
  .partial();
export type ChangeView = z.infer<typeof ChangeView>;

export const changeView = defineOperation({
  name: 'contacts.changeView',
  method: 'PATCH',
  path: '/views/:viewId',
  summary: 'Rename, replace, move or share a saved view',
  permission: 'contacts.read',
  params,
  body: ChangeView,
  output: SavedView,
  refusals: ['stale'],
});

export const removeView = defineOperation({
  name: 'contacts.removeView',
  method: 'DELETE',
  path: '/views/:viewId',
  summary: 'Remove a saved view',
  permission: 'contacts.read',
  params,
  output: z.null(),
  status: 204,
});
