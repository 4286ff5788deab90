import type {
  Channel,
  ContactBasis,
  ConsentSource,
  DeniedBecause,
  DocumentationField,
  NextWay,
  PartyKind,
  PresumptionBasis,
  Proof,
  Purpose,
  RefusedBecause,
} from '../contract.ts';
import {
  callingMeans,
  countryLaws,
  persistenceNorm,
  type Means,
  presumptionCounts,
  quietHoursNorm,
  ringingChannels,
  type ChannelRule,
  type CountryLaw,
} from '../country-rules.ts';

export type ContactAsk = {
  contact: { kind: PartyKind; country: string | undefined };
  channel: Means;
  purpose: Purpose;
  at: Date;
  /** Where each channel stands by the ledger; a missing channel is unknown. `other`: a consent that names none of these means. */
  states: Partial<Record<Means | 'other', ChannelState>>;
  /** Wants no contact whatever it is about: goes beyond the objection to advertising of a channel. */
  noContactSince?: Date | undefined;
  /** Business contacts only: why we may presume interest. */
  presumption?: { basis: PresumptionBasis; reason: string } | undefined;
  /** The address or number is on the list that survives erasure. */
  suppressedAt?: Date | undefined;
  /** For purpose `requested`: when the person asked, and what about. */
  request?: { at: Date; about: string } | undefined;
  /** Phone only: what the person called would see. */
  callerNumber?: 'shown' | 'hidden' | 'not_ours' | undefined;
  /** E-mail to an own customer: the conditions of § 7 Abs. 3 UWG, all of which must be met. */
  customer?: CustomerFacts | undefined;
  /** Switzerland: how the number stands in the directory, and whether the person is our customer. */
  swiss?: { listing: 'listed' | 'starred' | 'unlisted' | 'unknown'; customer: boolean } | undefined;
  /** Tried so often over this channel that the next time must wait until then. */
  notBefore?: Date | undefined;
  /** From `#workspace`: may it ring where the person lives? */
  callingTime: { open: true } | { open: false; because: 'rest_day' | 'outside_hours'; opensAt: Date | undefined };
};

export type ChannelState =
  | { state: 'unknown' }
  | { state: 'denied'; because: DeniedBecause; at: Date }
  | { state: 'granted'; at: Date; source: ConsentSource; wording: string | null; proof: Proof | null; entryId: string };

export type CustomerFacts = {
  addressFromSale: boolean;
  ownSimilarGoods: boolean;
  noticeAtCollection: boolean;
  noticeEachTime: boolean;
  /** To this very use, which ends the exception and no more. */
  objected?: boolean;
  /** Austria: on the list of § 7 Abs. 2 ECG. */
  onOptOutList?: boolean;
};

export type ContactDecision = Allowed | Refused;
export type Allowed = { allowed: true; basis: ContactBasis; norm: string; entryId: string | null };
export type Refused = {
  allowed: false;
  because: RefusedBecause;
  norm: string;
  facts: RefusedFacts;
  next: readonly [NextWay, ...NextWay[]];
};
export type RefusedFacts = {
  since?: Date;
  until?: Date;
  granted?: readonly (Means | 'other')[];
  missing?: readonly DocumentationField[];
  basis?: PresumptionBasis;
};

/**
 * May we contact this person over this channel for this purpose? Silence means no.
 *
 * The order is the law's: what is no advertising needs no consent and meets no objection to advertising (Art. 21 Abs. 2
 * DSGVO reaches direct marketing only), unless the person wants no contact at all; then a standing no; then a request; the caller's number; what the country asks of
 * this party; and last, our own hours.
 */
export function decideContact(ask: ContactAsk): ContactDecision {
  const law = lawOf(ask);
  if (ask.noContactSince && !isRequestedSince(ask, ask.noContactSince)) {
    return refuse(ask, 'objected', law.objection, { since: ask.noContactSince });
  }
  if (ask.purpose === 'contract' || ask.purpose === 'service') return allow('not_advertising', law.contract);

  const no = standingNo(ask, law);
  if (no) return no;
  if (ask.purpose === 'requested' && !isRequested(ask)) return refuse(ask, 'no_request', law.request);
  const hidden = callerProblem(ask, law);
  if (hidden) return hidden;
  if (ask.purpose === 'requested') return allow('requested', law.request);

  const decision = findGround(ask, law);
  if (decision.allowed && ask.notBefore) return refuse(ask, 'too_often', persistenceNorm, { until: ask.notBefore });
  if (decision.allowed && ringingChannels.includes(ask.channel) && !ask.callingTime.open) {
    const { because, opensAt } = ask.callingTime;
    return refuse(ask, because, quietHoursNorm, opensAt ? { until: opensAt } : {});
  }
  return decision;
}

function lawOf({ contact: { country } }: ContactAsk): CountryLaw {
  return country === 'DE' || country === 'AT' || country === 'CH' ? countryLaws[country] : countryLaws.elsewhere;
}

/** An objection or a refusal beats every ground, a presumption above all; only the person's own later wish opens its subject. */
function standingNo(ask: ContactAsk, law: CountryLaw): Refused | undefined {
  if (ask.suppressedAt && !isRequestedSince(ask, ask.suppressedAt)) {
    return refuse(ask, 'suppressed', law.objection, { since: ask.suppressedAt });
  }
  const state = ask.states[ask.channel];
  if (state?.state !== 'denied' || isRequestedSince(ask, state.at)) return undefined;
  // A withdrawn consent is told where consent is looked for, after the caller's number; for a request it is a no like any.
  if (state.because === 'withdrawn' && ask.purpose !== 'requested') return undefined;
  const norm = state.because === 'withdrawn' ? law.withdrawal : law.objection;
  return refuse(ask, state.because, norm, { since: state.at });
}

/** The wish is the legal ground, so it must be there: written down, and not in the future. */
function isRequested({ purpose, request, at }: ContactAsk): boolean {
  return purpose === 'requested' && request !== undefined && request.at <= at && request.about.trim() !== '';
}

function isRequestedSince(ask: ContactAsk, no: Date): boolean {
  return isRequested(ask) && ask.request !== undefined && ask.request.at > no;
}

function callerProblem(ask: ContactAsk, law: CountryLaw): Refused | undefined {
  if (!callingMeans.includes(ask.channel) || ask.callerNumber === 'shown') return undefined;
  return refuse(ask, ask.callerNumber === 'not_ours' ? 'caller_not_ours' : 'caller_hidden', law.callerNumber);
}

function findGround(ask: ContactAsk, law: CountryLaw): ContactDecision {
  const rule = law.channels[ask.channel][ask.contact.kind === 'business' ? 'business' : 'private'];
  const consent = weighConsent(ask, law, rule);
  if (consent.allowed || consent.because === 'withdrawn') return consent;

  switch (rule.needs) {
    case 'consent':
      if (rule.customerException && isCustomerMail(ask.customer)) {
        return allow('customer_exception', rule.customerException);
      }
      return consent;
    case 'presumption':
      return ask.presumption || consent.because === 'no_consent' ? weighPresumption(ask, rule) : consent;
    case 'directory': {
      const listing = weighListing(ask, rule);
      return listing.allowed || consent.because === 'no_consent' || consent.because === 'kind_unknown'
        ? listing
        : consent;
    }
    case 'no_objection':
      return allow('no_consent_needed', rule.norm);
  }
}

/** Exists, prior, not withdrawn, for this channel and firm, documented. */
function weighConsent(ask: ContactAsk, law: CountryLaw, rule: ChannelRule): ContactDecision {
  const state = ask.states[ask.channel] ?? { state: 'unknown' };
  if (state.state === 'unknown') {
    const granted = grantedChannels(ask);
    if (granted.length > 0) return refuse(ask, 'other_channel', law.scope, { granted });
    return refuse(ask, ask.contact.kind === 'unknown' ? 'kind_unknown' : 'no_consent', rule.norm);
  }
  if (state.state === 'denied') return refuse(ask, 'withdrawn', law.withdrawal, { since: state.at });
  if (state.at > ask.at) return refuse(ask, 'not_prior', rule.norm, { since: state.at });
  if (state.proof?.advertiser === 'other') return refuse(ask, 'other_advertiser', law.scope);
  if (isConfirmedElsewhere(ask.channel, state)) return refuse(ask, 'confirmed_elsewhere', law.scope);
  if (!state.wording?.trim() || !state.proof?.reference.trim()) return refuse(ask, 'not_documented', law.proof);
  const { proof } = state;
  const missing = rule.documentation?.fields.filter((field) => !proof[field]?.trim()) ?? [];
  if (rule.documentation && missing.length > 0) {
    return refuse(ask, 'incomplete_documentation', rule.documentation.norm, { missing });
  }
  return allow('consent', rule.norm, state.entryId);
}

function grantedChannels({ states, at }: ContactAsk): (Means | 'other')[] {
  return (Object.keys(states) as (Means | 'other')[]).filter((channel) => {
    const state = states[channel];
    return state?.state === 'granted' && state.at <= at;
  });
}

/** BGH I ZR 164/09: a click in an e-mail proves who reads the mailbox, not whose telephone number was typed in. */
function isConfirmedElsewhere(channel: Means, state: Extract<ChannelState, { state: 'granted' }>): boolean {
  const proving = provenBy[channel];
  const over = state.proof?.confirmedOver;
  return state.source === 'double_opt_in' && proving !== undefined && !(over && proving.includes(over));
}

const provenBy: Partial<Record<Means, readonly Channel[]>> = {
  phone: ['phone', 'sms'],
  sms: ['phone', 'sms'],
  email: ['email'],
  messenger: ['phone', 'sms'],
  call_machine: ['phone', 'sms'],
  fax: [],
};

function isCustomerMail(customer: CustomerFacts | undefined): boolean {
  return (
    customer !== undefined &&
    customer.addressFromSale &&
    customer.ownSimilarGoods &&
    customer.noticeAtCollection &&
    customer.noticeEachTime &&
    !customer.objected &&
    !customer.onOptOutList
  );
}

function weighPresumption(ask: ContactAsk, rule: ChannelRule): ContactDecision {
  if (!ask.presumption) return refuse(ask, 'no_presumption', rule.norm);
  const { basis, reason } = ask.presumption;
  if (!presumptionCounts[basis]) return refuse(ask, 'basis_does_not_count', rule.norm, { basis });
  if (!reason.trim()) return refuse(ask, 'no_reason', rule.norm, { basis });
  return allow('presumed', rule.norm);
}

/** A star in the directory and no entry at all protect alike; own customers are no third parties. */
function weighListing(ask: ContactAsk, rule: ChannelRule): ContactDecision {
  if (ask.swiss?.customer) return allow('ch_customer', rule.norm);
  switch (ask.swiss?.listing) {
    case 'listed':
      return allow('ch_listed', rule.norm);
    case 'starred':
      return refuse(ask, 'ch_starred', rule.norm);
    case 'unlisted':
      return refuse(ask, 'ch_unlisted', rule.norm);
    default:
      return refuse(ask, 'ch_listing_unknown', rule.norm);
  }
}

function allow(basis: ContactBasis, norm: string, entryId: string | null = null): Allowed {
  return { allowed: true, basis, norm, entryId };
}

function refuse(ask: ContactAsk, because: RefusedBecause, norm: string, facts: RefusedFacts = {}): Refused {
  const ways = waysOn[because].filter((way) => isOpen(ask, way));
  return { allowed: false, because, norm, facts, next: [ways[0] ?? 'ask_incoming', ...ways.slice(1)] };
}

/** A letter is a way on only while the post itself is free; so is a QR code, which has to reach the person on paper. */
function isOpen(ask: ContactAsk, way: NextWay): boolean {
  if (way === 'letter' || way === 'qr') return !ask.suppressedAt && ask.states.post?.state !== 'denied';
  return true;
}

const untilTheyCome: readonly NextWay[] = ['letter', 'ask_incoming'];
const towardsConsent: readonly NextWay[] = ['letter', 'qr', 'double_opt_in', 'ask_incoming'];

/** How to go on lawfully, best first. Asking for consent by phone, mail or SMS is advertising itself and never stands here. */
const waysOn: Record<RefusedBecause, readonly NextWay[]> = {
  objected: untilTheyCome,
  refused: untilTheyCome,
  suppressed: ['ask_incoming'],
  no_request: ['record_request', ...towardsConsent],
  caller_hidden: ['show_number'],
  caller_not_ours: ['use_own_number'],
  no_consent: towardsConsent,
  kind_unknown: ['settle_kind', ...towardsConsent],
  withdrawn: untilTheyCome,
  other_channel: towardsConsent,
  other_advertiser: towardsConsent,
  confirmed_elsewhere: ['complete_proof', ...towardsConsent],
  not_prior: ['complete_proof', ...towardsConsent],
  not_documented: ['complete_proof', ...towardsConsent],
  incomplete_documentation: ['complete_proof', ...towardsConsent],
  no_presumption: ['record_presumption', ...towardsConsent],
  basis_does_not_count: ['record_presumption', ...towardsConsent],
  no_reason: ['record_presumption', ...towardsConsent],
  ch_starred: towardsConsent,
  ch_unlisted: towardsConsent,
  ch_listing_unknown: ['check_directory', ...towardsConsent],
  too_often: ['wait_until'],
  rest_day: ['wait_until'],
  outside_hours: ['wait_until'],
};
