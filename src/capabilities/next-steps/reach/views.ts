import { credible } from '#engine/touch/beta';
import type { Curve } from '#engine/touch/curve';
import { lift, share, triesNeeded } from '#engine/touch/lift';
import { bestWindow } from '#engine/touch/reach';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { OutcomeWorld } from '../commands/outcomes.ts';
import type { OrderExperimentView, ReachGroup, ReachView } from './contract.ts';
import { openWindows } from './hours.ts';
import { enoughCalls, type ReachModel } from './learn.ts';
import { type ArmCount, countArms, findLatestExperiment, findLearned } from './queries.ts';

export async function findReach(db: Db<OutcomeWorld>, actor: Actor): Promise<ReachView> {
  const { model, learnedAt } = await findLearned(db, actor.workspaceId);
  return {
    learnedAt: learnedAt?.toISOString() ?? null,
    from: model?.from ?? null,
    to: model?.to ?? null,
    calls: model?.team.tries ?? 0,
    enough: enoughCalls,
    groups: model && model.team.tries >= enoughCalls ? groupsOf(model) : [],
    users: (model?.users ?? []).filter(({ userId }) => !actor.seesOnlyOwn || userId === actor.userId),
  };
}

function groupsOf(model: ReachModel): ReachGroup[] {
  const { team, kinds, kappa } = model;
  const groups = { team, ...kinds };
  return (['team', 'private', 'business'] as const)
    .map((group) => ({ group, curve: groups[group] }))
    .filter(({ curve }) => curve.tries > 0)
    .map(({ group, curve }) => ({
      group,
      tries: curve.tries,
      answered: curve.answered,
      overall: curve.overall,
      best: bestWindow(team, curve, [], kappa, openWindows) ?? null,
      cells: cellsOf(curve),
    }));
}

function cellsOf(curve: Curve): ReachGroup['cells'] {
  return curve.seen.flatMap((seen, slot) => {
    const [weekday, hour] = [Math.floor(slot / 24) + 1, slot % 24];
    const open = openWindows.some((one) => one.weekday === weekday && hour >= one.from && hour < one.to);
    if (!open && seen.tries === 0) return [];
    const rate = curve.rate[slot] ?? curve.overall;
    return [{ weekday, hour, ...seen, rate, ...credible(rate, curve.cases[slot] ?? 0) }];
  });
}

export async function findOrderExperiment(db: Db<OutcomeWorld>, workspaceId: string): Promise<OrderExperimentView> {
  const experiment = await findLatestExperiment(db, workspaceId);
  const counts = experiment ? await countArms(db, workspaceId, experiment.id) : [];
  const of = (arm: ArmCount['arm']) => counts.find((one) => one.arm === arm) ?? { arm, touches: 0, reached: 0, won: 0 };
  const [expected, random] = [of('expected'), of('random')];
  return {
    id: experiment?.id ?? null,
    startedAt: experiment?.startedAt.toISOString() ?? null,
    startedBy: experiment?.startedBy ?? null,
    endedAt: experiment?.endedAt?.toISOString() ?? null,
    arms: experiment
      ? [expected, random].map((one) => ({ arm: one.arm, reached: shareOf(one, 'reached'), won: shareOf(one, 'won') }))
      : [],
    reached: differenceOf(expected, random, 'reached'),
    won: differenceOf(expected, random, 'won'),
  };
}

const tallyOf = (count: ArmCount, what: 'reached' | 'won') => ({ tries: count.touches, answered: count[what] });

function shareOf(count: ArmCount, what: 'reached' | 'won') {
  const { answered: hits, tries, rate, low, high } = share(tallyOf(count, what));
  return { tries, hits, rate, low, high };
}

function differenceOf(expected: ArmCount, random: ArmCount, what: 'reached' | 'won'): OrderExperimentView['reached'] {
  const [first, second] = [tallyOf(expected, what), tallyOf(random, what)];
  const found = lift(first, second);
  return found ? { ...found, needed: found.shown ? null : (triesNeeded(first, second) ?? null) } : null;
}
