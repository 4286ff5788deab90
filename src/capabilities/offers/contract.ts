import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';

/** How it goes on after the term: until somebody gives notice, by a further term each time, or not at all. */
export const AfterTerm = z.enum(['open', 'renews', 'ends']);
export type AfterTerm = z.infer<typeof AfterTerm>;

/** Whose wish the end was; `withdrawn`: within the right of withdrawal. */
export const EndReason = z.enum(['customer', 'withdrawn', 'agreed', 'us']);
export type EndReason = z.infer<typeof EndReason>;

export const ContractState = z.enum(['coming', 'running', 'ending', 'ended']);
export type ContractState = z.infer<typeof ContractState>;

const Months = z.number().int().min(0);
const Cents = z.number().int().min(0).max(100_000_000_000);

const Named = z.strictObject({ id: Id, name: z.string() });

export const ContractView = z.strictObject({
  id: Id,
  title: z.string(),
  contact: Named.nullable(),
  company: Named.nullable(),
  dealId: Id.nullable(),
  monthlyCents: z.number().int(),
  currency: z.string(),
  startsOn: Day,
  termMonths: Months,
  noticeMonths: Months,
  afterTerm: AfterTerm,
  renewalMonths: Months.nullable(),
  note: z.string().nullable(),
  state: ContractState,
  /** The last day of the contract if notice were given today; null once its end is settled. */
  earliestEndOn: Day.nullable(),
  /** The last day on which notice ends it then; null where any day does, or its end is settled. */
  noticeBy: Day.nullable(),
  /** The last day, once it is settled. */
  endsOn: Day.nullable(),
  notice: z.strictObject({ on: Day, reason: EndReason }).nullable(),
  createdAt: Instant,
  version: z.number().int(),
});
export type ContractView = z.infer<typeof ContractView>;

/** A company's contracts include those of its people that name the company. */
export const listContracts = defineOperation({
  name: 'offers.listContracts',
  method: 'GET',
  path: '/contracts',
  summary: 'Contracts with customers, the latest entered first',
  permission: 'offers.read',
  query: z.strictObject({
    contactId: Id.optional(),
    companyId: Id.optional(),
    dealId: Id.optional(),
    /** `running`: also what is to come; without those under notice. */
    state: z.enum(['running', 'ending', 'ended']).optional(),
    ...PageQuery,
  }),
  output: Page(ContractView),
  refusals: ['cursor_invalid'],
});

const Count = z.number().int();

export const ContractSum = z.strictObject({
  currency: z.string(),
  /** Those that run today, and what they bring a month. */
  running: Count,
  runningCents: Count,
  coming: Count,
  comingCents: Count,
  /** Under notice and not ended yet; as long as they run they count among the running ones too. */
  ending: Count,
  endingCents: Count,
});
export type ContractSum = z.infer<typeof ContractSum>;

export const getContractSummary = defineOperation({
  name: 'offers.contractSummary',
  method: 'GET',
  path: '/contract-summary',
  summary: 'How many contracts run and what they bring a month, by currency',
  permission: 'offers.read',
  output: z.strictObject({ sums: z.array(ContractSum) }),
});

const params = z.strictObject({ contractId: Id });

const terms = {
  title: Line(200),
  monthlyCents: Cents,
  startsOn: Day,
  termMonths: Months.max(240),
  noticeMonths: Months.max(24),
  afterTerm: AfterTerm,
  renewalMonths: z.number().int().min(1).max(120).nullable(),
  note: Text(10_000).nullable(),
};
type Terms = { termMonths: number; afterTerm: AfterTerm; renewalMonths: number | null };
const clear = ({ termMonths, afterTerm, renewalMonths }: Terms): boolean =>
  (afterTerm === 'renews') === (renewalMonths !== null) && (afterTerm === 'open' || termMonths > 0);
const clearly = 'Only what renews has renewalMonths; only what is open may have no term.';

/** With a person, a company or a deal; what is not named is taken from the deal, a company also from the person. */
export const CreateContract = z
  .strictObject({ ...terms, contactId: Id.optional(), companyId: Id.optional(), dealId: Id.optional() })
  .refine(clear, clearly)
  .refine(({ contactId, companyId, dealId }) => contactId ?? companyId ?? dealId, 'contactId, companyId or dealId');
export type CreateContract = z.infer<typeof CreateContract>;

export const createContract = defineOperation({
  name: 'offers.createContract',
  method: 'POST',
  path: '/contracts',
  summary: 'Enter a contract with a customer',
  permission: 'offers.write',
  body: CreateContract,
  output: ContractView,
  refusals: ['no_customer'],
});

/** All of its terms, as they hold from now on. */
export const ChangeContract = z.strictObject(terms).refine(clear, clearly);
export type ChangeContract = z.infer<typeof ChangeContract>;

export const changeContract = defineOperation({
  name: 'offers.changeContract',
  method: 'PUT',
  path: '/contracts/:contractId',
  summary: 'Change the terms of a contract',
  permission: 'offers.write',
  params,
  body: ChangeContract,
  output: ContractView,
  refusals: ['stale', 'ends_too_early'],
});

/** `on`: when notice came. */
export const GiveNotice = z.strictObject({ on: Day, endsOn: Day, reason: EndReason });
export type GiveNotice = z.infer<typeof GiveNotice>;

export const giveNotice = defineOperation({
  name: 'offers.giveNotice',
  method: 'PUT',
  path: '/contracts/:contractId/notice',
  summary: 'Keep that notice was given, and when the contract ends',
  permission: 'offers.write',
  params,
  body: GiveNotice,
  output: ContractView,
  refusals: ['stale', 'ends_too_early', 'notice_in_future'],
});

export const takeBackNotice = defineOperation({
  name: 'offers.takeBackNotice',
  method: 'DELETE',
  path: '/contracts/:contractId/notice',
  summary: 'The contract goes on after all',
  permission: 'offers.write',
  params,
  output: ContractView,
  refusals: ['stale'],
});

export const removeContract = defineOperation({
  name: 'offers.removeContract',
  method: 'DELETE',
  path: '/contracts/:contractId',
  summary: 'Remove a contract that was entered by mistake; it can be brought back',
  permission: 'offers.write',
  params,
  output: z.null(),
  status: 204,
  refusals: ['stale'],
});

export const restoreContract = defineOperation({
  name: 'offers.restoreContract',
  method: 'POST',
  path: '/contracts/:contractId/restoration',
  summary: 'Bring a removed contract back',
  permission: 'offers.write',
  params,
  output: ContractView,
  status: 200,
});
