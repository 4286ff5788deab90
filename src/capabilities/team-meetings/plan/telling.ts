import type { Transaction } from 'kysely';
import { z } from 'zod';
import { listMembers } from '#access';
import { invitation, spanIn, wantsMails } from '#meetings';
import { findWorkspace } from '#workspace';
import type { Db } from '#platform/db';
import { dbOf, type Ground, houseOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { sendMail } from '#platform/mail';
import { type Listener, when } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import type { TeamMeetingsWorld } from '../agenda.ts';
import { goOnPlan } from './commands.ts';
import { teamMeetingCancelled, teamMeetingMoved, teamMeetingPlanned } from './events.ts';
import { findPlan, type TeamPlan } from './queries.ts';
import { planWords } from './words.ts';

const Telling = z.enum(['planned', 'moved', 'cancelled', 'left']);
type Telling = z.infer<typeof Telling>;

const telling = {
  name: 'team-meetings.tellMember',
  payload: z.strictObject({
    workspaceId: z.uuid(),
    planId: z.uuid(),
    userId: z.uuid(),
    telling: Telling,
    startsAt: z.iso.datetime(),
  }),
  attempts: 8,
};

/** What is no longer so by the time it would be told, is not told: what came after tells of itself. */
export const tellMember = defineJob({
  ...telling,
  run: async ({ workspaceId, planId, userId, telling: what, startsAt }, { ground }) => {
    const now = ground.ports.clock();
    await dbOf<TeamMeetingsWorld>(ground, { workspaceId })
      .transaction()
      .execute(async (trx) => {
        const plan = await findPlan(trx, { workspaceId, planId });
        if (!plan || plan.startsAt.toISOString() !== startsAt || plan.endsAt <= now) return;
        if ((plan.cancelledAt !== null) !== (what === 'cancelled')) return;
        if (plan.memberIds.includes(userId) === (what === 'left')) return;
        if (await wantsMails(trx, { workspaceId, userId })) await mailMember(trx, ground, { plan, userId, what }, now);
      });
  },
});

async function mailMember(
  trx: Db<TeamMeetingsWorld>,
  ground: Pick<Ground, 'config'>,
  { plan, userId, what }: { plan: TeamPlan; userId: string; what: Telling },
  now: Date,
): Promise<void> {
  const { workspaceId, id, occurrence, startsAt, endsAt, repeats, version } = plan;
  const [home, members] = await Promise.all([findWorkspace(trx, workspaceId), listMembers(trx, workspaceId)]);
  const member = members.find((one) => one.userId === userId && one.endedAt === null);
  if (!home || !member) return;
  const { locale, email } = member;
  const say = planWords[locale];
  const gone = what === 'cancelled' || what === 'left';
  const address = `${houseOf(ground)}/teamrunde`;
  const span = spanIn(locale, plan, home.timeZone);
  const lines = [
    `${say[what].said}\n\n${span}${repeats === 'weekly' && !gone ? `\n${say.weekly}` : ''}`,
    ...(gone ? [] : [`${say.look}\n${address}`]),
    say.switch,
  ];
  const shown = { id, title: say.title, startsAt, endsAt, state: gone ? 'cancelled' : 'planned', version } as const;
  const uid = `${id}-${occurrence}@klinke`;
  const organizer = /<([^<>]+)>\s*$/.exec(ground.config.mailFrom)?.[1] ?? ground.config.mailFrom;
  const about = { company: home.name, organizer, attendee: email, where: address, address, uid };
  await sendMail(
    trx,
    workspaceId,
    {
      to: email,
      subject: say[what].subject(span),
      text: `${lines.join('\n\n')}\n`,
      senderName: home.name,
      calendar: invitation(shown, about, now),
    },
    now,
  );
}

export const goOn = defineJob({
  name: 'team-meetings.goOn',
  payload: z.strictObject({ workspaceId: z.uuid(), planId: z.uuid() }),
  attempts: 8,
  run: (key, { ground }) =>
    goOnPlan(dbOf<TeamMeetingsWorld>(ground, { workspaceId: key.workspaceId }), key, ground.ports.clock()),
});

type Facts = { planId: string; startsAt: string; endsAt: string; repeats: 'once' | 'weekly'; memberIds: string[] };
type Heard = { event: EventRow; trx: Transaction<PlatformTables> };

/** Who did it knows it. */
async function tell(
  { planId, startsAt }: Facts,
  userIds: readonly string[],
  what: Telling,
  { event: { workspaceId, actorId }, trx }: Heard,
): Promise<void> {
  for (const userId of userIds)
    if (userId !== actorId) await enqueue(trx, telling, { workspaceId, planId, userId, telling: what, startsAt });
}

/** A minute after its end, because the clocks of databases and servers differ. */
async function planNext({ planId, endsAt, repeats }: Facts, { event: { workspaceId }, trx }: Heard): Promise<void> {
  if (repeats !== 'weekly') return;
  const runAt = new Date(Date.parse(endsAt) + 60_000);
  await enqueue(trx, goOn, { workspaceId, planId }, { key: `after team meeting ${planId}`, runAt });
}

export const tellMembers: readonly Listener[] = [
  when(teamMeetingPlanned, async (facts, heard) => {
    await tell(facts, facts.memberIds, 'planned', heard);
    await planNext(facts, heard);
  }),
  when(teamMeetingMoved, async ({ before, ...facts }, heard) => {
    const stayed = facts.memberIds.filter((id) => before.memberIds.includes(id));
    await tell(
      facts,
      facts.memberIds.filter((id) => !before.memberIds.includes(id)),
      'planned',
      heard,
    );
    await tell(facts, stayed, 'moved', heard);
    await tell(
      facts,
      before.memberIds.filter((id) => !facts.memberIds.includes(id)),
      'left',
      heard,
    );
    await planNext(facts, heard);
  }),
  when(teamMeetingCancelled, (facts, heard) => tell(facts, facts.memberIds, 'cancelled', heard)),
];
