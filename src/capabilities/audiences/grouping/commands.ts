import { objectorsAmong } from '#scoring';
import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import {
  deleteAvatar,
  findMembers,
  insertAvatar,
  isWanted,
  listAvatars,
  replaceMembers,
  updateAvatar,
} from '../avatars/queries.ts';
import type { AskRun, FieldView, Outcome, RunProblem } from '../contract.ts';
import { runAsked, runFinished } from '../events.ts';
import { fitting, grouping } from '../job-names.ts';
import type { AvatarRow, AvatarRunRow } from '../schema.ts';
import type { AudiencesWorld } from '../world.ts';
import { groupAway } from './away.ts';
import { answerFieldsOf, type Facts, fieldsFor, isKnownField, productWords, valueOf } from './fields.ts';
import { matchGroups } from './figures.ts';
import type { Grouped } from './group-people.ts';
import { countChannels, findCustomers, findFacts } from './queries.ts';
import { endRun, findGoing, findRun, insertRun } from './runs.ts';

type World = Db<AudiencesWorld>;
type Person = Actor & { userId: string };

/** With fewer, chance makes the groups. */
export const neededCustomers = 30;
/** The latest of more: what sold years ago is another business. */
const mostCustomers = 20_000;
const seed = 1;

/** Whoever asks while one is going gets that one. */
export function askRun(db: World, actor: Person, { outcome, fields }: AskRun, now: Date): Promise<AvatarRunRow> {
  return inTransaction(db, async (trx) => {
    const unknown = fields.find((field) => !isKnownField(field, outcome));
    if (unknown !== undefined)
      throw new Refusal(422, 'field_unknown', 'Nach einem dieser Felder lassen sich Kunden nicht gruppieren.', { field: unknown }); // prettier-ignore
    const { workspaceId, userId } = actor;
    const row: AvatarRunRow = {
      workspaceId,
      id: newId(now.getTime()),
      outcome,
      fields: [...new Set(fields)],
      seed,
      askedBy: userId,
      askedAt: now,
      ...unfinished,
    };
    if (!(await insertRun(trx, row))) return (await findGoing(trx, { workspaceId, outcome })) ?? row;
    await enqueue(trx, grouping, { workspaceId, runId: row.id });
    await announce(trx, actor, runAsked, { runId: row.id, outcome, fields: row.fields }, now);
    return row;
  });
}

const nothing = { customers: null, objectors: null, silhouette: null, stability: null, separation: null, fit: null };
const unfinished = { ...nothing, finishedAt: null, problem: null, leftOut: [] };

/** What there is to tell customers apart by, looked at among the latest. */
export async function listFields(
  db: World,
  workspaceId: string,
  outcome: Outcome,
): Promise<{ customers: number; items: FieldView[] }> {
  const people = await findFacts(db, workspaceId, await findCustomers(db, workspaceId, outcome, 2_000), outcome);
  const products = productWords(people.flatMap(({ dealTitle }) => dealTitle ?? []));
  const items = [...fieldsFor(outcome), ...answerFieldsOf(people)].map((field) => {
    const values = people.map((facts) => valueOf(facts, field, products)).filter((value) => value !== null);
    const different = new Set(values).size;
    const number = typeof values[0] === 'number';
    const tells = different > 1 && (number || different <= Math.max(12, values.length / 4));
    return { field, filled: values.length, different, suggested: tells && values.length >= people.length / 2 };
  });
  return { customers: people.length, items };
}

/** Reads the customers, has them grouped in a thread of its own, and keeps what was found. Twice is once: a run that has ended stays as it is. */
export async function compute(
  db: World,
  { workspaceId, runId }: { workspaceId: string; runId: string },
  { signal, clock }: { signal: AbortSignal; clock: () => Date },
): Promise<void> {
  const run = await findRun(db, { workspaceId, runId });
  if (!run || run.finishedAt) return;
  const ids = await findCustomers(db, workspaceId, run.outcome, mostCustomers);
  const objectors = await objectorsAmong(db, workspaceId, ids);
  const asked = ids.filter((id) => !objectors.has(id));
  const people = await readPeople(db, run, asked);
  const counted = { customers: people.length, objectors: objectors.size };
  if (people.length < neededCustomers) return fail(db, run, 'too_few', counted, clock());
  const found = await groupAway({ people, fields: run.fields, seed: run.seed }, signal);
  if ('problem' in found) return fail(db, run, found.problem, counted, clock());
  await keep(db, run, found, counted, clock());
}

/** Always in the same order, so that the same customers give the same groups. */
async function readPeople(db: World, run: AvatarRunRow, ids: readonly string[]): Promise<Facts[]> {
  const people: Facts[] = [];
  for (let from = 0; from < ids.length; from += 1_000)
    people.push(...(await findFacts(db, run.workspaceId, ids.slice(from, from + 1_000), run.outcome, true)));
  return people.toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1));
}

type Counts = { customers: number; objectors: number };

export function fail(db: World, run: AvatarRunRow, problem: RunProblem, counted: Counts, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, id: runId, outcome } = run;
    await endRun(trx, { workspaceId, runId }, { ...unfinished, ...counted, finishedAt: now, problem });
    const told = { runId, outcome, problem, customers: counted.customers, groups: [], separation: null };
    await announce(trx, systemActor(workspaceId), runFinished, told, now);
  });
}

function keep(
  db: World,
  run: AvatarRunRow,
  found: Exclude<Grouped, { problem: string }>,
  counted: Counts,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, id: runId, outcome } = run;
    const before = await listAvatars(trx, workspaceId, outcome);
    const members = await findMembers(
      trx,
      workspaceId,
      before.map(({ id }) => id),
    );
    const known = matchGroups(
      before.map(({ id }) => ({ id, contactIds: members.get(id) ?? [] })),
      found.groups.map(({ contactIds }) => contactIds),
    );
    for (const avatar of before) if (!known.includes(avatar.id)) await retire(trx, avatar, now);
    const groups: { avatarId: string; size: number }[] = [];
    for (const [place, { contactIds, findings, figures }] of found.groups.entries()) {
      const standing = before.find(({ id }) => id === known[place]);
      const avatarId = standing?.id ?? newId(now.getTime());
      const size = contactIds.length;
      const computed = { runId, place, size, findings, updatedAt: now };
      if (standing) await updateAvatar(trx, standing, { ...computed, version: standing.version + 1 });
      else await insertAvatar(trx, { ...blank(workspaceId, outcome, now), id: avatarId, ...computed });
      await replaceMembers(trx, { workspaceId, avatarId }, contactIds);
      const channels = await countChannels(trx, workspaceId, avatarId);
      await updateAvatar(trx, { workspaceId, id: avatarId }, { figures: { ...figures, channels } });
      groups.push({ avatarId, size });
    }
    const { silhouette, stability, separation, leftOut, fit } = found;
    const ending = { ...counted, silhouette, stability, separation, leftOut, fit, finishedAt: now, problem: null };
    await endRun(trx, { workspaceId, runId }, ending);
    const told = { runId, outcome, problem: null, customers: counted.customers, groups, separation };
    await announce(trx, systemActor(workspaceId), runFinished, told, now);
    if (outcome === 'won') await enqueue(trx, fitting, { workspaceId }, { key: `audiences.fit ${workspaceId}` });
  });
}

/** What nobody has drawn, or put into a target group, is nobody's loss; a drawing waits for somebody to look through it. */
async function retire(trx: World, avatar: AvatarRow, now: Date): Promise<void> {
  const { workspaceId, id: avatarId } = avatar;
  if (avatar.drawnAt === null && !(await isWanted(trx, { workspaceId, avatarId })))
    return deleteAvatar(trx, { workspaceId, avatarId });
  await replaceMembers(trx, { workspaceId, avatarId }, []);
  const empty = { runId: null, place: null, size: 0, findings: [], figures: noFigures };
  await updateAvatar(trx, avatar, { ...empty, updatedAt: now, version: avatar.version + 1 });
}

const noFigures = { valueCents: null, days: null, products: [], sources: [], lossReasons: [], channels: [], words: [] };

function blank(workspaceId: string, outcome: Outcome, now: Date): Omit<AvatarRow, 'id'> {
  const undrawn = {
    name: null,
    story: null,
    words: null,
    foundAt: null,
    objections: null,
    channel: null,
    product: null,
  };
  return {
    workspaceId,
    outcome,
    runId: null,
    place: null,
    size: 0,
    findings: [],
    figures: noFigures,
    ...undrawn,
    pictureId: null,
    drawnBy: null,
    drawnAt: null,
    seenFindings: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}
