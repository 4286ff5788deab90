import type { FitModel } from '#engine/avatars/fit';
import { objectorsAmong } from '#scoring';
import { type Db, inTransaction } from '#platform/db';
import { listAvatars, updateAvatar } from '../avatars/queries.ts';
import { findFacts } from '../grouping/queries.ts';
import { findStanding } from '../grouping/runs.ts';
import type { AudiencesWorld } from '../world.ts';
import { countLossReasons, leaveGroups, listPeople, replaceFits } from './queries.ts';
import { type Ranked, rankFits } from './rules.ts';

type World = Db<AudiencesWorld>;
type Model = { fit: FitModel; avatarIds: ReadonlyMap<number, string> };

const batch = 500;

/** Fits everybody anew, some hundred at a time, so that no page waits for it. */
export async function fitEverybody(
  db: World,
  workspaceId: string,
  { signal, clock }: { signal: AbortSignal; clock: () => Date },
): Promise<void> {
  const model = await findModel(db, workspaceId);
  let after: string | undefined;
  do {
    signal.throwIfAborted();
    const ids = await listPeople(db, workspaceId, { after, limit: batch });
    await fitPeople(db, workspaceId, ids, model, clock());
    after = ids.length === batch ? ids.at(-1) : undefined;
  } while (after !== undefined);
  if (model) await tellLossReasons(db, workspaceId);
}

export async function fitPerson(db: World, workspaceId: string, contactId: string, now: Date): Promise<void> {
  await fitPeople(db, workspaceId, [contactId], await findModel(db, workspaceId), now);
}

/** Without writing it down. */
export async function fitNow(db: World, workspaceId: string, contactId: string): Promise<Ranked[] | undefined> {
  const model = await findModel(db, workspaceId);
  if (!model) return undefined;
  const [facts] = await findFacts(db, workspaceId, [contactId], 'open');
  return facts ? rankFits(model.fit, facts) : [];
}

async function findModel(db: World, workspaceId: string): Promise<Model | undefined> {
  const [run, avatars] = await Promise.all([
    findStanding(db, { workspaceId, outcome: 'won' }),
    listAvatars(db, workspaceId, 'won'),
  ]);
  if (!run?.fit) return undefined;
  const places = avatars.flatMap(({ id, place, runId }) =>
    place !== null && runId === run.id ? [[place, id] as const] : [],
  );
  return { fit: run.fit, avatarIds: new Map(places) };
}

async function fitPeople(
  db: World,
  workspaceId: string,
  ids: readonly string[],
  model: Model | undefined,
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await inTransaction(db, async (trx) => {
    const objectors = await objectorsAmong(trx, workspaceId, ids);
    // Art. 21 GDPR: whoever objects to profiling is in no group and gets no fit.
    if (objectors.size > 0) await leaveGroups(trx, workspaceId, [...objectors]);
    const asked = model ? ids.filter((id) => !objectors.has(id)) : [];
    const fits = (await findFacts(trx, workspaceId, asked, 'open')).flatMap((facts) =>
      (model ? rankFits(model.fit, facts) : []).flatMap(({ place, percent, reasons }, at) => {
        const avatarId = model?.avatarIds.get(place);
        const rank = at === 0 ? (1 as const) : (2 as const);
        return avatarId ? [{ contactId: facts.contactId, rank, avatarId, percent, reasons, computedAt: now }] : [];
      }),
    );
    await replaceFits(trx, workspaceId, ids, fits);
  });
}

async function tellLossReasons(db: World, workspaceId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const reasons = await countLossReasons(trx, workspaceId);
    for (const avatar of await listAvatars(trx, workspaceId, 'won'))
      await updateAvatar(trx, avatar, { figures: { ...avatar.figures, lossReasons: reasons.get(avatar.id) ?? [] } });
  });
}
