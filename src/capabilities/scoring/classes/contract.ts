import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Line, Page, PageQuery } from '#platform/operation';

export const CustomerClass = z.enum(['A', 'B', 'C']);
export type CustomerClass = z.infer<typeof CustomerClass>;

const Cents = z.number().int();
const Count = z.number().int().nonnegative();

/** A company, or a person who buys for themselves, with what they are expected to bring and to cost. */
export const CustomerView = z.strictObject({
  id: Id,
  kind: z.enum(['company', 'contact']),
  name: z.string(),
  ownerId: Id.nullable(),
  lastTouchAt: Instant.nullable(),
  class: CustomerClass.nullable(),
  classBefore: CustomerClass.nullable(),
  classSince: Instant.nullable(),
  confirmed: z.strictObject({ by: Id, at: Instant }).nullable(),
  /** A person decided otherwise than what was computed. */
  set: z.strictObject({ by: Id, reason: z.string(), until: Instant }).nullable(),
  /** `near` a border, or `thin`: only one purchase to go by. */
  certainty: z.enum(['clear', 'near', 'thin']).nullable(),
  /** What they would have to bring more to be one class better. */
  missingCents: Cents.nullable(),
  wins: Count,
  wonCents: Cents,
  firstWonOn: Day.nullable(),
  lastWonOn: Day.nullable(),
  expectedPurchases: z.number().nonnegative(),
  purchaseCents: Cents,
  /** How likely they are a customer still. */
  alive: z.number().min(0).max(1).nullable(),
  openDeals: Count,
  openCents: Cents,
  /** Contracts that run or will, what they are expected to bring still, and since when there is one. */
  contracts: Count,
  contractCents: Cents,
  contractSince: Day.nullable(),
  calls: Count,
  callMinutes: Count,
  meetings: Count,
  meetingMinutes: Count,
  visits: Count,
  tickets: Count,
  dunningLetters: Count,
  returnedDebits: Count,
  discountCents: Cents,
  /** Of twelve months. */
  costCents: Cents,
  netCents: Cents,
});
export type CustomerView = z.infer<typeof CustomerView>;

/** The latest computation, and what it rests on. */
export const ClassRun = z.strictObject({
  computedAt: Instant,
  months: z.number().int(),
  wins: Count,
  customers: Count,
  known: Count,
  repeating: Count,
  /** How many contracts it was learned from how long customers stay, how many of them were ended by the customer, and whether that is too few for more than a rate. */
  contracts: Count,
  contractsLeft: Count,
  contractsFew: z.boolean(),
  otherCurrencies: Count,
  /** Null: not enough was sold yet for classes. */
  borders: z.strictObject({ aFromCents: Cents, bFromCents: Cents }).nullable(),
  degenerate: z.boolean(),
  warnings: z.array(z.string()),
});
export type ClassRun = z.infer<typeof ClassRun>;

export const listCustomers = defineOperation({
  name: 'scoring.listCustomers',
  method: 'GET',
  path: '/customer-values',
  summary:
    'Customers by what they are expected to bring, the most valuable first; `waiting`: those whose class nobody has confirmed',
  permission: 'scoring.read',
  query: z.strictObject({
    class: z.union([CustomerClass, z.literal('open')]).optional(),
    waiting: z.stringbool().default(false),
    ...PageQuery,
  }),
  output: Page(CustomerView),
  refusals: ['cursor_invalid'],
});

/** One class, or those still open. */
export const ClassSum = z.strictObject({
  class: CustomerClass.nullable(),
  customers: Count,
  netCents: Cents,
  costCents: Cents,
  wonCents: Cents,
});
export type ClassSum = z.infer<typeof ClassSum>;

export const ClassSummary = z.strictObject({
  run: ClassRun.nullable(),
  needed: z.strictObject({ wins: Count, known: Count }),
  currency: z.string(),
  sums: z.array(ClassSum),
  /** Whose class changed within thirty days; `from` null: their first. */
  moves: z.array(z.strictObject({ from: CustomerClass.nullable(), to: CustomerClass, customers: Count })),
  /** Classes that nobody has confirmed. */
  waiting: Count,
});
export type ClassSummary = z.infer<typeof ClassSummary>;

export const listDueCustomers = defineOperation({
  name: 'scoring.dueCustomers',
  method: 'GET',
  path: '/customer-values/due',
  summary:
    'Of the 200 most valuable A customers those who have not heard from us for longer than agreed, or have no owner',
  permission: 'scoring.read',
  output: z.strictObject({ everyDays: z.number().int(), items: z.array(CustomerView) }),
});

export const getClassSummary = defineOperation({
  name: 'scoring.classSummary',
  method: 'GET',
  path: '/customer-class-summary',
  summary: 'How many customers each class has, what they bring and cost, and who moved within thirty days',
  permission: 'scoring.read',
  output: ClassSummary,
});

export const CustomerPoint = z.strictObject({
  id: Id,
  kind: z.enum(['company', 'contact']),
  name: z.string(),
  class: CustomerClass.nullable(),
  valueCents: Cents,
  costCents: Cents,
});
export type CustomerPoint = z.infer<typeof CustomerPoint>;

export const listCustomerPoints = defineOperation({
  name: 'scoring.customerPoints',
  method: 'GET',
  path: '/customer-value-points',
  summary: 'A map of customers, value by cost: all of them, or of many the most valuable and the most costly',
  permission: 'scoring.read',
  output: z.strictObject({ items: z.array(CustomerPoint), all: z.boolean() }),
});

/** Of a person: their own, or of the company they work for where that is the customer. */
export const getCustomerOf = defineOperation({
  name: 'scoring.customerOf',
  method: 'GET',
  path: '/customer-class',
  summary:
    'Value and class of a person or a company; null where they have bought nothing, nothing is open and no contract runs',
  permission: 'scoring.read',
  query: z
    .strictObject({ contactId: Id.optional(), companyId: Id.optional() })
    .refine((query) => (query.contactId === undefined) !== (query.companyId === undefined), 'contactId or companyId'),
  output: z.strictObject({
    customer: CustomerView.nullable(),
    /** To profiling: then nothing is shown of what they bought either. */
    objected: z.boolean(),
    run: ClassRun.nullable(),
  }),
});

const Ids = z.union([Id, z.array(Id).max(200)]).optional();

export const listClasses = defineOperation({
  name: 'scoring.listClasses',
  method: 'GET',
  path: '/customer-classes',
  summary: 'Classes of many people and companies at once; who has none has no answer',
  permission: 'scoring.read',
  query: z.strictObject({ contactId: Ids, companyId: Ids }),
  output: z.strictObject({ items: z.array(z.strictObject({ id: Id, class: CustomerClass })) }),
});

const params = z.strictObject({ customerId: Id });

export const confirmClass = defineOperation({
  name: 'scoring.confirmClass',
  method: 'POST',
  path: '/customer-values/:customerId/confirmation',
  summary: 'The class that was computed is right',
  permission: 'scoring.write',
  params,
  output: CustomerView,
  status: 200,
  refusals: ['no_class'],
});

export const SetClass = z.strictObject({ class: CustomerClass, reason: Line(500) });
export type SetClass = z.infer<typeof SetClass>;

export const setClass = defineOperation({
  name: 'scoring.setClass',
  method: 'PUT',
  path: '/customer-values/:customerId/class',
  summary:
    'Give a customer another class than was computed, with the reason; it stands for a year or until it is released',
  permission: 'scoring.write',
  params,
  body: SetClass,
  output: CustomerView,
});

export const releaseClass = defineOperation({
  name: 'scoring.releaseClass',
  method: 'DELETE',
  path: '/customer-values/:customerId/class',
  summary: 'Let the computed class count again',
  permission: 'scoring.write',
  params,
  output: CustomerView,
});

export const computeClasses = defineOperation({
  name: 'scoring.computeClasses',
  method: 'POST',
  path: '/class-runs',
  summary: 'Compute values and classes now, in the background',
  permission: 'scoring.manage',
  output: z.null(),
  status: 202,
});

/** Shares in percent of the customers who have a history, or amounts of net value. */
export const ClassPolicy = z
  .strictObject({
    months: z.number().int().min(6).max(60),
    hourCents: Count.max(100_000),
    visitCents: Count.max(1_000_000),
    ticketCents: Count.max(1_000_000),
    dunningLetterCents: Count.max(1_000_000),
    returnedDebitCents: Count.max(1_000_000),
    basis: z.enum(['shares', 'amounts']),
    shareA: z.number().int().min(1).max(98),
    shareB: z.number().int().min(1).max(98),
    aFromCents: z.number().int().min(1).max(1_000_000_000_000),
    bFromCents: z.number().int().min(1).max(1_000_000_000_000),
    contactEveryDays: z.number().int().min(7).max(365),
  })
  .refine(({ shareA, shareB }) => shareA + shareB < 100, 'shareA + shareB < 100')
  .refine(({ aFromCents, bFromCents }) => bFromCents <= aFromCents, 'bFromCents <= aFromCents');
export type ClassPolicy = z.infer<typeof ClassPolicy>;

export const getClassPolicy = defineOperation({
  name: 'scoring.getClassPolicy',
  method: 'GET',
  path: '/class-policy',
  summary:
    'How customers are valued: horizon, rates of work, shares or borders of the classes, how often an A customer is to hear from us',
  permission: 'scoring.read',
  output: ClassPolicy,
});

export const changeClassPolicy = defineOperation({
  name: 'scoring.changeClassPolicy',
  method: 'PUT',
  path: '/class-policy',
  summary: 'Change how customers are valued; everything is computed anew in the background',
  permission: 'scoring.admin',
  body: ClassPolicy,
  output: ClassPolicy,
});
