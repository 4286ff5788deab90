import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { ChangeScript, CreateScript, ObjectionCard, ScriptStep } from '../contract.ts';
import { scriptChanged, scriptCreated } from '../events.ts';
import { findVersion, insertScript, insertVersion, lockScript, type ScriptNow, updateScript } from '../queries.ts';
import { acceptValue } from '../rules/fields.ts';
import { unknownWays } from '../rules/reach.ts';
import type { ScriptRow, ScriptsTables } from '../schema.ts';

type Tables = ScriptsTables & PlatformTables;
type Writer = Actor & { userId: string };

export function createScript(db: Db<Tables>, actor: Writer, input: CreateScript, now: Date): Promise<ScriptNow> {
  return inTransaction(db, async (trx) => {
    const { name, about, cards } = input;
    const steps = accept(input.steps, cards);
    const { workspaceId, userId: createdBy } = actor;
    const row: ScriptRow = {
      workspaceId,
      id: newId(now.getTime()),
      name,
      about,
      archivedAt: null,
      createdBy,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    await insertScript(trx, row);
    await insertVersion(trx, { workspaceId, scriptId: row.id, version: 1, name, steps, cards, ...by(actor, now) });
    await announce(trx, actor, scriptCreated, { scriptId: row.id, name }, now);
    return { ...row, steps, cards };
  });
}

/** What was read in calls stays as it was: new words are a new version. */
export function changeScript(
  db: Db<Tables>,
  actor: Writer,
  scriptId: string,
  input: ChangeScript,
  ifMatch: number | undefined,
  now: Date,
): Promise<ScriptNow> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, scriptId };
    const [before, written] = [await lockScript(trx, key), await findVersion(trx, key)];
    if (!before || !written) throw notFound();
    refuseStale(before.version, ifMatch);
    const cards = input.cards ?? written.cards;
    const steps = input.steps ? accept(input.steps, cards) : written.steps;
    if (input.cards) refuseTwice(cards);
    const archivedAt =
      input.archived === undefined ? before.archivedAt : input.archived ? (before.archivedAt ?? now) : null;
    const after = { name: input.name ?? before.name, about: input.about === undefined ? before.about : input.about };
    const changed = differences({ ...before, ...written, name: before.name }, { ...after, archivedAt, steps, cards });
    if (Object.keys(changed).length === 0) return { ...before, steps, cards };

    const version = before.version + 1;
    const row = await updateScript(trx, key, { ...after, archivedAt, version, updatedAt: now });
    if (input.name !== undefined || input.steps || input.cards)
      await insertVersion(trx, { ...key, version, name: row.name, steps, cards, ...by(actor, now) });
    await announce(trx, actor, scriptChanged, { scriptId, name: row.name, version, changed }, now);
    return { ...row, steps, cards };
  });
}

function by({ userId: madeBy }: Writer, madeAt: Date) {
  return { madeBy, madeAt };
}

type Written = Pick<ScriptRow, 'name' | 'about' | 'archivedAt'> & { steps: ScriptStep[]; cards: ObjectionCard[] };

/** The words themselves stand with their version; of them only how many. */
function differences(before: Written, after: Written): Record<string, { from: unknown; to: unknown }> {
  const fields = ['name', 'about', 'archivedAt', 'steps', 'cards'] as const;
  const shown = (value: Written[(typeof fields)[number]]) => (Array.isArray(value) ? value.length : value);
  return Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, { from: shown(before[field]), to: shown(after[field]) }]),
  );
}

/** What would break in the middle of a call is refused; what is only odd (a step nobody reaches) the editor tells. */
function accept(steps: readonly ScriptStep[], cards: readonly ObjectionCard[]): ScriptStep[] {
  refuseTwice(steps);
  refuseTwice(cards);
  const [unknown] = unknownWays(steps);
  if (unknown !== undefined)
    throw new Refusal(422, 'step_unknown', 'Ein Schritt führt zu einem, den es in diesem Leitfaden nicht gibt.', {
      step: unknown,
    });
  return steps.map((step) => {
    if (step.kind !== 'question') return step;
    refuseTwice(step.answers);
    const answers = step.answers.map((answer) => {
      if (!answer.sets) return answer;
      const value = acceptValue(answer.sets.field, answer.sets.value);
      if (value === undefined)
        throw new Refusal(422, 'value_invalid', `„${answer.sets.value}“ passt nicht in dieses Feld.`, {
          step: step.key,
          answer: answer.key,
        });
      return { ...answer, sets: { ...answer.sets, value } };
    });
    return { ...step, answers };
  });
}

function refuseTwice(list: readonly { key: string }[]): void {
  const keys = list.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw new Refusal(422, 'key_twice', 'Zwei Teile dieses Leitfadens tragen denselben Schlüssel.', { key: twice });
}
