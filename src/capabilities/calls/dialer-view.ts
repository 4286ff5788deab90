import { zoneOfContact } from '#consent';
import type { Db } from '#platform/db';
import { decide } from './commands/dialer/next.ts';
import type { Caller, CallsWorld } from './commands/parts.ts';
import type { DialerPerson, DialerSession, DialerView } from './contract.ts';
import { findCallSince } from './queries/calls.ts';
import { findClaim } from './queries/claims.ts';
import { countEntries, type EntryCount, findSession, type OpenSession } from './queries/dialer.ts';

/** The dialer of this user: how far the list is, and whom they have. */
export async function dialerOf(db: Db<CallsWorld>, actor: Caller, now: Date): Promise<DialerView> {
  const session = await findSession(db, actor);
  if (!session) return { session: null, person: null };
  const [counts, person] = await Promise.all([countEntries(db, session, now), personOf(db, session, now)]);
  return { session: toSession(session, counts), person };
}

function toSession(session: OpenSession, counts: readonly EntryCount[]): DialerSession {
  const sum = (settled: EntryCount['settled']) =>
    counts.filter((one) => one.settled === settled).reduce((all, { people }) => all + people, 0);
  return {
    id: session.id,
    name: session.name,
    startedAt: session.startedAt.toISOString(),
    pausedAt: session.pausedAt?.toISOString() ?? null,
    paceSeconds: session.paceSeconds,
    counts: {
      people: session.people,
      open: sum(null),
      called: sum('called'),
      skipped: sum('skipped'),
      refused: counts.flatMap(({ settled, because, people, again }) =>
        settled === 'refused' && because ? [{ because, people, again: again?.toISOString() ?? null }] : [],
      ),
      elsewhere: counts.reduce((all, { elsewhere }) => all + elsewhere, 0),
    },
  };
}

async function personOf(db: Db<CallsWorld>, session: OpenSession, now: Date): Promise<DialerPerson | null> {
  const { workspaceId, userId, id: sessionId } = session;
  const claim = await findClaim(db, { workspaceId, sessionId });
  if (!claim) return null;
  const { contactId, purpose, request } = claim;
  const [[decision], timeZone, call] = await Promise.all([
    decide(db, workspaceId, [claim], now),
    zoneOfContact(db, { workspaceId, contactId }),
    findCallSince(db, { workspaceId, userId, contactId, since: claim.claimedAt }),
  ]);
  if (!decision) return null;
  const { contact, company, number, answer } = decision;
  return {
    contactId,
    name: contact.name,
    kind: contact.kind,
    companyName: company?.name ?? null,
    jobTitle: contact.jobTitle,
    city: contact.city,
    phone: number,
    timeZone,
    answer,
    purpose,
    request,
    openCall:
      call && call.dispositionId === null
        ? { id: call.id, startedAt: call.startedAt.toISOString(), number: call.number }
        : null,
    called: call !== undefined,
  };
}
