import { z } from 'zod';
import { defineOperation, Download, Id, Instant, Line, Page, PageQuery, Text, Upload } from '#platform/operation';

/** Of customers won, or of those who were lost. */
export const Outcome = z.enum(['won', 'lost']);
export type Outcome = z.infer<typeof Outcome>;

/** What a customer is told by. Nothing of age, gender, origin, belief or health; not even where it is known. */
export const plainFields = [
  'kind',
  'region',
  'city',
  'industry',
  'jobTitle',
  'source',
  'product',
  'value',
  'daysToEnd',
  'lossReason',
] as const;
export type PlainField = (typeof plainFields)[number];
/** The step of a script, by its title. */
export const answerField = (title: string): string => `answer:${title}`;
export const titleOf = (field: string): string | undefined =>
  field.startsWith('answer:') ? field.slice('answer:'.length) : undefined;
const Field = Line(220);

/** In what a group differs from all others. `effect`: how much (Cohen's d or h); shares from 0 to 1, amounts in euros, times in days. */
export const Finding = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mean'),
    field: z.string(),
    effect: z.number(),
    own: z.number(),
    others: z.number(),
  }),
  z.strictObject({
    kind: z.literal('middle'),
    field: z.string(),
    effect: z.number(),
    from: z.number(),
    to: z.number(),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    field: z.string(),
    effect: z.number(),
    choice: z.string(),
    own: z.number(),
    others: z.number(),
  }),
]);
export type Finding = z.infer<typeof Finding>;

const Counted = z.strictObject({ text: z.string(), count: z.number().int(), of: z.number().int() });

/** Counted from the customers of the group: what blanks can be filled with. */
export const AvatarFigures = z.strictObject({
  /** The mean of what was won, or would have been. */
  valueCents: z.number().int().nullable(),
  /** From the first day of the deal to its end, the median. */
  days: z.number().nullable(),
  products: z.array(Counted),
  sources: z.array(Counted),
  /** Why people like them did not buy. */
  lossReasons: z.array(Counted),
  /** Answered outgoing calls, meetings that took place; each of all that were tried. */
  channels: z.array(
    z.strictObject({
      channel: z.enum(['phone', 'video', 'place']),
      reached: z.number().int(),
      tried: z.number().int(),
    }),
  ),
  /** In notes about them more often than in others: how many of them, of how many with notes. */
  words: z.array(Counted),
});
export type AvatarFigures = z.infer<typeof AvatarFigures>;

export const RunProblem = z.enum(['too_few', 'nothing_apart', 'failed']);
export type RunProblem = z.infer<typeof RunProblem>;

export const RunView = z.strictObject({
  id: Id,
  outcome: Outcome,
  fields: z.array(z.string()),
  seed: z.number().int(),
  askedBy: Id,
  askedAt: Instant,
  finishedAt: Instant.nullable(),
  problem: RunProblem.nullable(),
  customers: z.number().int().nullable(),
  objectors: z.number().int().nullable(),
  silhouette: z.number().nullable(),
  stability: z.number().nullable(),
  separation: z.enum(['strong', 'weak']).nullable(),
  leftOut: z.array(z.string()),
});
export type RunView = z.infer<typeof RunView>;

export const AvatarItem = z.strictObject({
  id: Id,
  outcome: Outcome,
  /** From 1 by size; null: the latest run has no group like it. */
  number: z.number().int().nullable(),
  name: z.string().nullable(),
  size: z.number().int(),
  findings: z.array(Finding),
  valueCents: z.number().int().nullable(),
  /** Changes with the picture. */
  pictureId: Id.nullable(),
  /** The computed numbers say something else than when somebody last drew. */
  changed: z.boolean(),
});
export type AvatarItem = z.infer<typeof AvatarItem>;

export const AvatarView = z.strictObject({
  ...AvatarItem.shape,
  figures: AvatarFigures,
  run: RunView.nullable(),
  story: z.string().nullable(),
  words: z.string().nullable(),
  foundAt: z.string().nullable(),
  objections: z.string().nullable(),
  channel: z.string().nullable(),
  product: z.string().nullable(),
  drawnBy: Id.nullable(),
  drawnAt: Instant.nullable(),
  version: z.number().int(),
});
export type AvatarView = z.infer<typeof AvatarView>;

export const listAvatars = defineOperation({
  name: 'audiences.listAvatars',
  method: 'GET',
  path: '/avatars',
  summary: 'Kinds of customers won or lost, as computed last and drawn by people; and what is missing for them',
  permission: 'audiences.read',
  query: z.strictObject({ outcome: Outcome.default('won') }),
  output: z.strictObject({
    /** Counted up to what is needed. */
    customers: z.number().int(),
    needed: z.number().int(),
    /** One that is waiting or being computed. */
    going: RunView.nullable(),
    latest: RunView.nullable(),
    items: z.array(AvatarItem),
  }),
});

const ofAvatar = z.strictObject({ avatarId: Id });

export const getAvatar = defineOperation({
  name: 'audiences.getAvatar',
  method: 'GET',
  path: '/avatars/:avatarId',
  summary: 'One kind of customer: what people have drawn, and what is really there',
  permission: 'audiences.read',
  params: ofAvatar,
  output: AvatarView,
});

const blank = (max: number) => Text(max).trim().nullable();

/** Only what is given is changed; null or nothing empties it. */
export const DrawAvatar = z
  .strictObject({
    name: Line(80).nullable(),
    story: blank(4000),
    words: blank(1000),
    foundAt: blank(1000),
    objections: blank(1000),
    channel: blank(400),
    product: blank(400),
  })
  .partial();
export type DrawAvatar = z.infer<typeof DrawAvatar>;

export const drawAvatar = defineOperation({
  name: 'audiences.drawAvatar',
  method: 'PATCH',
  path: '/avatars/:avatarId',
  summary: 'Name and describe a kind of customer; what was computed stays as it is',
  permission: 'audiences.write',
  params: ofAvatar,
  body: DrawAvatar,
  output: AvatarView,
  refusals: ['stale'],
});

export const lookThroughAvatar = defineOperation({
  name: 'audiences.lookThrough',
  method: 'POST',
  path: '/avatars/:avatarId/looked-through',
  summary: 'The drawing still fits the numbers, which have changed',
  permission: 'audiences.write',
  params: ofAvatar,
  output: AvatarView,
  status: 200,
});

export const setPicture = defineOperation({
  name: 'audiences.setPicture',
  method: 'PUT',
  path: '/avatars/:avatarId/picture',
  summary: 'Give a kind of customer a face: PNG, JPEG or WebP, at most 5 MB; it takes the place of the one before',
  permission: 'audiences.write',
  params: ofAvatar,
  body: Upload,
  output: AvatarView,
  refusals: ['too_large', 'picture_unreadable'],
});

export const removePicture = defineOperation({
  name: 'audiences.removePicture',
  method: 'DELETE',
  path: '/avatars/:avatarId/picture',
  summary: 'Take the picture of a kind of customer away',
  permission: 'audiences.write',
  params: ofAvatar,
  output: AvatarView,
});

export const downloadPicture = defineOperation({
  name: 'audiences.downloadPicture',
  method: 'GET',
  path: '/avatars/:avatarId/picture',
  summary: 'The picture of a kind of customer',
  permission: 'audiences.read',
  params: ofAvatar,
  /** Only to tell a browser that it is another than before. */
  query: z.strictObject({ picture: Line(36).optional() }),
  output: Download,
});

export const AvatarPerson = z.strictObject({
  contactId: Id,
  name: z.string(),
  companyName: z.string().nullable(),
  city: z.string().nullable(),
  /** Of a lead; null: one of the customers it was computed from. */
  percent: z.number().int().nullable(),
});
export type AvatarPerson = z.infer<typeof AvatarPerson>;

export const listAvatarPeople = defineOperation({
  name: 'audiences.listAvatarPeople',
  method: 'GET',
  path: '/avatars/:avatarId/people',
  summary: 'The customers a kind was computed from, or the people that fit it best, page by page',
  permission: 'audiences.read',
  params: ofAvatar,
  query: z.strictObject({ who: z.enum(['customers', 'leads']).default('customers'), ...PageQuery }),
  output: Page(AvatarPerson),
  refusals: ['cursor_invalid'],
});

export const FieldView = z.strictObject({
  field: z.string(),
  /** Of how many of the customers looked at it is known. */
  filled: z.number().int(),
  different: z.number().int(),
  /** Would tell people apart, and is known of most. */
  suggested: z.boolean(),
});
export type FieldView = z.infer<typeof FieldView>;

export const listFields = defineOperation({
  name: 'audiences.listFields',
  method: 'GET',
  path: '/avatar-fields',
  summary: 'What customers can be told apart by, and of how many of the latest it is known',
  permission: 'audiences.read',
  query: z.strictObject({ outcome: Outcome.default('won') }),
  output: z.strictObject({ customers: z.number().int(), items: z.array(FieldView) }),
});

export const AskRun = z.strictObject({ outcome: Outcome, fields: z.array(Field).min(1).max(24) });
export type AskRun = z.infer<typeof AskRun>;

export const askRun = defineOperation({
  name: 'audiences.askRun',
  method: 'POST',
  path: '/avatar-runs',
  summary: 'Compute the kinds of customers anew, in the background; where that is going on already, that one',
  permission: 'audiences.manage',
  body: AskRun,
  output: RunView,
  refusals: ['field_unknown'],
});

export const listRuns = defineOperation({
  name: 'audiences.listRuns',
  method: 'GET',
  path: '/avatar-runs',
  summary:
    'The latest twenty times that kinds of customers were computed: when, by whom, from what, how well told apart',
  permission: 'audiences.read',
  query: z.strictObject({ outcome: Outcome.default('won') }),
  output: z.strictObject({ items: z.array(RunView) }),
});

/** `gain` above 0 speaks for the avatar. */
export const FitReason = z.strictObject({ field: z.string(), value: z.string(), gain: z.number() });
export type FitReason = z.infer<typeof FitReason>;

export const FitView = z.strictObject({
  avatarId: Id,
  number: z.number().int().nullable(),
  name: z.string().nullable(),
  pictureId: Id.nullable(),
  percent: z.number().int(),
  reasons: z.array(FitReason),
});
export type FitView = z.infer<typeof FitView>;

export const getFit = defineOperation({
  name: 'audiences.getFit',
  method: 'GET',
  path: '/contacts/:contactId/avatars',
  summary: 'Which kind of customer a person is most like, with what speaks for and against it',
  permission: 'audiences.read',
  params: z.strictObject({ contactId: Id }),
  output: z.strictObject({
    fits: z.array(FitView),
    /** The avatar whose customers they are among. */
    memberOf: z
      .strictObject({ avatarId: Id, number: z.number().int().nullable(), name: z.string().nullable() })
      .nullable(),
    /** Why there is nothing; null where there is something. */
    because: z.enum(['no_avatars', 'objected', 'too_little_known', 'not_yet']).nullable(),
  }),
});
