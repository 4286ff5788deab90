import type { Channel, ConsentSource, DeniedBecause, Proof } from '../contract.ts';
import type { ChannelState } from './decide-contact.ts';

export type LedgerEntry = {
  id: string;
  channel: Channel;
  state: 'granted' | 'denied' | 'unknown';
  because: DeniedBecause | null;
  at: Date;
  source: ConsentSource;
  wording: string | null;
  proof: Proof | null;
  /** The entry that this one takes out of the reckoning, and itself with it: what stood before stands again. */
  retracts?: string | null;
};

/**
 * Which entry of one channel's ledger stands at an instant; none means unknown.
 *
 * The latest word counts, with three cautions: a no counts from the moment we know it, and before a yes of the same
 * moment; a list that is imported never turns a no into a yes; a yes dated ahead stands only where nothing else does, so that
 * the gate can say what is wrong with it. An entry that was retracted has never been.
 */
export function standingEntry(entries: readonly LedgerEntry[], at: Date): LedgerEntry | undefined {
  const moment = (entry: LedgerEntry) => (entry.state === 'denied' ? Math.min(+entry.at, +at) : +entry.at);
  const retracted = new Set(entries.map(({ retracts }) => retracts));
  const counting = entries.filter(({ id, retracts }) => !retracts && !retracted.has(id));
  const inOrder = counting.toSorted((a, b) => moment(a) - moment(b) || weight(a) - weight(b) || (a.id < b.id ? -1 : 1));

  let standing: LedgerEntry | undefined;
  for (const entry of inOrder) {
    if (standing && moment(entry) > +at) break;
    if (entry.state === 'granted' && entry.source === 'import' && standing?.state === 'denied') continue;
    standing = entry.state === 'unknown' ? undefined : entry;
  }
  return standing;
}

function weight({ state }: LedgerEntry): number {
  return { granted: 0, unknown: 1, denied: 2 }[state];
}

export function channelState(entry: LedgerEntry | undefined): ChannelState {
  switch (entry?.state) {
    case 'granted':
      return {
        state: 'granted',
        at: entry.at,
        source: entry.source,
        wording: entry.wording,
        proof: entry.proof,
        entryId: entry.id,
      };
    case 'denied':
      return { state: 'denied', because: entry.because ?? 'refused', at: entry.at };
    default:
      return { state: 'unknown' };
  }
}
