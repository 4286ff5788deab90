import { type Caller, type CallsWorld, type DisposedCall, requireStandingCall } from '#calls';
import { findCurrentWordings, recordSpoken } from '#consent';
import { changeContact, requireContact } from '#contacts';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { Reply, ScriptField } from '../contract.ts';
import { objectionHeard, objectionTakenBack, runAnswered, runBegun, runSteppedBack } from '../events.ts';
import {
  deleteObjection,
  findRun,
  findRunOfCall,
  findScript,
  findVersion,
  insertObjection,
  insertRun,
  updateRun,
} from '../queries.ts';
import { acceptValue, changeFor, fits } from '../rules/fields.ts';
import { type GoneOn, goOn, mayAskForConsent } from '../rules/going-on.ts';
import type { ScriptRunRow, ScriptsTables, ScriptVersionRow } from '../schema.ts';

export type ScriptsWorld = ScriptsTables & CallsWorld;

/** Who walks through a loop longer than this reads nothing aloud. */
const longestPath = 200;

/** One that was begun in this call goes on where it stood, in the words it began with. */
export function beginRun(
  db: Db<ScriptsWorld>,
  actor: Caller,
  { callId, scriptId }: { callId: string; scriptId: string },
  now: Date,
): Promise<ScriptRunRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const call = await requireOwnCall(trx, actor, callId);
    const [script, version] = [
      await findScript(trx, { workspaceId, scriptId }),
      await findVersion(trx, { workspaceId, scriptId }),
    ];
    const [first] = version?.steps ?? [];
    if (!script || !version || !first) throw notFound();
    const standing = await findRunOfCall(trx, { workspaceId, callId, scriptId });
    if (standing) return updateRun(trx, standing, { ...standing, updatedAt: now });
    if (script.archivedAt)
      throw new Refusal(409, 'script_archived', 'Dieser Leitfaden wird nicht mehr verwendet.', { scriptId });

    const run: ScriptRunRow = {
      workspaceId,
      id: newId(now.getTime()),
      callId,
      contactId: call.contactId,
      scriptId,
      scriptVersion: version.version,
      userId,
      step: first.key,
      path: [],
      begunAt: now,
      updatedAt: now,
    };
    await insertRun(trx, run);
    await announce(trx, actor, runBegun, { ...about(run, version), version: version.version }, now);
    return run;
  });
}

/** What the person said: the record, the ledger and the path change together or not at all. */
export function answerRun(
  db: Db<ScriptsWorld>,
  actor: Caller,
  runId: string,
  reply: Reply,
  now: Date,
): Promise<ScriptRunRow> {
  return inTransaction(db, async (trx) => {
    const { run, call, version } = await requireRun(trx, actor, runId);
    const step = version.steps.find(({ key }) => key === run.step);
    if (!step || run.path.length !== reply.place)
      throw new Refusal(409, 'run_moved', 'Der Leitfaden ist schon weiter. Bitte antworten Sie auf den neuen Schritt.');
    if (run.path.length >= longestPath)
      throw new Refusal(
        409,
        'run_too_long',
        'Dieser Leitfaden dreht sich im Kreis. Bitte halten Sie das Ergebnis fest.',
      );
    const gone = goOn(step, reply);
    if (!gone)
      throw new Refusal(422, 'reply_unfit', 'Diese Antwort gehört nicht zu diesem Schritt.', { step: step.key });

    if (gone.sets) await write(trx, actor, run, gone.sets, reply, now);
    if (reply.kind === 'wording' && step.kind === 'wording')
      await hear(trx, actor, { run, call, version, channel: step.channel, reply }, now);
    return walk(trx, actor, { run, version, step: step.key, title: step.title, gone }, now);
  });
}

async function walk(
  trx: Db<ScriptsWorld>,
  actor: Caller,
  at: { run: ScriptRunRow; version: ScriptVersionRow; step: string; title: string; gone: GoneOn },
  now: Date,
): Promise<ScriptRunRow> {
  const { run, version, step, title, gone } = at;
  const { next, said, disposition } = gone;
  const path = [...run.path, { step, title, said, disposition, at: now.toISOString() }];
  const after = await updateRun(trx, run, { step: next, path, updatedAt: now });
  await announce(trx, actor, runAnswered, { ...about(run, version), step: title, said }, now);
  return after;
}

/** Through the front door of contacts, as one change of theirs. */
async function write(
  trx: Db<ScriptsWorld>,
  actor: Caller,
  { contactId }: ScriptRunRow,
  sets: { field: ScriptField; value: string },
  reply: Reply,
  now: Date,
): Promise<void> {
  const value = acceptValue(sets.field, sets.value);
  const person = await requireContact(trx, actor.workspaceId, contactId);
  const change = value === undefined ? undefined : changeFor(person, sets.field, value);
  if (!change || !fits(change))
    throw new Refusal(422, 'value_invalid', `„${sets.value.slice(0, 80)}“ passt nicht in dieses Feld.`, sets);
  const seen = reply.kind === 'field' ? reply.contactVersion : undefined;
  if (seen !== undefined && seen !== person.version)
    throw new Refusal(
      409,
      'contact_changed',
      'Jemand anderes hat diese Person gerade geändert. Bitte prüfen Sie, was jetzt dort steht.',
    );
  await changeContact(trx, actor, contactId, change, person.version, now);
}

/** A yes or a no to the released text, with this call as its proof. */
async function hear(
  trx: Db<ScriptsWorld>,
  actor: Caller,
  asked: {
    run: ScriptRunRow;
    call: DisposedCall;
    version: ScriptVersionRow;
    channel: string;
    reply: Extract<Reply, { kind: 'wording' }>;
  },
  now: Date,
): Promise<void> {
  const { run, call, version, channel, reply } = asked;
  if (!mayAskForConsent(call))
    throw new Refusal(
      409,
      'call_not_for_advertising',
      'Dieser Anruf ist nicht für Werbung erlaubt, auch ein erbetener Rückruf nicht: Um Einwilligung zu bitten wäre welche (§ 7 UWG). Schicken Sie lieber das Formular oder einen Brief.',
    );
  const { wordingId, says, personName, personAddress } = reply;
  const current = await findCurrentWordings(trx, actor.workspaceId);
  if (!current.some((wording) => wording.id === wordingId && wording.channel === channel))
    throw new Refusal(409, 'wording_outdated', 'Inzwischen gilt ein anderer Wortlaut. Bitte lesen Sie den neuen vor.');
  await recordSpoken(
    trx,
    actor,
    {
      contactId: run.contactId,
      source: call.direction === 'inbound' ? 'incoming_call' : 'outgoing_call',
      at: now.toISOString(),
      reference: `Gespräch ${call.id}, Leitfaden „${version.name}“ Fassung ${version.version}`,
      ...(personName && { personName }),
      ...(personAddress && { personAddress }),
      answers: [{ wordingId, says }],
    },
    now,
  );
}

/** Heard twice in one call it is one objection. */
export function hearObjection(
  db: Db<ScriptsWorld>,
  actor: Caller,
  { runId, card: key }: { runId: string; card: string },
  now: Date,
): Promise<ScriptRunRow> {
  return inTransaction(db, async (trx) => {
    const { run, version } = await requireRun(trx, actor, runId);
    const card = version.cards.find((one) => one.key === key);
    if (!card) throw notFound();
    const { workspaceId, callId, contactId } = run;
    const row = { workspaceId, runId, card: key, title: card.title, callId, contactId, heardAt: now };
    if (await insertObjection(trx, row))
      await announce(trx, actor, objectionHeard, { ...about(run, version), title: card.title }, now);
    return run;
  });
}

export function takeBackObjection(
  db: Db<ScriptsWorld>,
  actor: Caller,
  { runId, card }: { runId: string; card: string },
  now: Date,
): Promise<ScriptRunRow> {
  return inTransaction(db, async (trx) => {
    const { run, version } = await requireRun(trx, actor, runId);
    const title = await deleteObjection(trx, run, card);
    if (title !== undefined) await announce(trx, actor, objectionTakenBack, { ...about(run, version), title }, now);
    return run;
  });
}

/** What an answer wrote elsewhere stays: it was said. */
export function stepBack(db: Db<ScriptsWorld>, actor: Caller, runId: string, now: Date): Promise<ScriptRunRow> {
  return inTransaction(db, async (trx) => {
    const { run, version } = await requireRun(trx, actor, runId);
    const last = run.path.at(-1);
    if (!last) return run;
    const after = await updateRun(trx, run, { step: last.step, path: run.path.slice(0, -1), updatedAt: now });
    await announce(trx, actor, runSteppedBack, { ...about(run, version), step: last.title }, now);
    return after;
  });
}

/** With its call held, so that two windows of one user take turns. */
async function requireRun(trx: Db<ScriptsWorld>, actor: Caller, runId: string) {
  const { workspaceId } = actor;
  const known = await findRun(trx, { workspaceId, runId });
  if (!known) throw notFound();
  const call = await requireOwnCall(trx, actor, known.callId);
  const run = await findRun(trx, { workspaceId, runId });
  const version = run && (await findVersion(trx, { workspaceId, scriptId: run.scriptId }, run.scriptVersion));
  if (!run || !version) throw notFound();
  return { run, call, version };
}

/** Who is on the phone reads; how the call ended closes its script too. */
async function requireOwnCall(trx: Db<ScriptsWorld>, actor: Caller, callId: string): Promise<DisposedCall> {
  const call = await requireStandingCall(trx, actor.workspaceId, callId);
  if (call.userId !== actor.userId)
    throw new Refusal(409, 'call_of_another', 'Dieses Gespräch führt jemand anderes aus dem Team.');
  if (call.dispositionId !== null)
    throw new Refusal(409, 'call_finished', 'Für dieses Gespräch steht schon ein Ergebnis fest.');
  return call;
}

function about(run: ScriptRunRow, version: ScriptVersionRow) {
  const { id: runId, callId, contactId, scriptId } = run;
  return { runId, callId, contactId, scriptId, name: version.name };
}
