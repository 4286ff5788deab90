import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Channel, ConsentSource, DeniedBecause, PartyKind, PresumptionBasis, Purpose, type Proof } from './contract.ts';
import { decideContact, type ChannelState, type ContactAsk, type ContactDecision } from './rules/decide-contact.ts';

const noon = new Date('2026-11-23T11:00:00Z');
const before = new Date('2026-03-01T10:00:00Z');
const yesterday = new Date('2026-11-22T11:00:00Z');
const tomorrow = new Date('2026-11-24T11:00:00Z');
const opensAt = new Date('2026-11-24T07:00:00Z');
const closed = { open: false, because: 'outside_hours', opensAt } as const;

const proof: Proof = {
  reference: 'Formular 4711',
  personName: 'Erika Muster',
  personAddress: 'Königsstraße 1, 34117 Kassel',
  advertiser: 'us',
};
const granted = (change: { at?: Date; source?: ConsentSource; wording?: string | null; proof?: Proof | null } = {}) =>
  ({
    state: 'granted',
    at: before,
    source: 'form',
    wording: 'Ja, Sie dürfen mich anrufen.',
    proof,
    entryId: 'entry',
    ...change,
  }) satisfies ChannelState;
const denied = (because: DeniedBecause, at = yesterday): ChannelState => ({ state: 'denied', because, at });
const withoutProof = (...fields: (keyof Proof)[]): Proof => ({
  ...proof,
  ...Object.fromEntries(fields.map((field) => [field, ''])),
});

/** A German consumer at noon on a Monday, about whom we know nothing. */
const silence: ContactAsk = {
  contact: { kind: 'private', country: 'DE' },
  channel: 'phone',
  purpose: 'advertising',
  at: noon,
  states: {},
  callerNumber: 'shown',
  callingTime: { open: true },
};
const business = { kind: 'business', country: 'DE' } as const;
const goodReason = { basis: 'existing_contract_same_field', reason: 'Kunde seit 2025, Wartung der Anlage' } as const;
const customer = { addressFromSale: true, ownSimilarGoods: true, noticeAtCollection: true, noticeEachTime: true };
const wish = { at: yesterday, about: 'Angebot Dachanlage' };

const outcome = (decision: ContactDecision) => (decision.allowed ? decision.basis : decision.because);

describe('may we?', () => {
  test.each<[string, Partial<ContactAsk>, string]>([
    ['a consumer who never said anything', {}, 'no_consent'],
    ['a consumer with documented consent', { states: { phone: granted() } }, 'consent'],
    ['consent of this very moment', { states: { phone: granted({ at: noon }) } }, 'consent'],
    ['consent dated a day ahead', { states: { phone: granted({ at: tomorrow }) } }, 'not_prior'],
    ['consent withdrawn yesterday', { states: { phone: denied('withdrawn') } }, 'withdrawn'],
    ['objected yesterday', { states: { phone: denied('objected') } }, 'objected'],
    ['said no at the door', { states: { visit: denied('refused') }, channel: 'visit' }, 'refused'],
    [
      '"bitte nicht mehr klingeln" does not open the telephone',
      { states: { visit: denied('objected') } },
      'no_consent',
    ],
    [
      '"bitte nicht mehr klingeln" leaves the post',
      { states: { visit: denied('objected') }, channel: 'post' },
      'no_consent_needed',
    ],
    ['consent for e-mail only', { states: { email: granted() } }, 'other_channel'],
    ['consent for e-mail that is itself withdrawn', { states: { email: denied('withdrawn') } }, 'no_consent'],
    ['SMS with consent for calls', { states: { phone: granted() }, channel: 'sms' }, 'other_channel'],
    ['consent without a piece of evidence', { states: { phone: granted({ proof: null }) } }, 'not_documented'],
    ['consent without its wording', { states: { phone: granted({ wording: ' ' }) } }, 'not_documented'],
    [
      'an empty reference is no evidence',
      { states: { phone: granted({ proof: withoutProof('reference') }) } },
      'not_documented',
    ],
    [
      'consent without home address',
      { states: { phone: granted({ proof: withoutProof('personAddress') }) } },
      'incomplete_documentation',
    ],
    [
      'a business consent needs no home address',
      { contact: business, states: { phone: granted({ proof: withoutProof('personAddress') }) } },
      'consent',
    ],
    [
      'e-mail consent needs no home address',
      { channel: 'email', states: { email: granted({ proof: withoutProof('personAddress') }) } },
      'consent',
    ],
    [
      'consent given to another firm',
      { states: { phone: granted({ proof: { ...proof, advertiser: 'other' } }) } },
      'other_advertiser',
    ],
    [
      'a newsletter opt-in with a telephone number in it',
      { states: { phone: granted({ source: 'double_opt_in', proof: { ...proof, confirmedOver: 'email' } }) } },
      'confirmed_elsewhere',
    ],
    [
      'an opt-in that does not say how it was confirmed',
      { states: { phone: granted({ source: 'double_opt_in' }) } },
      'confirmed_elsewhere',
    ],
    [
      'a number confirmed by a code in an SMS',
      { states: { phone: granted({ source: 'double_opt_in', proof: { ...proof, confirmedOver: 'sms' } }) } },
      'consent',
    ],
    ['to ask for consent by phone', { purpose: 'ask_consent' }, 'no_consent'],

    ['a business with concrete reason', { contact: business, presumption: goodReason }, 'presumed'],
    ['a business without any', { contact: business }, 'no_presumption'],
    [
      'a business from the directory',
      { contact: business, presumption: { ...goodReason, basis: 'directory_entry' } },
      'basis_does_not_count',
    ],
    ['a basis with nothing written', { contact: business, presumption: { ...goodReason, reason: '  ' } }, 'no_reason'],
    [
      'a presumption against an objection',
      { contact: business, presumption: goodReason, states: { phone: denied('objected') } },
      'objected',
    ],
    [
      'a presumption against a withdrawal',
      { contact: business, presumption: goodReason, states: { phone: denied('withdrawn') } },
      'withdrawn',
    ],
    [
      'a presumption beside a mere e-mail consent',
      { contact: business, presumption: goodReason, states: { email: granted() } },
      'presumed',
    ],
    [
      'a presumption never covers e-mail',
      { contact: business, presumption: goodReason, channel: 'email' },
      'no_consent',
    ],
    [
      'who may be private is private',
      { contact: { kind: 'unknown', country: 'DE' }, presumption: goodReason },
      'kind_unknown',
    ],
    [
      'an Austrian business needs consent',
      { contact: { kind: 'business', country: 'AT' }, presumption: goodReason },
      'no_consent',
    ],
    [
      'a business whose country is unknown',
      { contact: { kind: 'business', country: undefined }, presumption: goodReason },
      'no_consent',
    ],

    ['mail to an own customer', { channel: 'email', customer }, 'customer_exception'],
    [
      'the same in Austria',
      { channel: 'email', customer, contact: { kind: 'private', country: 'AT' } },
      'customer_exception',
    ],
    ['one condition missing', { channel: 'email', customer: { ...customer, noticeAtCollection: false } }, 'no_consent'],
    ['the exception never covers calls', { customer }, 'no_consent'],
    ['nor SMS', { channel: 'sms', customer }, 'no_consent'],
    ['nor somebody who objected', { channel: 'email', customer, states: { email: denied('objected') } }, 'objected'],

    ['a requested call-back', { purpose: 'requested', request: wish }, 'requested'],
    ['a call-back nobody wrote down', { purpose: 'requested' }, 'no_request'],
    ['a call-back about nothing', { purpose: 'requested', request: { at: yesterday, about: ' ' } }, 'no_request'],
    ['a call-back asked for tomorrow', { purpose: 'requested', request: { ...wish, at: tomorrow } }, 'no_request'],
    [
      'asked first, objected later',
      { purpose: 'requested', request: { ...wish, at: before }, states: { phone: denied('objected') } },
      'objected',
    ],
    [
      'objected first, asked later',
      { purpose: 'requested', request: wish, states: { phone: denied('objected', before) } },
      'requested',
    ],
    [
      'withdrew after asking',
      { purpose: 'requested', request: { ...wish, at: before }, states: { phone: denied('withdrawn') } },
      'withdrawn',
    ],
    ['asked for in the evening', { purpose: 'requested', request: wish, callingTime: closed }, 'requested'],

    [
      'the delivery date, although advertising was objected to',
      { purpose: 'contract', states: { phone: denied('objected') } },
      'not_advertising',
    ],
    [
      'an answer to a ticket, with the number suppressed',
      { purpose: 'service', suppressedAt: before },
      'not_advertising',
    ],
    ['a number on the suppression list', { suppressedAt: before, states: { phone: granted() } }, 'suppressed'],
    [
      'a suppressed number whose owner asked since',
      { suppressedAt: before, purpose: 'requested', request: wish },
      'requested',
    ],

    ['with a hidden number', { states: { phone: granted() }, callerNumber: 'hidden' }, 'caller_hidden'],
    ['with a number nobody spoke of', { states: { phone: granted() }, callerNumber: undefined }, 'caller_hidden'],
    ['with somebody else’s number', { states: { phone: granted() }, callerNumber: 'not_ours' }, 'caller_not_ours'],
    [
      'a call-back with a hidden number',
      { purpose: 'requested', request: wish, callerNumber: 'hidden' },
      'caller_hidden',
    ],
    ['a mail knows no caller', { channel: 'email', states: { email: granted() }, callerNumber: 'hidden' }, 'consent'],

    ['consent, but at night', { states: { phone: granted() }, callingTime: closed }, 'outside_hours'],
    ['no consent at night is still no consent', { callingTime: closed }, 'no_consent'],
    ['a mail at night', { channel: 'email', states: { email: granted() }, callingTime: closed }, 'consent'],
    ['the fitter’s call at night', { purpose: 'contract', callingTime: closed }, 'not_advertising'],
    [
      'a visit on a holiday',
      { channel: 'visit', callingTime: { open: false, because: 'rest_day', opensAt } },
      'rest_day',
    ],
  ])('%s', (_, change, expected) => expect(outcome(decideContact({ ...silence, ...change }))).toBe(expected));

  const swiss = { kind: 'private', country: 'CH' } as const;
  test.each<[string, Partial<ContactAsk>, string]>([
    ['listed without a star', { swiss: { listing: 'listed', customer: false } }, 'ch_listed'],
    ['listed with a star', { swiss: { listing: 'starred', customer: false } }, 'ch_starred'],
    ['a star, but our customer', { swiss: { listing: 'starred', customer: true } }, 'ch_customer'],
    ['not listed', { swiss: { listing: 'unlisted', customer: false } }, 'ch_unlisted'],
    ['not looked up', {}, 'ch_listing_unknown'],
    [
      'not listed, with consent',
      { swiss: { listing: 'unlisted', customer: false }, states: { phone: granted() } },
      'consent',
    ],
    [
      'listed, but withdrew',
      { swiss: { listing: 'listed', customer: false }, states: { phone: denied('withdrawn') } },
      'withdrawn',
    ],
    [
      'listed, from a number not registered',
      { swiss: { listing: 'listed', customer: false }, callerNumber: 'not_ours' },
      'caller_not_ours',
    ],
    [
      'a firm is protected alike',
      {
        contact: { kind: 'business', country: 'CH' },
        presumption: goodReason,
        swiss: { listing: 'starred', customer: false },
      },
      'ch_starred',
    ],
    [
      'not listed, consent for mail only',
      { swiss: { listing: 'unlisted', customer: false }, states: { email: granted() } },
      'other_channel',
    ],
  ])('Switzerland: %s', (_, change, expected) => {
    expect(outcome(decideContact({ ...silence, contact: swiss, ...change }))).toBe(expected);
  });
});

test('a refusal names its norm, its facts and the lawful ways on', () => {
  expect(decideContact(silence)).toEqual({
    allowed: false,
    because: 'no_consent',
    norm: '§ 7 Abs. 2 Nr. 1 UWG',
    facts: {},
    next: ['letter', 'qr', 'double_opt_in', 'ask_incoming'],
  });
  expect(decideContact({ ...silence, states: { phone: denied('withdrawn'), post: denied('objected') } })).toEqual({
    allowed: false,
    because: 'withdrawn',
    norm: 'Art. 7 Abs. 3 DSGVO',
    facts: { since: yesterday },
    next: ['ask_incoming'],
  });
  expect(decideContact({ ...silence, states: { phone: granted() }, callingTime: closed })).toMatchObject({
    because: 'outside_hours',
    facts: { until: opensAt },
    next: ['wait_until'],
  });
  expect(
    decideContact({ ...silence, states: { phone: granted({ proof: withoutProof('personName', 'personAddress') }) } }),
  ).toMatchObject({ norm: '§ 7a Abs. 1 UWG', facts: { missing: ['personName', 'personAddress'] } });
});

test('a permission names the entry it rests on', () => {
  expect(decideContact({ ...silence, states: { phone: granted() } })).toEqual({
    allowed: true,
    basis: 'consent',
    norm: '§ 7 Abs. 2 Nr. 1 UWG',
    entryId: 'entry',
  });
});

/**
 * The law once more, written differently: what each country asks per channel. C consent, P consent or presumption, D consent or
 * directory, F free until objected to. Columns: phone private, phone business, e-mail, SMS, post, visit.
 */
const asks = { DE: 'CPCCFF', AT: 'CCCCFF', CH: 'DDCCFF', FR: 'CCCCFF', '': 'CCCCFF' };
type Standing = 'silent' | 'agreed' | 'unproven' | 'agreed elsewhere' | DeniedBecause;

function isLawful(on: {
  country: keyof typeof asks;
  kind: PartyKind;
  channel: Channel;
  purpose: Purpose;
  standing: Standing;
  supported: boolean;
  daytime: boolean;
}): boolean {
  if (on.purpose === 'contract' || on.purpose === 'service') return true;
  if (['withdrawn', 'objected', 'refused'].includes(on.standing)) return false;
  if (on.purpose === 'requested') return on.supported;
  if (!on.daytime && on.channel !== 'email' && on.channel !== 'post') return false;
  const column =
    on.channel === 'phone' && on.kind === 'business'
      ? 1
      : { phone: 0, email: 2, sms: 3, post: 4, visit: 5 }[on.channel];
  const asked = asks[on.country][column];
  if (asked === 'F' || on.standing === 'agreed') return true;
  if (asked === 'P' || asked === 'D') return on.supported;
  return on.channel === 'email' && on.supported && ['DE', 'AT', 'CH'].includes(on.country);
}

test('ten thousand cases agree with the law written a second way', () => {
  const standings: readonly Standing[] = ['silent', 'agreed', 'unproven', 'agreed elsewhere', ...DeniedBecause.options];
  let cases = 0;
  for (const country of Object.keys(asks) as (keyof typeof asks)[])
    for (const kind of PartyKind.options)
      for (const channel of Channel.options)
        for (const purpose of Purpose.options)
          for (const standing of standings)
            for (const supported of [true, false])
              for (const daytime of [true, false]) {
                const elsewhere = channel === 'post' ? 'visit' : 'post';
                const states: ContactAsk['states'] =
                  standing === 'silent'
                    ? {}
                    : standing === 'agreed'
                      ? { [channel]: granted() }
                      : standing === 'unproven'
                        ? { [channel]: granted({ proof: null }) }
                        : standing === 'agreed elsewhere'
                          ? { [elsewhere]: granted() }
                          : { [channel]: denied(standing) };
                const decision = decideContact({
                  contact: { kind, country: country || undefined },
                  channel,
                  purpose,
                  at: noon,
                  states,
                  callerNumber: 'shown',
                  callingTime: daytime ? { open: true } : closed,
                  ...(supported && {
                    presumption: goodReason,
                    request: { at: before, about: 'Angebot' },
                    customer,
                    swiss: { listing: 'listed', customer: false } as const,
                  }),
                });
                const asked = { country, kind, channel, purpose, standing, supported, daytime };
                expect({ ...asked, allowed: decision.allowed }).toEqual({ ...asked, allowed: isLawful(asked) });
                cases += 1;
              }
  expect(cases).toBe(10_500);
});

describe('whatever else is true', () => {
  const when = fc.date({ min: new Date('2020-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  const aProof = fc.option(
    fc.record({
      reference: fc.constantFrom('Formular 4711', ''),
      personName: fc.constantFrom('Erika Muster', ''),
      personAddress: fc.constantFrom('Kassel', ''),
      advertiser: fc.constantFrom('us', 'other'),
    }),
  );
  const aState: fc.Arbitrary<ChannelState> = fc.oneof(
    fc.constant<ChannelState>({ state: 'unknown' }),
    fc.record({ state: fc.constant('denied' as const), because: fc.constantFrom(...DeniedBecause.options), at: when }),
    fc.record({
      state: fc.constant('granted' as const),
      at: when,
      source: fc.constantFrom(...ConsentSource.options),
      wording: fc.constantFrom('Ja.', '', null),
      proof: aProof,
      entryId: fc.constant('entry'),
    }),
  );
  const anAsk: fc.Arbitrary<ContactAsk> = fc.record({
    contact: fc.record({
      kind: fc.constantFrom(...PartyKind.options),
      country: fc.constantFrom('DE', 'AT', 'CH', 'FR', undefined),
    }),
    channel: fc.constantFrom(...Channel.options),
    purpose: fc.constantFrom(...Purpose.options),
    at: when,
    states: fc.dictionary(fc.constantFrom(...Channel.options), aState),
    presumption: fc.option(
      fc.record({
        basis: fc.constantFrom(...PresumptionBasis.options),
        reason: fc.constantFrom('', 'Wartungsvertrag'),
      }),
      { nil: undefined },
    ),
    suppressedAt: fc.option(when, { nil: undefined }),
    request: fc.option(fc.record({ at: when, about: fc.constantFrom('', 'Angebot') }), { nil: undefined }),
    callerNumber: fc.constantFrom('shown', 'hidden', 'not_ours', undefined),
    customer: fc.option(
      fc.record({
        addressFromSale: fc.boolean(),
        ownSimilarGoods: fc.boolean(),
        noticeAtCollection: fc.boolean(),
        noticeEachTime: fc.boolean(),
      }),
      { nil: undefined },
    ),
    swiss: fc.option(
      fc.record({ listing: fc.constantFrom('listed', 'starred', 'unlisted', 'unknown'), customer: fc.boolean() }),
      { nil: undefined },
    ),
    callingTime: fc.constantFrom({ open: true } as const, closed),
  });
  const advertising = fc.constantFrom<Purpose>('advertising', 'ask_consent');
  const manyRuns = { numRuns: 2000 };

  test('nobody who objected, refused or withdrew is advertised to', () => {
    fc.assert(
      fc.property(anAsk, advertising, fc.constantFrom(...DeniedBecause.options), when, (ask, purpose, because, at) => {
        const states = { ...ask.states, [ask.channel]: denied(because, at) };
        expect(decideContact({ ...ask, purpose, states }).allowed).toBe(false);
      }),
      manyRuns,
    );
  });

  test('nobody on the suppression list is advertised to', () => {
    fc.assert(
      fc.property(anAsk, advertising, when, (ask, purpose, suppressedAt) => {
        expect(decideContact({ ...ask, purpose, suppressedAt }).allowed).toBe(false);
      }),
      manyRuns,
    );
  });

  test('a further prior consent never turns a yes into a no', () => {
    fc.assert(
      fc.property(anAsk, fc.constantFrom(...Channel.options), (ask, channel) => {
        if (!decideContact(ask).allowed) return;
        const states = { ...ask.states, [channel]: granted({ at: ask.at }) };
        expect(decideContact({ ...ask, states }).allowed).toBe(true);
      }),
      manyRuns,
    );
  });

  test('silence means no on every channel that rings, mails or texts', () => {
    fc.assert(
      fc.property(anAsk, advertising, fc.constantFrom<Channel>('phone', 'email', 'sms'), (ask, purpose, channel) => {
        const { contact, at, callerNumber, callingTime } = ask;
        const decision = decideContact({ contact, channel, purpose, at, states: {}, callerNumber, callingTime });
        expect(decision.allowed).toBe(false);
      }),
      manyRuns,
    );
  });

  test('contract work is never held up by what was said about advertising', () => {
    fc.assert(
      fc.property(anAsk, fc.constantFrom<Purpose>('contract', 'service'), (ask, purpose) => {
        expect(decideContact({ ...ask, purpose })).toMatchObject({ allowed: true, basis: 'not_advertising' });
      }),
      manyRuns,
    );
  });

  test('an unknown party gets at most what a consumer gets', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const as = (kind: PartyKind) => decideContact({ ...ask, contact: { ...ask.contact, kind } }).allowed;
        expect(as('unknown')).toBe(as('private'));
      }),
      manyRuns,
    );
  });

  test('a letter is offered only where a letter is lawful', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const decision = decideContact(ask);
        if (decision.allowed || !decision.next.includes('letter')) return;
        expect(decideContact({ ...ask, channel: 'post', purpose: 'advertising' }).allowed).toBe(true);
      }),
      manyRuns,
    );
  });
});
