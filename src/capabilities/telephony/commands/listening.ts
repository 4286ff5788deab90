import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import type { PlatformTables } from '#platform/schema';
import { listeningAllowed, listeningChanged, listeningEnded } from '../events.ts';
import type { Listened } from '../softphone/listening.ts';

/** That somebody listened in, with the words the other person was told, stands in the sealed log. */
export function announceListening(trx: Db<PlatformTables>, actor: Actor, what: Listened, now: Date): Promise<void> {
  const { talkId, listenerId } = what;
  const about = { talkId, listenerId };
  switch (what.type) {
    case 'allowed': {
      const { wording, confirmation } = what;
      return announce(trx, actor, listeningAllowed, { ...about, wording, confirmation }, now);
    }
    case 'changed':
      return announce(trx, actor, listeningChanged, { ...about, mode: what.mode }, now);
    case 'ended':
      return announce(trx, actor, listeningEnded, { ...about, because: what.because }, now);
    default:
      return what satisfies never;
  }
}
