import type { Channel, ConsentSummary, PartyKind, Proof, ReasonCount } from '../contract.ts';
import type { GateGroup } from '../queries/gate.ts';
import { type ContactAsk, type ContactDecision, decideContact } from './decide-contact.ts';
import { countryOfParty, type Home } from './party.ts';

type PartyGroup = { kind: PartyKind; country: string | null; contacts: number };

/**
 * Counts contacts by the gate's own answer: each group stands for contacts that differ in nothing the gate weighs, so that deciding one of
 * them decides all. `parties` are all contacts, `known` those of which the ledger says something; the rest said nothing.
 */
export function summarise(
  channel: Channel,
  home: Home,
  parties: readonly PartyGroup[],
  known: readonly GateGroup[],
  ask: Pick<ContactAsk, 'at' | 'callerNumber'>,
): Omit<ConsentSummary, 'countedAt'> {
  const silent = new Map(parties.map((group) => [keyOf(group), { ...group }]));
  for (const group of known) {
    const same = silent.get(keyOf(group));
    if (same) same.contacts -= group.contacts;
  }

  const counts = new Map<string, ReasonCount>();
  const count = (decision: ContactDecision, contacts: number) => {
    const reason: ReasonCount = decision.allowed
      ? { allowed: true, basis: decision.basis, contacts: 0 }
      : { allowed: false, because: decision.because, contacts: 0 };
    const key = JSON.stringify(reason);
    const counted = counts.get(key) ?? reason;
    counts.set(key, { ...counted, contacts: counted.contacts + contacts });
  };
  const about = (group: { kind: PartyKind; country: string | null }) => ({
    contact: { kind: group.kind, country: countryOfParty({ country: group.country, postalCode: null }, home) },
    ...ask,
    channel,
    purpose: 'advertising' as const,
    callingTime: { open: true } as const,
  });
  for (const group of silent.values()) count(decideContact({ ...about(group), states: {} }), group.contacts);
  for (const group of known)
    count(decideContact({ ...about(group), ...example(group, channel, ask.at) }), group.contacts);

  const reasons = [...counts.values()]
    .filter(({ contacts }) => contacts > 0)
    .toSorted((a, b) => b.contacts - a.contacts);
  const sum = (of: readonly ReasonCount[]) => of.reduce((total, { contacts }) => total + contacts, 0);
  return { channel, contacts: sum(reasons), allowed: sum(reasons.filter(({ allowed }) => allowed)), reasons };
}

/** One contact of a group, as the gate would see it. */
function example(
  group: GateGroup,
  channel: Channel,
  at: Date,
): Pick<ContactAsk, 'states' | 'presumption' | 'swiss' | 'suppressedAt'> {
  const text = (there: boolean) => (there ? '…' : '');
  const proof: Proof = {
    reference: text(group.hasReference),
    personName: text(group.hasName),
    personAddress: text(group.hasAddress),
    advertiser: group.advertiser,
    ...(group.confirmedOver && { confirmedOver: group.confirmedOver }),
  };
  const when = group.prior ? at : new Date(at.getTime() + 1);
  const granted = { state: 'granted', at: when, wording: text(group.hasWording), proof, entryId: '' } as const;
  return {
    states: {
      ...(group.state === 'granted' && {
        [channel]: { ...granted, source: group.doubleOptIn ? 'double_opt_in' : 'form' },
      }),
      ...(group.state === 'denied' && { [channel]: { state: 'denied', because: group.because ?? 'refused', at } }),
      ...(group.elsewhere && { [group.elsewhere]: { ...granted, at, source: 'form' } }),
    },
    // A reason is never empty: the contract asks for it.
    presumption: group.basis ? { basis: group.basis, reason: '…' } : undefined,
    suppressedAt: group.suppressed ? at : undefined,
    swiss: group.listing ? { listing: group.listing, customer: group.customer } : undefined,
  };
}

const keyOf = (group: { kind: PartyKind; country: string | null }): string => `${group.kind} ${group.country}`;
