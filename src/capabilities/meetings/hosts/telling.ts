import type { Transaction } from 'kysely';
import { z } from 'zod';
import { listMembers } from '#access';
import type { Db } from '#platform/db';
import { dbOf, type Ground, houseOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { sendMail } from '#platform/mail';
import { type Listener, when } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import { findWorkspace } from '#workspace';
import { invitation } from '../booking/rules/invitation.ts';
import { spanIn, whereIn } from '../booking/words.ts';
import { uidEnding } from '../calendars/writing/entry.ts';
import { findWritable } from '../calendars/writing/queries.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { meetingCancelled, meetingChanged, meetingPlanned } from '../events.ts';
import { meetingPlaced } from '../providers/events.ts';
import { findMeeting, type HostedMeeting } from '../queries/meetings.ts';
import { isAwaited } from '../rules.ts';
import { wantsMails } from './queries.ts';
import { hostWords } from './words.ts';

/** `left`: the meeting stands, and somebody else is its host. */
export const HostTelling = z.enum(['planned', 'moved', 'cancelled', 'left']);
export type HostTelling = z.infer<typeof HostTelling>;

const telling = {
  name: 'meetings.tellHost',
  payload: z.strictObject({
    workspaceId: z.uuid(),
    meetingId: z.uuid(),
    userId: z.uuid(),
    telling: HostTelling,
    startsAt: z.iso.datetime(),
    /** How often it has waited for the link of a provider. */
    waited: z.number().int().optional(),
  }),
  attempts: 8,
};

/** As long as its person waits for it. */
const [mostWaits, waitMs] = [100, 2_000];

/** What is no longer so by the time it would be told, is not told: what came after tells of itself. */
export const tellHost = defineJob({
  ...telling,
  run: async (payload, { ground }) => {
    const { workspaceId, meetingId, userId, telling: what, startsAt, waited = 0 } = payload;
    const now = ground.ports.clock();
    await dbOf<MeetingsWorld>(ground, { workspaceId })
      .transaction()
      .execute(async (trx) => {
        const meeting = await findMeeting(trx, { workspaceId, meetingId });
        if (!meeting || meeting.startsAt.toISOString() !== startsAt || meeting.startsAt <= now) return;
        if ((meeting.state === 'cancelled') !== (what === 'cancelled')) return;
        if (meeting.hostIds.includes(userId) === (what === 'left')) return;
        if (isAwaited(meeting) && waited < mostWaits)
          return enqueue(trx, telling, { ...payload, waited: waited + 1 }, { runAt: new Date(Date.now() + waitMs) });
        if (await wantsMails(trx, { workspaceId, userId })) await mailHost(trx, ground, { meeting, userId, what }, now);
      });
  },
});

/** With whom stands in Klinke alone: not every host may see every person, and a mailbox is read by more than its owner. */
async function mailHost(
  trx: Db<MeetingsWorld>,
  ground: Pick<Ground, 'config'>,
  { meeting, userId, what }: { meeting: HostedMeeting; userId: string; what: HostTelling },
  now: Date,
): Promise<void> {
  const { workspaceId, id, contactId, title } = meeting;
  const [home, members, written] = await Promise.all([
    findWorkspace(trx, workspaceId),
    listMembers(trx, workspaceId),
    findWritable(trx, workspaceId, [userId]),
  ]);
  const host = members.find((member) => member.userId === userId && member.endedAt === null);
  if (!home || !host) return;
  const { locale, email } = host;
  const say = hostWords[locale];
  const gone = what === 'cancelled' || what === 'left';
  const address = `${houseOf(ground)}/menschen/${contactId}`;
  const [span, where] = [spanIn(locale, meeting, home.timeZone), whereIn(locale, meeting)];
  const lines = [
    `${say[what].said}\n\n${title}\n${span}\n${where}`,
    ...(what === 'left' ? [] : [`${say.look}\n${address}`]),
    say.switch,
  ];
  const uid = `${id}${uidEnding(workspaceId)}`;
  const about = { company: home.name, organizer: organizerOf(ground), attendee: email, where, address, uid };
  const shown = gone ? { ...meeting, state: 'cancelled' as const } : meeting;
  await sendMail(
    trx,
    workspaceId,
    {
      to: email,
      subject: say[what].subject(title, dayAndTime(locale, meeting.startsAt, home.timeZone)),
      text: `${lines.join('\n\n')}\n`,
      senderName: home.name,
      // Whoever has their meetings written into a calendar of theirs would have it there twice.
      ...(written.length === 0 && { calendar: invitation(shown, about, now) }),
    },
    now,
  );
}

/** The address we write from: mail programs take nobody's invitation to themselves for one. */
const organizerOf = ({ config: { mailFrom } }: Pick<Ground, 'config'>): string =>
  /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom;

function dayAndTime(locale: 'de' | 'en', at: Date, timeZone: string): string {
  const parts = { weekday: 'short', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { ...parts, timeZone }).format(at);
}

type Facts = { meetingId: string; startsAt: string };
type Heard = { event: EventRow; trx: Transaction<PlatformTables> };

/** Who did it knows it, and what is over is no news. */
async function tell(
  { meetingId, startsAt }: Facts,
  hosts: readonly (readonly [userId: string, what: HostTelling])[],
  { event: { workspaceId, actorId, recordedAt }, trx }: Heard,
): Promise<void> {
  if (new Date(startsAt) <= recordedAt) return;
  for (const [userId, what] of hosts)
    if (userId !== actorId) await enqueue(trx, telling, { workspaceId, meetingId, userId, telling: what, startsAt });
}

/** What of a meeting a host has to know anew. */
const telltale = ['startsAt', 'endsAt', 'title', 'way', 'location', 'providerId'];

export const tellHosts: readonly Listener[] = [
  when(meetingPlanned, (facts, heard) =>
    tell(
      facts,
      facts.hostIds.map((userId) => [userId, 'planned'] as const),
      heard,
    ),
  ),
  when(meetingChanged, (facts, heard) => {
    const before = z.array(z.string()).safeParse(facts.changed['hostIds']?.from).data ?? facts.hostIds;
    const stayed = telltale.some((field) => facts.changed[field])
      ? facts.hostIds.filter((id) => before.includes(id))
      : [];
    return tell(
      facts,
      [
        ...facts.hostIds.filter((id) => !before.includes(id)).map((userId) => [userId, 'planned'] as const),
        ...stayed.map((userId) => [userId, 'moved'] as const),
        ...before.filter((id) => !facts.hostIds.includes(id)).map((userId) => [userId, 'left'] as const),
      ],
      heard,
    );
  }),
  when(meetingCancelled, (facts, heard) =>
    tell(
      facts,
      facts.hostIds.map((userId) => [userId, 'cancelled'] as const),
      heard,
    ),
  ),
  when(meetingPlaced, async (facts, heard) => {
    const hosts = facts.hostIds.map((userId) => [userId, 'moved'] as const);
    if (facts.late) await tell(facts, hosts, heard);
  }),
];
