import { listMembers } from '#access';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import { givenKey } from '#platform/given-key';
import { dbOf, type Ground, houseOf } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import { type Listener, when } from '#platform/pump';
import { factsOf, type MeetingsWorld } from '../commands/parts.ts';
import { meetingCancelled, meetingChanged, meetingPlanned } from '../events.ts';
import { findMeeting, type HostedMeeting } from '../queries/meetings.ts';
import { providerOf } from './adapters/by-kind.ts';
import { openProvider } from './commands.ts';
import { meetingNotPlaced, meetingPlaced } from './events.ts';
import { isPassing, type MeetingProvider, type OpenProvider, ProviderError, type WantedMeeting } from './provider.ts';
import * as queries from './queries.ts';
import { enterKind } from './rules/entry-key.ts';
import { afterMs, givesUp } from './rules/patience.ts';
import type { ProviderMeetingRow, ProviderRow } from './schema.ts';
import { placeSoon, placing } from './soon.ts';

type At = { db: Db<MeetingsWorld>; ground: Ground; signal: AbortSignal };
type Standing = { row: ProviderMeetingRow; provider: ProviderRow; sweep?: boolean };

/** Makes what stands at the providers what it is here: made, changed or taken out. May run as often as it likes. */
export const placeMeeting = defineJob({
  ...placing,
  async run({ sweep, ...key }, { ground, signal }) {
    const db = dbOf<MeetingsWorld>(ground, { workspaceId: key.workspaceId });
    const at = { db, ground, signal };
    const meeting = await findMeeting(db, key);
    // What was held stays as it is: it took place then.
    if (!meeting || !['planned', 'cancelled'].includes(meeting.state)) return;
    const wantedId = meeting.state === 'planned' ? meeting.providerId : null;
    for (const row of await queries.listProviderMeetings(db, key)) {
      const leftover = sweep && row.gaveUpAt !== null && row.madeAt === null;
      if (row.providerId !== wantedId || leftover) await takeOut(at, meeting, row, leftover);
    }
    if (wantedId !== null) await putIn(at, meeting, wantedId);
  },
});

async function putIn(at: At, meeting: HostedMeeting, providerId: string): Promise<void> {
  const { db, ground } = at;
  const { workspaceId, id: meetingId, hostIds, version } = meeting;
  const now = ground.ports.clock();
  const [provider, members] = await Promise.all([
    queries.findProvider(db, { workspaceId, providerId }),
    listMembers(db, workspaceId),
  ]);
  if (!provider || meeting.endsAt <= now) return;
  const host = members.find(({ userId }) => userId === hostIds[0]);
  const row = await queries.ensureProviderMeeting(db, {
    workspaceId,
    meetingId,
    providerId,
    organizer: provider.settings.organizer ?? host?.email ?? '',
    askedAt: null,
    externalId: null,
    joinUrl: null,
    madeAt: null,
    writtenVersion: null,
    problem: null,
    problemSince: null,
    tries: 0,
    wantedAt: now,
    gaveUpAt: null,
    toldOwnAt: null,
  });
  if (row.gaveUpAt !== null || row.writtenVersion === version) return;
  await trying(at, { row, provider }, meeting, async (adapter, open) => {
    const wanted = wantedOf(meeting, row);
    if (row.externalId !== null) {
      try {
        await adapter.change?.(open, row.externalId, wanted);
        return await written(at, row, meeting);
      } catch (error) {
        // Somebody has removed it there.
        if (!(error instanceof ProviderError && error.problem === 'gone')) throw error;
      }
    }
    if (row.askedAt === null) await queries.updateProviderMeeting(db, row, { askedAt: now });
    const made = await adapter.make(open, wanted, row.askedAt !== null);
    await keepMade(at, { row, provider }, made, meeting);
  });
}

const wantedOf = (meeting: HostedMeeting, { organizer }: ProviderMeetingRow): WantedMeeting => ({
  meetingId: meeting.id,
  title: meeting.title,
  startsAt: meeting.startsAt,
  endsAt: meeting.endsAt,
  organizer,
});

const well = { problem: null, problemSince: null, tries: 0 };

async function written({ db }: At, row: ProviderMeetingRow, { version }: HostedMeeting): Promise<void> {
  await queries.updateProviderMeeting(db, row, { ...well, writtenVersion: version });
}

async function keepMade(
  { db, ground }: At,
  { row, provider }: Standing,
  { externalId, joinUrl }: { externalId: string; joinUrl: string | null },
  meeting: HostedMeeting,
): Promise<void> {
  const now = ground.ports.clock();
  const { workspaceId, id } = meeting;
  // Who needs a token of their own comes over us.
  const address = joinUrl ?? `${houseOf(ground)}/treffen/${givenKey(ground.secrets, enterKind, { workspaceId, id })}`;
  await db.transaction().execute(async (trx) => {
    const made = { externalId, joinUrl: address, madeAt: now, writtenVersion: meeting.version, toldOwnAt: null };
    await queries.updateProviderMeeting(trx, row, { ...well, ...made });
    // As it is by now: a change that came meanwhile has its own job behind this one.
    const facts = factsOf((await findMeeting(trx, { workspaceId, meetingId: id })) ?? meeting);
    const late = row.toldOwnAt !== null || (row.joinUrl !== null && row.joinUrl !== address);
    const about = { ...facts, providerKind: provider.kind, late };
    await announce(trx, systemActor(workspaceId), meetingPlaced, about, now);
  });
}

async function takeOut(at: At, meeting: HostedMeeting, row: ProviderMeetingRow, leftover: boolean): Promise<void> {
  const provider = await queries.findProvider(at.db, row);
  if (!provider) return;
  const gone = (): Promise<void> =>
    leftover ? queries.updateProviderMeeting(at.db, row, { askedAt: null }) : queries.deleteProviderMeeting(at.db, row);
  // Nobody was ever asked for it.
  if (row.askedAt === null) return leftover ? undefined : gone();
  await trying(at, { row, provider, sweep: leftover }, meeting, async (adapter, open) => {
    await adapter.remove?.(open, row);
    await gone();
  });
}

/** What goes wrong is written down, and tried again where it may go well by itself. */
async function trying(
  { db, ground, signal }: At,
  { row, provider, sweep = false }: Standing,
  meeting: HostedMeeting,
  work: (adapter: MeetingProvider, open: OpenProvider) => Promise<void>,
): Promise<void> {
  const { workspaceId, meetingId } = row;
  try {
    const open = await openProvider(db, ground.secrets, provider);
    await work(providerOf(provider.kind, ground, signal), open);
  } catch (error) {
    // Whoever ends the process ends the request: the job comes back.
    signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    const now = ground.ports.clock();
    const { problem } = error;
    const tries = row.tries + 1;
    const isNew = !sweep && row.madeAt === null && meeting.providerId === row.providerId && meeting.state === 'planned';
    const delayMs = afterMs({ tries, isNew, retryAfterSeconds: error.retryAfterSeconds });
    const over =
      !isPassing(problem) || givesUp({ tries, isNew, delayMs, waitedMs: now.getTime() - row.wantedAt.getTime() });
    await db.transaction().execute(async (trx) => {
      const since = row.problemSince ?? now;
      const lost = isNew && over && row.gaveUpAt === null;
      await queries.updateProviderMeeting(trx, row, {
        problem,
        problemSince: since,
        tries,
        ...(lost && { gaveUpAt: now }),
      });
      if (!over) return placeSoon(trx, { workspaceId, meetingId, sweep }, delayMs);
      if (!lost) return;
      await announce(
        trx,
        systemActor(workspaceId),
        meetingNotPlaced,
        { ...factsOf(meeting), providerKind: provider.kind, problem },
        now,
      );
      // What we asked for last may have been made all the same.
      if (isPassing(problem)) await placeSoon(trx, { workspaceId, meetingId, sweep: true }, sweepMs);
    });
  }
}

const sweepMs = 10 * 60_000;

type Facts = { meetingId: string; providerId: string | null; changed?: Record<string, unknown> };

/** Only what touches a provider wakes a job. */
export const placeMeetings: readonly Listener[] = [meetingPlanned, meetingChanged, meetingCancelled].map((event) =>
  when<typeof event.shape>(event, async (facts: Facts, { event: { workspaceId }, trx }) => {
    const { meetingId, providerId, changed } = facts;
    if (providerId !== null || changed?.['providerId']) await placeSoon(trx, { workspaceId, meetingId });
  }),
);
