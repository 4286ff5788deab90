import { type CallsTables, findRecentTries, mainNumberOf, type RecentTry } from '#calls';
import { mayContact } from '#consent';
import { type ContactRow, findCompaniesByIds, requireContact } from '#contacts';
import { openDealsOf } from '#deals';
import { isObjector } from '#scoring';
import { findWorkspace } from '#workspace';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { bestWindow, reachAt } from '#engine/touch/reach';
import type { TodayWorld } from '../commands/outcomes.ts';
import { findPlannedMeeting } from '../queries/next-steps.ts';
import { advise, isLater } from './advice.ts';
import type { ContactReach } from './contract.ts';
import { comingStarts, openWindows, windowOf } from './hours.ts';
import { type Best, enoughCalls, type ReachModel } from './learn.ts';
import { findLearned } from './queries.ts';

/** A person's own calls that still tell something: the latest, of a year. */
const ownCalls = { each: 20, days: 365 };

export async function recentTriesOf(
  db: Db<CallsTables>,
  workspaceId: string,
  contactIds: readonly string[],
  at: { now: Date; zone: string },
): Promise<Map<string, RecentTry[]>> {
  const from = new Date(at.now.getTime() - ownCalls.days * 86_400_000);
  const tries = await findRecentTries(db, workspaceId, contactIds, { from, zone: at.zone, each: ownCalls.each });
  return Map.groupBy(tries, ({ contactId }) => contactId);
}

/** What the workspace knows, where it is enough to say something. */
export function toldBy(model: ReachModel | null): ReachModel | undefined {
  return model !== null && model.team.tries >= enoughCalls ? model : undefined;
}

/** When this person is reached best: by what they did themselves where that tells, else by what people of their kind do. */
export function bestTimeOf(
  { team, kinds, kappa }: ReachModel,
  kind: ContactRow['kind'],
  calls: readonly RecentTry[],
): Best | undefined {
  const own = bestWindow(team, kinds[kind], calls, kappa, openWindows);
  if (own || calls.length === 0) return own;
  const groups = bestWindow(team, kinds[kind], [], kappa, openWindows);
  // Where their own calls speak against it, the group's time is no advice.
  return groups && reachAt(kinds[kind], calls, kappa, groups.window).chance > team.overall ? groups : undefined;
}

/** When and by whom this person is reached best, and what comes next; all of it through the gate. */
export async function findContactReach(
  db: Db<TodayWorld>,
  workspaceId: string,
  contactId: string,
  now: Date,
): Promise<ContactReach> {
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) throw notFound();
  const contact = await requireContact(db, workspaceId, contactId);
  const zone = workspace.timeZone;
  const ask = { workspaceId, contactId, purpose: 'advertising' } as const;
  const [learned, triesOf, companies, phone, mail, deals, meetingAt, objects] = await Promise.all([
    findLearned(db, workspaceId),
    recentTriesOf(db, workspaceId, [contactId], { now, zone }),
    findCompaniesByIds(db, workspaceId, contact.companyId === null ? [] : [contact.companyId]),
    mayContact(db, { ...ask, channel: 'phone', at: now }),
    mayContact(db, { ...ask, channel: 'email', at: now }),
    openDealsOf(db, workspaceId, [contactId]),
    findPlannedMeeting(db, workspaceId, contactId, now),
    isObjector(db, workspaceId, contactId),
  ]);
  const hasNumber = mainNumberOf(contact, companies[0]) !== null;
  const tries = triesOf.get(contactId) ?? [];
  const told = toldBy(learned.model);
  // Art. 21 GDPR: of an objector nothing is worked out but what holds for everybody.
  const own = objects ? [] : tries;
  // Where the telephone is refused for good, no time for it is proposed.
  const mayRing = hasNumber && (phone.allowed || isLater(phone));
  const best = told && mayRing ? bestTimeOf(told, contact.kind, own) : undefined;
  const reached = told && mayRing ? reachAt(told.kinds[contact.kind], own, told.kappa, windowOf(now, zone)) : undefined;
  const firstAnswered = tries.findIndex(({ answered }) => answered);
  const misses = firstAnswered === -1 ? tries.length : firstAnswered;
  return {
    calls: learned.model?.team.tries ?? 0,
    enough: enoughCalls,
    overall: told?.team.overall ?? null,
    now: reached ?? null,
    best: best ?? null,
    by: byWhom(own),
    objects,
    misses,
    advice: advise({
      phone: hasNumber ? phone : null,
      mail: contact.emails.length > 0 ? mail : null,
      now,
      chanceNow: reached?.chance,
      overall: told?.team.overall,
      best: best && (await nextTimeFor(db, ask, best, { now, zone })),
      misses,
      answered: tries.filter(({ answered }) => answered).length,
      openDeal: deals.length > 0,
      meetingAt,
    }),
  };
}

/** The next such time at which the gate would allow the call, by the clock and the holidays of the person called. */
async function nextTimeFor(
  db: Db<TodayWorld>,
  ask: { workspaceId: string; contactId: string; purpose: 'advertising' },
  best: Best,
  { now, zone }: { now: Date; zone: string },
): Promise<{ at: Date; chance: number } | undefined> {
  for (const start of comingStarts(best.window, now, zone, 3)) {
    const at = start < now ? now : start;
    const last = new Date(at.getTime() + 59 * 60_000);
    const answers = await Promise.all(
      [at, last].map((moment) => mayContact(db, { ...ask, channel: 'phone', at: moment })),
    );
    if (answers.every(({ allowed }) => allowed)) return { at, chance: best.chance };
  }
  return undefined;
}

/** One of us whom they answered at least twice, and half as often again as the others in their calls. */
function byWhom(tries: readonly RecentTry[]): ContactReach['by'] {
  const users = [...Map.groupBy(tries, ({ userId }) => userId)].map(([userId, own]) => ({
    userId,
    tries: own.length,
    answered: own.filter(({ answered }) => answered).length,
  }));
  const [first] = users.toSorted((a, b) => b.answered / b.tries - a.answered / a.tries || b.tries - a.tries);
  if (!first || users.length < 2 || first.answered < 2) return null;
  const others = tries.length - first.tries;
  const answeredOthers = tries.filter(({ answered }) => answered).length - first.answered;
  // Drawn towards each other by two calls each, so that one lucky call makes nobody the best.
  const rate = (answered: number, calls: number) => (answered + 1) / (calls + 2);
  return rate(first.answered, first.tries) > 1.5 * rate(answeredOthers, others) ? first : null;
}
