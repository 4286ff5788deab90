import { z } from 'zod';
import { ContactFilter, ContactItem, Flag } from '#contacts/contract';
import { defineOperation, Id, Instant, Line, Page, PageQuery } from '#platform/operation';

/** Filters of the list of people, and whether they have bought: they themselves, or the company they work for. */
export const AudienceFilter = ContactFilter.extend({ isCustomer: Flag.optional() });
export type AudienceFilter = z.infer<typeof AudienceFilter>;

/** As the page of people keeps its filters. */
const Filters = z.record(Line(60), z.string().max(500));

export const AudienceCount = z.strictObject({
  people: z.number().int(),
  /** Whom the gate lets call, if not at this hour; whom it lets mail. */
  callable: z.number().int(),
  mailable: z.number().int(),
  /** What a customer of the kind brought in the mean, or of all where no kind is meant. Null: nobody has bought yet. */
  averageCents: z.number().int().nullable(),
  /** Chances of all of them times that mean; null: there are no scores that would be useful. */
  expectedCents: z.number().int().nullable(),
});
export type AudienceCount = z.infer<typeof AudienceCount>;

export const AudienceView = z.strictObject({
  id: Id,
  name: z.string(),
  filters: Filters,
  avatar: z.strictObject({ id: Id, number: z.number().int().nullable(), name: z.string().nullable() }).nullable(),
  leastPercent: z.number().int().nullable(),
  /** Null: not counted yet, or the numbers of the team are not the asker's to see. */
  counted: AudienceCount.nullable(),
  countedAt: Instant.nullable(),
  /** Something was changed since: it is being counted anew. */
  counting: z.boolean(),
  createdBy: Id,
  createdAt: Instant,
  version: z.number().int(),
});
export type AudienceView = z.infer<typeof AudienceView>;

export const listAudiences = defineOperation({
  name: 'audiences.list',
  method: 'GET',
  path: '/audiences',
  summary: 'Target groups with how many they are, whom one may call and mail, and what they may be worth',
  permission: 'audiences.read',
  output: z.strictObject({ items: z.array(AudienceView) }),
});

const params = z.strictObject({ audienceId: Id });

export const getAudience = defineOperation({
  name: 'audiences.get',
  method: 'GET',
  path: '/audiences/:audienceId',
  summary: 'One target group',
  permission: 'audiences.read',
  params,
  output: AudienceView,
});

const fields = {
  name: Line(80),
  filters: Filters,
  avatarId: Id.nullable(),
  /** Only with a kind of customer. */
  leastPercent: z.number().int().min(0).max(100).nullable(),
};

export const CreateAudience = z.strictObject({
  ...fields,
  filters: Filters.default({}),
  avatarId: fields.avatarId.default(null),
  leastPercent: fields.leastPercent.default(null),
});
export type CreateAudience = z.output<typeof CreateAudience>;

export const createAudience = defineOperation({
  name: 'audiences.create',
  method: 'POST',
  path: '/audiences',
  summary: 'Put together a target group: filters of the list of people, and a kind of customer they are to be like',
  permission: 'audiences.write',
  body: CreateAudience,
  output: AudienceView,
  refusals: ['filters_unknown', 'avatar_unknown', 'too_many_audiences'],
});

export const ChangeAudience = z.strictObject(fields).partial();
export type ChangeAudience = z.infer<typeof ChangeAudience>;

export const changeAudience = defineOperation({
  name: 'audiences.change',
  method: 'PATCH',
  path: '/audiences/:audienceId',
  summary: 'Change a target group; it is counted anew',
  permission: 'audiences.write',
  params,
  body: ChangeAudience,
  output: AudienceView,
  refusals: ['stale', 'filters_unknown', 'avatar_unknown'],
});

export const removeAudience = defineOperation({
  name: 'audiences.remove',
  method: 'DELETE',
  path: '/audiences/:audienceId',
  summary: 'Remove a target group; nobody in it is touched, and it can be brought back',
  permission: 'audiences.write',
  params,
  output: z.null(),
  status: 204,
});

export const restoreAudience = defineOperation({
  name: 'audiences.restore',
  method: 'POST',
  path: '/audiences/:audienceId/restoration',
  summary: 'Bring a removed target group back',
  permission: 'audiences.write',
  params,
  output: AudienceView,
  status: 200,
});

export const AudiencePerson = z.strictObject({
  contact: ContactItem,
  /** How well they fit the kind that is meant. */
  percent: z.number().int().nullable(),
});
export type AudiencePerson = z.infer<typeof AudiencePerson>;

export const listAudiencePeople = defineOperation({
  name: 'audiences.listPeople',
  method: 'GET',
  path: '/audiences/:audienceId/people',
  summary: 'Who is in a target group, who fits best first; without a kind of customer by name',
  permission: 'audiences.read',
  params,
  query: z.strictObject(PageQuery),
  output: Page(AudiencePerson),
  refusals: ['cursor_invalid'],
});

export const dialAudience = defineOperation({
  name: 'audiences.dial',
  method: 'POST',
  path: '/audiences/:audienceId/dialling',
  summary: 'Begin to call the people of a target group one after the other, who fits best first; at most 5000',
  permission: 'calls.write',
  params,
  output: z.strictObject({ people: z.number().int() }),
  status: 200,
  refusals: ['audience_empty'],
});
