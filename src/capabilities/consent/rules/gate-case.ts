import { z } from 'zod';
import { callingTime, isPlace } from '#workspace';
import type { PartyKind, PresumptionBasis, Purpose } from '../contract.ts';
import type { Means } from '../country-rules.ts';
import { type ChannelState, type ContactAsk, decideContact } from './decide-contact.ts';
import { gateCodes } from './gate-codes.ts';

/** One case of a file of cases, decided; or why it could not be read. */
export type CaseAnswer =
  | { id: string; allow: boolean; reason: string; norm: string }
  | { id: string; error: { code: 'case_unreadable'; message: string } };

/**
 * Decides cases in the shape in which auditors and neighbouring systems describe one contact, by the rules of our own gate. What a case does
 * not say counts as a no.
 */
export function decideCases(cases: readonly unknown[]): CaseAnswer[] {
  return cases.map((given, index) => {
    const named = Named.safeParse(given);
    if (!named.success) return unreadable(`#${index + 1}`, 'Der Fall braucht „id“ und „in“.');
    const { id, in: facts } = named.data;
    const read = Case.safeParse(facts);
    if (!read.success) return unreadable(String(id), inWords(read.error));
    const decision = decideContact(toAsk(read.data));
    const reason = gateCodes[decision.allowed ? decision.basis : decision.because];
    return { id: String(id), allow: decision.allowed, reason, norm: decision.norm };
  });
}

function unreadable(id: string, message: string): CaseAnswer {
  return { id, error: { code: 'case_unreadable', message } };
}

function inWords(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.length > 0 ? `in.${path.join('.')}` : 'in'}: ${message}`)
    .join(' ');
}

/** `E-Mail`, `e_mail` and `email` are one word. */
const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const meansWords: Record<Means, readonly string[]> = {
  phone: ['call', 'phone', 'telephone', 'telefon', 'anruf'],
  call_machine: ['callmachine', 'autodialler', 'autodialer', 'automaticcall', 'robocall', 'voicebot'],
  email: ['email', 'mail', 'newsletter'],
  sms: ['sms', 'mms', 'textmessage'],
  messenger: ['messenger', 'whatsapp', 'chat', 'signal', 'telegram', 'directmessage'],
  fax: ['fax', 'telefax'],
  post: ['post', 'letter', 'brief', 'postal'],
  visit: ['visit', 'doorstep', 'door', 'besuch', 'hausbesuch'],
};

const purposeWords: Record<Purpose, readonly string[]> = {
  // To ask how content somebody is, is advertising by law (BGH, 10.7.2018, VI ZR 225/17).
  advertising: ['advertising', 'marketing', 'werbung', 'sales', 'survey', 'satisfactionsurvey'],
  ask_consent: ['askforconsent', 'askconsent', 'consentrequest'],
  requested: ['requestedcallback', 'requested', 'callback', 'callbackrequested'],
  contract: [
    'contract',
    'contractperformance',
    'performanceofcontract',
    'performance',
    'contractfulfilment',
    'existingcontract',
  ],
  service: ['service', 'customerservice', 'servicecall', 'support'],
};

const partyWords: Record<PartyKind, readonly string[]> = {
  private: ['consumer', 'private', 'b2c'],
  business: ['business', 'company', 'b2b'],
  unknown: ['unknown'],
};

const basisWords: Record<PresumptionBasis, readonly string[]> = {
  existing_contract_same_field: ['existingcontractsamefield', 'existingcontract', 'contractsamefield'],
  earlier_contract_same_field: ['earliercontractsamefield', 'formercontractsamefield', 'previouscontractsamefield'],
  inquiry: ['inquiry', 'enquiry', 'priorinquiry', 'previousinquiry', 'recentinquiry'],
  tender: ['tender', 'publictender', 'calltotender'],
  contact_asked_for: ['contactaskedfor', 'askedforcontact', 'requestedcontact'],
  directory_entry: ['directoryentry'],
  same_industry: ['sameindustry'],
  recommendation: ['recommendation', 'referral'],
};

const flag = z.boolean({ error: 'muss true oder false sein.' }).nullish();
const text = z.string({ error: 'muss ein Text sein.' }).max(2000, { error: 'ist zu lang.' }).nullish();
const instant = z.iso.datetime({
  offset: true,
  error: 'muss ein Zeitpunkt mit Zeitzone sein, wie 2026-11-23T09:00:00Z.',
});
/** What a proof names: the thing itself, or that it is there. */
const named = z.union([z.boolean(), z.string()], { error: 'muss true, false oder ein Text sein.' }).nullish();

function word<Key extends string>(words: Record<Key, readonly string[]>) {
  return z.string({ error: 'muss ein Text sein.' }).transform((given, context): Key => {
    const found = wordOf(words, given);
    if (found) return found;
    context.addIssue(`kennt nur ${(Object.keys(words) as Key[]).map((key) => words[key][0]).join(', ')}.`);
    return z.NEVER;
  });
}

const Named = z.looseObject({ id: z.union([z.string().min(1).max(200), z.number()]), in: z.unknown() });

const Consent = z.looseObject(
  {
    documented: named,
    name: named,
    address: named,
    advertiser: text,
    scope: z.union([z.array(z.string()).max(50), z.string()], { error: 'muss eine Liste von Wegen sein.' }).nullish(),
    givenAt: instant.nullish(),
    form: text,
    revokedAt: instant.nullish(),
  },
  { error: 'muss ein Objekt sein.' },
);

const Case = z.looseObject(
  {
    now: instant,
    channel: word(meansWords),
    purpose: word(purposeWords).nullish(),
    /** Of a request: what about. Without it nothing was requested. */
    purposeDetail: text,
    country: text,
    party: word(partyWords).nullish(),
    objection: flag,
    suppressed: flag,
    callerIdShown: flag,
    callerRegistered: flag,
    consent: Consent.nullish(),
    presumed: z.looseObject({ basis: text, reason: text }, { error: 'muss ein Objekt sein.' }).nullish(),
    customerException: z
      .looseObject(
        {
          sale: flag,
          ownSimilar: flag,
          objected: flag,
          noticeAtCollection: flag,
          noticeEachTime: flag,
          optOutList: flag,
        },
        { error: 'muss ein Objekt sein.' },
      )
      .nullish(),
    chListed: flag,
    chStar: flag,
    chCustomer: flag,
    /** Where the telephone rings, `DE-HE`; left out, our hours are not asked: no statute names any. */
    place: z.string().refine(isPlace, { error: 'muss ein Land oder Bundesland sein, wie DE-HE.' }).nullish(),
  },
  { error: 'muss ein Objekt sein.' },
);
type Case = z.output<typeof Case>;

function toAsk(given: Case): ContactAsk {
  const at = new Date(given.now);
  const { presumed, customerException: exception } = given;
  const basis = presumed?.basis ? wordOf(basisWords, presumed.basis) : undefined;
  return {
    contact: { kind: given.party ?? 'unknown', country: given.country?.trim().toUpperCase() },
    channel: given.channel,
    purpose: given.purpose ?? 'advertising',
    at,
    states: statesOf(given, at),
    // How far an objection reaches that nobody described, we do not guess.
    noContactSince: given.objection ? at : undefined,
    suppressedAt: given.suppressed ? at : undefined,
    request: given.purposeDetail ? { at, about: given.purposeDetail } : undefined,
    callerNumber: callerNumberOf(given),
    // A basis nobody has heard of counts as little as the directory.
    presumption: presumed ? { basis: basis ?? 'directory_entry', reason: presumed.reason ?? '' } : undefined,
    customer: exception
      ? {
          addressFromSale: exception.sale === true,
          ownSimilarGoods: exception.ownSimilar === true,
          noticeAtCollection: exception.noticeAtCollection === true,
          noticeEachTime: exception.noticeEachTime === true,
          objected: exception.objected !== false,
          onOptOutList: exception.optOutList === true,
        }
      : undefined,
    swiss: { listing: listingOf(given), customer: given.chCustomer === true },
    callingTime: given.place ? callingTime(at, given.place) : { open: true },
  };
}

/** Art. 3 Abs. 1 lit. v UWG-CH asks for a number that is registered; elsewhere one that is shown counts as ours until denied. */
function callerNumberOf({ callerIdShown, callerRegistered, country }: Case): ContactAsk['callerNumber'] {
  if (!callerIdShown) return 'hidden';
  const ours = country?.trim().toUpperCase() === 'CH' ? callerRegistered === true : callerRegistered !== false;
  return ours ? 'shown' : 'not_ours';
}

function listingOf({ chListed, chStar }: Case) {
  if (chStar) return 'starred';
  if (chListed) return 'listed';
  return chListed === false ? 'unlisted' : 'unknown';
}

/** A consent dated ahead or taken back is told as that, whatever it was for: so does the law ask, first whether it stands, then how far it reaches. */
function statesOf({ consent, channel }: Case, at: Date): ContactAsk['states'] {
  if (!consent) return {};
  const givenAt = consent.givenAt ? new Date(consent.givenAt) : undefined;
  const revokedAt = consent.revokedAt ? new Date(consent.revokedAt) : undefined;
  const state = grantedState(consent, givenAt ?? at);
  if (givenAt && givenAt > at) return { [channel]: state };
  // Art. 7 Abs. 3 Satz 2 DSGVO: until it is withdrawn, a consent stands.
  if (revokedAt && revokedAt <= at) return { [channel]: { state: 'denied', because: 'withdrawn', at: revokedAt } };
  const scope = [consent.scope ?? []].flat().map((means) => wordOf(meansWords, means) ?? ('other' as const));
  return Object.fromEntries((scope.length > 0 ? scope : ['other']).map((means) => [means, state]));
}

function grantedState(consent: z.output<typeof Consent>, at: Date): ChannelState {
  const { documented, name, address, advertiser, form, givenAt } = consent;
  // Neither when nor how: nothing is documented.
  const proven = isNamed(documented) && Boolean(givenAt) && isNamed(form);
  const doubleOptIn = /doi|doubleoptin/.test(plain(form ?? ''));
  const overPhone = /sms|phone|call|code/.test(plain(form ?? ''));
  return {
    state: 'granted',
    at,
    source: doubleOptIn ? 'double_opt_in' : 'form',
    wording: proven ? '…' : null,
    proof: {
      reference: proven ? '…' : '',
      personName: isNamed(name) ? '…' : '',
      personAddress: isNamed(address) ? '…' : '',
      advertiser: advertiser === 'self' ? 'us' : 'other',
      ...(doubleOptIn && { confirmedOver: overPhone ? 'sms' : 'email' }),
    },
    entryId: '',
  };
}

const isNamed = (value: boolean | string | null | undefined): boolean =>
  value === true || (typeof value === 'string' && value.trim() !== '');

function wordOf<Key extends string>(words: Record<Key, readonly string[]>, text: string): Key | undefined {
  const wanted = plain(text);
  return (Object.keys(words) as Key[]).find((key) => words[key].includes(wanted));
}
