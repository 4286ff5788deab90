import {
  exportAudiencePeople,
  exportAuditEntries,
  exportCalls,
  exportCompanies,
  exportContacts,
  exportContracts,
  exportCustomers,
  exportDeals,
  exportNextSteps,
  type FileFormat,
  type ListName,
} from '#integrations/contract';
import { addressOf, type InputOf } from '#web/api.ts';

const operations = {
  contacts: exportContacts,
  companies: exportCompanies,
  deals: exportDeals,
  calls: exportCalls,
  'next-steps': exportNextSteps,
  contracts: exportContracts,
  customers: exportCustomers,
  'audience-people': exportAudiencePeople,
  'audit-entries': exportAuditEntries,
} as const satisfies Record<ListName, unknown>;

/** What a list may be asked with. */
export type ListQuery<List extends ListName> = InputOf<(typeof operations)[List]>['query'];

export function listAddress<List extends ListName>(list: List, query: ListQuery<List>, format: FileFormat): string {
  return addressOf(operations[list], { query: { ...query, format } } as InputOf<(typeof operations)[List]>);
}
