/**
 * The law once more, as tables and not as code: what each country asks per channel, what each state of a consent is worth, and when it may
 * ring where. Every combination is put to the gate; its answer must be the table's, reason and all.
 */
import { expect, test } from 'vitest';
import { callingTime, type Place } from '#workspace';
import { Channel, PartyKind, Purpose, type Proof } from './contract.ts';
import { type ChannelState, type ContactAsk, decideContact } from './rules/decide-contact.ts';

/**
 * C consent. P consent, or interest presumed for a reason (§ 7 Abs. 2 Nr. 1 UWG). L consent, or a directory entry without star (Art. 3 Abs. 1
 * lit. u UWG-CH). E consent, or own customer (§ 7 Abs. 3 UWG, § 174 Abs. 4 TKG 2021, Art. 3 Abs. 1 lit. o UWG-CH). F free until objected to.
 * A C that is followed by ! must name the person and the home address (§ 7a UWG). An unknown party stands with the private one.
 */
const law = {
  //    phone               e-mail    SMS       post      visit
  DE: { private: ['C!', 'E', 'C', 'F', 'F'], business: ['P', 'E', 'C', 'F', 'F'] },
  AT: { private: ['C', 'E', 'C', 'F', 'F'], business: ['C', 'E', 'C', 'F', 'F'] },
  CH: { private: ['L', 'E', 'C', 'F', 'F'], business: ['L', 'E', 'C', 'F', 'F'] },
  FR: { private: ['C', 'C', 'C', 'F', 'F'], business: ['C', 'C', 'C', 'F', 'F'] },
  '': { private: ['C', 'C', 'C', 'F', 'F'], business: ['C', 'C', 'C', 'F', 'F'] },
} as const;
type Land = keyof typeof law;
const columns: readonly Channel[] = ['phone', 'email', 'sms', 'post', 'visit'];

/** What a state is worth: the reason a consent fails for, `yes`, or a `no` that nothing but a new word of the person overcomes. */
const worth = {
  silent: 'no_consent',
  agreed: 'yes',
  'agreed this second': 'yes',
  'agreed a second later': 'not_prior',
  'agreed without evidence': 'not_documented',
  'agreed without wording': 'not_documented',
  'agreed without address': 'incomplete_documentation',
  'agreed to another firm': 'other_advertiser',
  'agreed by a click in a mail': 'confirmed_elsewhere',
  'agreed on another channel': 'other_channel',
  withdrawn: 'withdrawn',
  objected: 'objected',
  refused: 'refused',
} as const;
type State = keyof typeof worth;

/** The times of the matrix, and what they are at each place: o open, h outside hours, r Sunday or holiday. */
const times: readonly [name: string, at: string, DE: string, AT: string, CH: string][] = [
  ['Monday, 10 in the morning', '2026-11-23T09:00:00Z', 'o', 'o', 'o'],
  ['Monday, the minute before eight', '2026-11-23T06:59:00Z', 'h', 'h', 'h'],
  ['Monday, eight sharp', '2026-11-23T07:00:00Z', 'o', 'o', 'o'],
  ['Monday, eight in the evening', '2026-11-23T19:00:00Z', 'h', 'h', 'h'],
  ['the same clock in summer, two hours from UTC', '2026-07-20T06:00:00Z', 'o', 'o', 'o'],
  ['Saturday afternoon', '2026-11-21T14:59:00Z', 'o', 'o', 'o'],
  ['Saturday, four o’clock', '2026-11-21T15:00:00Z', 'h', 'h', 'h'],
  ['Sunday noon', '2026-11-22T11:00:00Z', 'r', 'r', 'r'],
  ['Corpus Christi: Hesse and Vienna rest, Zurich works', '2026-06-04T08:00:00Z', 'r', 'r', 'o'],
  ['8 December: Vienna rests', '2026-12-08T10:00:00Z', 'o', 'r', 'o'],
  ['1 May: all rest', '2026-05-01T10:00:00Z', 'r', 'r', 'r'],
];
const places: Record<Land, Place> = { DE: 'DE-HE', AT: 'AT-9', CH: 'CH-ZH', FR: 'DE-HE', '': 'DE-HE' };
const signs = { o: 'open', h: 'outside_hours', r: 'rest_day' } as const;

type Case = {
  land: Land;
  kind: PartyKind;
  channel: Channel;
  purpose: Purpose;
  state: State;
  supported: boolean;
  hidden: boolean;
  hour: 'open' | 'outside_hours' | 'rest_day';
};

function byTheTable(on: Case): string {
  if (on.purpose === 'contract' || on.purpose === 'service') return 'not_advertising';
  const value = worth[on.state];
  const isNo = value === 'withdrawn' || value === 'objected' || value === 'refused';
  if (on.purpose === 'requested' && isNo) return value;
  if (isNo && value !== 'withdrawn') return value;
  if (on.purpose === 'requested' && !on.supported) return 'no_request';
  if (on.channel === 'phone' && on.hidden) return 'caller_hidden';
  if (on.purpose === 'requested') return 'requested';

  const ground = groundOf(on, value);
  const isYes = ['consent', 'presumed', 'customer_exception', 'ch_listed', 'no_consent_needed'].includes(ground);
  const rings = on.channel === 'phone' || on.channel === 'sms' || on.channel === 'visit';
  return isYes && rings && on.hour !== 'open' ? on.hour : ground;
}

function groundOf(on: Case, value: (typeof worth)[State]): string {
  const asked = law[on.land][on.kind === 'business' ? 'business' : 'private'][columns.indexOf(on.channel)] ?? '';
  if (value === 'withdrawn') return 'withdrawn';
  const consent = consentOf(on, value, asked === 'C!');
  if (consent === 'consent') return 'consent';
  switch (asked[0]) {
    case 'F':
      return 'no_consent_needed';
    case 'E':
      return on.supported ? 'customer_exception' : consent;
    case 'P':
      if (on.supported) return 'presumed';
      return consent === 'no_consent' ? 'no_presumption' : consent;
    case 'L':
      if (on.supported) return 'ch_listed';
      return consent === 'no_consent' || consent === 'kind_unknown' ? 'ch_listing_unknown' : consent;
    default:
      return consent;
  }
}

function consentOf(on: Case, value: (typeof worth)[State], withAddress: boolean): string {
  switch (value) {
    case 'yes':
      return 'consent';
    case 'no_consent':
      return on.kind === 'unknown' ? 'kind_unknown' : 'no_consent';
    case 'incomplete_documentation':
      return withAddress ? value : 'consent';
    case 'confirmed_elsewhere':
      // A click in a mail proves the mailbox, and says nothing against a letter or a visit.
      return on.channel === 'phone' || on.channel === 'sms' ? value : 'consent';
    default:
      return value;
  }
}

const proof: Proof = {
  reference: 'Formular 4711',
  personName: 'Erika Muster',
  personAddress: 'Königsstraße 1, 34117 Kassel',
  advertiser: 'us',
};

function statesFor(state: State, channel: Channel, at: Date): ContactAsk['states'] {
  const earlier = new Date(at.getTime() - 86_400_000);
  const granted = {
    state: 'granted' as const,
    at: earlier,
    source: 'form' as const,
    wording: 'Ja, Sie dürfen.',
    proof,
    entryId: 'entry',
  };
  const denied = (because: 'withdrawn' | 'objected' | 'refused'): ChannelState => ({
    state: 'denied',
    because,
    at: earlier,
  });
  const elsewhere = channel === 'post' ? 'visit' : 'post';
  const states: Record<State, ContactAsk['states']> = {
    silent: {},
    agreed: { [channel]: granted },
    'agreed this second': { [channel]: { ...granted, at } },
    'agreed a second later': { [channel]: { ...granted, at: new Date(at.getTime() + 1000) } },
    'agreed without evidence': { [channel]: { ...granted, proof: null } },
    'agreed without wording': { [channel]: { ...granted, wording: ' ' } },
    'agreed without address': { [channel]: { ...granted, proof: { ...proof, personAddress: '' } } },
    'agreed to another firm': { [channel]: { ...granted, proof: { ...proof, advertiser: 'other' } } },
    'agreed by a click in a mail': {
      [channel]: { ...granted, source: 'double_opt_in', proof: { ...proof, confirmedOver: 'email' } },
    },
    'agreed on another channel': { [elsewhere]: granted },
    withdrawn: { [channel]: denied('withdrawn') },
    objected: { [channel]: denied('objected') },
    refused: { [channel]: denied('refused') },
  };
  return states[state];
}

/** What helps beside a consent, each where its law knows it: reason, wish, purchase, directory. */
const support = {
  presumption: { basis: 'existing_contract_same_field', reason: 'Kunde seit 2025, Wartung der Anlage' },
  customer: { addressFromSale: true, ownSimilarGoods: true, noticeAtCollection: true, noticeEachTime: true },
  swiss: { listing: 'listed', customer: false },
} as const;

test('every case of country, kind, channel, purpose, state and time is decided as the table says', () => {
  const wrong: unknown[] = [];
  let cases = 0;
  let spentMs = 0;
  for (const land of Object.keys(law) as Land[])
    for (const [name, instant, ...signsAt] of times) {
      const at = new Date(instant);
      const sign = signsAt[{ DE: 0, AT: 1, CH: 2, FR: 0, '': 0 }[land]] as keyof typeof signs;
      const hour = callingTime(at, places[land]);
      for (const kind of PartyKind.options)
        for (const channel of Channel.options)
          for (const purpose of Purpose.options)
            for (const state of Object.keys(worth) as State[])
              for (const supported of [true, false])
                for (const hidden of channel === 'phone' ? [true, false] : [false]) {
                  const ask: ContactAsk = {
                    contact: { kind, country: land || undefined },
                    channel,
                    purpose,
                    at,
                    states: statesFor(state, channel, at),
                    callerNumber: hidden ? 'hidden' : 'shown',
                    callingTime: hour,
                    ...(supported && {
                      ...support,
                      request: { at: new Date(at.getTime() - 172_800_000), about: 'Angebot' },
                    }),
                  };
                  const begun = performance.now();
                  const decision = decideContact(ask);
                  spentMs += performance.now() - begun;
                  const said = decision.allowed ? decision.basis : decision.because;
                  const on: Case = { land, kind, channel, purpose, state, supported, hidden, hour: signs[sign] };
                  const expected = byTheTable(on);
                  if (said !== expected || decision.norm === '') wrong.push({ ...on, time: name, said, expected });
                  cases += 1;
                }
    }
  expect(wrong.slice(0, 10)).toEqual([]);
  expect(cases).toBe(128_700);
  // The dialer asks for whole pages at once: the rule alone decides at least 20,000 a second.
  expect(cases / (spentMs / 1000)).toBeGreaterThan(20_000);
});
