import type { ContactBasis, RefusedBecause } from '../contract.ts';

/**
 * Our answers in the coarser codes that auditors and neighbouring systems use for contact gates. The last of each half are our
 * own words: those systems know no hours, and no channel that needs no consent.
 */
export const gateCodes: Record<ContactBasis | RefusedBecause, string> = {
  not_advertising: 'NOT_ADVERTISING',
  requested: 'REQUESTED',
  consent: 'CONSENT',
  presumed: 'PRESUMED',
  customer_exception: 'CUSTOMER_EXCEPTION',
  ch_customer: 'CH_CUSTOMER',
  ch_listed: 'CH_LISTED',
  no_consent_needed: 'NO_CONSENT_NEEDED',

  objected: 'OBJECTION',
  refused: 'OBJECTION',
  suppressed: 'OBJECTION',
  no_request: 'NO_CONSENT',
  caller_hidden: 'CALLER_ID',
  caller_not_ours: 'CALLER_ID',
  no_consent: 'NO_CONSENT',
  kind_unknown: 'NO_CONSENT',
  withdrawn: 'REVOKED',
  other_channel: 'SCOPE',
  other_advertiser: 'SCOPE',
  confirmed_elsewhere: 'SCOPE',
  not_prior: 'NOT_PRIOR',
  not_documented: 'NOT_DOCUMENTED',
  incomplete_documentation: 'INCOMPLETE_DOC',
  no_presumption: 'NO_PRESUMED',
  basis_does_not_count: 'NO_PRESUMED',
  no_reason: 'NO_REASON',
  ch_starred: 'CH_STAR',
  ch_unlisted: 'CH_UNLISTED',
  ch_listing_unknown: 'CH_UNLISTED',
  too_often: 'TOO_OFTEN',
  rest_day: 'REST_DAY',
  outside_hours: 'OUTSIDE_HOURS',
};
