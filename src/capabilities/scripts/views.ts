import { listMembers } from '#access';
import { type ContactRow, findCompaniesByIds, requireContact } from '#contacts';
import { findCurrentWordings } from '#consent';
import { type DisposedCall, findCall } from '#calls';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { findWorkspace } from '#workspace';
import type { ScriptsWorld } from './commands/runs.ts';
import type { RunStep, ScriptItem, ScriptRun, ScriptStep, ScriptView } from './contract.ts';
import { findObjections, findVersion, type ScriptNow } from './queries.ts';
import { currentOf } from './rules/fields.ts';
import { mayAskForConsent } from './rules/going-on.ts';
import { type Facts, fill } from './rules/placeholders.ts';
import type { ScriptRunRow } from './schema.ts';

export function toScriptItem({ steps, cards, ...script }: ScriptNow): ScriptItem {
  return { ...head(script), steps: steps.length, cards: cards.length };
}

export function toScriptView({ steps, cards, ...script }: ScriptNow): ScriptView {
  return { ...head(script), steps, cards };
}

function head({ id, name, about, archivedAt, updatedAt, version }: Omit<ScriptNow, 'steps' | 'cards'>) {
  return {
    id,
    name,
    about,
    archivedAt: archivedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
    version,
  };
}

/** The run in the words of its version, as they are said to this person. */
export async function toRunView(db: Db<ScriptsWorld>, run: ScriptRunRow): Promise<ScriptRun> {
  const { workspaceId, scriptId } = run;
  const [version, person, call, objections] = await Promise.all([
    findVersion(db, { workspaceId, scriptId }, run.scriptVersion),
    requireContact(db, workspaceId, run.contactId),
    findCall(db, { workspaceId, callId: run.callId }),
    findObjections(db, run),
  ]);
  if (!version || !call) throw notFound();
  const facts = await factsOf(db, run, person);
  const step = version.steps.find(({ key }) => key === run.step);
  return {
    id: run.id,
    callId: run.callId,
    contactId: run.contactId,
    scriptId,
    name: version.name,
    scriptVersion: version.version,
    step: step ? await toRunStep(db, step, { person, call, facts }) : null,
    path: run.path.map(({ step: key, title, said, at }) => ({ step: key, title, said, at })),
    cards: version.cards.map(({ key, title, text }) => ({
      key,
      title,
      text: fill(text, facts),
      heard: objections.some(({ card }) => card === key),
    })),
    disposition: run.path.findLast(({ disposition }) => disposition !== null)?.disposition ?? null,
    contactVersion: person.version,
    begunAt: run.begunAt.toISOString(),
  };
}

async function factsOf(db: Db<ScriptsWorld>, run: ScriptRunRow, person: ContactRow): Promise<Facts> {
  const { workspaceId, userId } = run;
  const [workspace, members, companies] = await Promise.all([
    findWorkspace(db, workspaceId),
    listMembers(db, workspaceId),
    person.companyId === null ? [] : findCompaniesByIds(db, workspaceId, [person.companyId]),
  ]);
  const { name, kind, salutation, title, firstName, lastName } = person;
  return {
    name,
    kind,
    salutation,
    title,
    firstName,
    lastName,
    companyName: companies[0]?.name ?? null,
    me: members.find((member) => member.userId === userId)?.name ?? '',
    workspace: workspace?.name ?? '',
    locale: workspace?.locale ?? 'de',
  };
}

async function toRunStep(
  db: Db<ScriptsWorld>,
  step: ScriptStep,
  { person, call, facts }: { person: ContactRow; call: DisposedCall; facts: Facts },
): Promise<RunStep> {
  const said = { key: step.key, title: step.title, text: fill(step.text, facts) };
  switch (step.kind) {
    case 'say':
      return { kind: 'say', ...said, last: step.next === null };
    case 'question':
      return {
        kind: 'question',
        ...said,
        answers: step.answers.map(({ key, label, sets, disposition }) => ({ key, label, sets, disposition })),
      };
    case 'field':
      return { kind: 'field', ...said, field: step.field, current: currentOf(person, step.field) };
    case 'wording': {
      const wordings = await findCurrentWordings(db, person.workspaceId);
      const wording = wordings.find(({ channel }) => channel === step.channel);
      return {
        kind: 'wording',
        ...said,
        channel: step.channel,
        wording: wording ? { id: wording.id, text: wording.text, version: wording.version } : null,
        mayAsk: mayAskForConsent(call),
        personName: person.name.slice(0, 200),
        personAddress: addressLine(person).slice(0, 400),
      };
    }
    default:
      return step satisfies never;
  }
}

/** On one line, as proofs keep it. */
function addressLine({ addresses: [main] }: ContactRow): string {
  const line = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ');
  return [line(main?.street, main?.houseNumber), line(main?.postalCode, main?.city)].filter(Boolean).join(', ');
}
