import { type AccessTables, listMembers } from '#access';
import { readNumber } from '#contacts';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Secrets } from '#platform/config';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { openText, sealText } from '#platform/vault';
import { findOwnSocketLine } from '../answers.ts';
import { type ChangeLine, type CreateLine, lineSettings, type LineSettings, type MyAccount } from '../contract.ts';
import { lineAdded, lineChanged } from '../events.ts';
import type { OpenLine } from '../provider.ts';
import {
  findLine,
  findSecret,
  insertLine,
  isNameTaken,
  keepSecret,
  type KnownLine,
  lockLine,
  updateLine,
} from '../queries/lines.ts';
import type { LineRow, TelephonyTables } from '../schema.ts';

export type LinesWorld = TelephonyTables & AccessTables & WorkspaceTables & PlatformTables;
type CountryCode = Parameters<typeof readNumber>[1];

export function createLine(
  db: Db<LinesWorld>,
  secrets: Secrets,
  actor: Actor,
  input: CreateLine,
  now: Date,
): Promise<KnownLine> {
  return inTransaction(db, async (trx) => {
    const { name, kind, userId } = input;
    await refuseStranger(trx, actor, userId);
    const country = await countryOf(trx, actor);
    const [number, settings] = [numberOf(input.number, country), inE164(input.settings, country)];
    const row: LineRow = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      name,
      kind,
      number,
      userId,
      settings,
      extensions: [],
      hookVersion: 1,
      refusedAt: null,
      refusal: null,
      createdAt: now,
      updatedAt: now,
      archivedAt: null,
      version: 1,
    };
    if (!(await insertLine(trx, row))) throw nameTaken();
    if ('secret' in input) await seal(trx, secrets, row, input.secret);
    await announce(trx, actor, lineAdded, { lineId: row.id, name, kind, number }, now);
    return { ...row, hasSecret: 'secret' in input, lastEventAt: null };
  });
}

export function changeLine(
  db: Db<LinesWorld>,
  secrets: Secrets,
  actor: Actor,
  lineId: string,
  input: ChangeLine,
  ifMatch: number | undefined,
  now: Date,
): Promise<KnownLine> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, lineId };
    const before = await lockLine(trx, key);
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    if (before.kind === 'sip_wss' && input.userId === null)
      throw new Refusal(
        422,
        'line_needs_user',
        'Dieser Anschluss gehört immer einer Person: Ihr Browser meldet sich mit seinem Passwort an.',
      );
    if (input.userId !== undefined && input.userId !== before.userId) await refuseStranger(trx, actor, input.userId);

    const change = changeOf(before, input, await countryOf(trx, actor), now);
    const after = { ...before, ...change };
    if (after.archivedAt === null && (await isNameTaken(trx, key, after.name))) throw nameTaken();
    if (input.secret !== undefined) await seal(trx, secrets, before, input.secret);
    await updateLine(trx, before, { ...change, updatedAt: now });
    const changed = {
      ...Object.fromEntries(
        Object.entries(change).map(([field, to]) => [field, { from: before[field as keyof LineRow], to }]),
      ),
      ...(input.secret !== undefined && { secret: { from: null, to: null } }),
    };
    await announce(trx, actor, lineChanged, { lineId, name: after.name, changed }, now);
    return requireLine(trx, key);
  });
}

/** The address became known to somebody who should not know it. */
export function renewWebhook(
  db: Db<LinesWorld>,
  actor: Actor,
  lineId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<KnownLine> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, lineId };
    const before = await lockLine(trx, key);
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    const hookVersion = before.hookVersion + 1;
    await updateLine(trx, before, { hookVersion, updatedAt: now });
    const changed = { webhook: { from: before.hookVersion, to: hookVersion } };
    await announce(trx, actor, lineChanged, { lineId, name: before.name, changed }, now);
    return requireLine(trx, key);
  });
}

function changeOf(before: LineRow, input: ChangeLine, country: CountryCode, now: Date): Partial<LineRow> {
  const archives = input.archived === true && before.archivedAt === null;
  const returns = input.archived === false && before.archivedAt !== null;
  return {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.number !== undefined && { number: numberOf(input.number, country) }),
    ...(input.userId !== undefined && { userId: input.userId }),
    ...(input.settings !== undefined && { settings: inE164(settingsOf(before, input.settings), country) }),
    ...(archives && { archivedAt: now }),
    ...(returns && { archivedAt: null }),
  };
}

function settingsOf({ kind }: LineRow, settings: LineSettings): LineSettings {
  const read = lineSettings[kind].safeParse(settings);
  if (!read.success)
    throw new Refusal(422, 'settings_invalid', 'Diese Angaben passen nicht zu diesem Anschluss.', {
      fields: read.error.issues.map((issue) => issue.path.join('.')),
    });
  return read.data;
}

function inE164(settings: LineSettings, country: CountryCode): LineSettings {
  const { agentNumber } = settings;
  return agentNumber === undefined ? settings : { ...settings, agentNumber: numberOf(agentNumber, country) };
}

function numberOf(text: string, country: CountryCode): string {
  const number = readNumber(text, country);
  if (!number) throw new Refusal(422, 'number_invalid', `„${text}“ ist keine Telefonnummer, die es geben kann.`);
  return number.value;
}

async function countryOf(db: Db<WorkspaceTables>, { workspaceId }: Actor): Promise<CountryCode> {
  return (await findWorkspace(db, workspaceId))?.country ?? 'DE';
}

export async function requireLine(
  db: Db<TelephonyTables>,
  key: { workspaceId: string; lineId: string },
): Promise<KnownLine> {
  const line = await findLine(db, key);
  if (!line) throw notFound();
  return line;
}

/** The line with its secret, for the provider alone. */
export async function openLine(db: Db<TelephonyTables>, secrets: Secrets, line: LineRow): Promise<OpenLine> {
  const sealed = await findSecret(db, { workspaceId: line.workspaceId, lineId: line.id });
  try {
    return { ...line, secret: sealed ? openText(secrets, placeOf(line), sealed) : null };
  } catch {
    throw new Refusal(
      409,
      'secret_unreadable',
      'Das Passwort dieses Anschlusses gehört zu einem anderen Datenordner. Bitte tragen Sie es neu ein.',
    );
  }
}

/** With the password, for whose line it is and nobody else: no key, no colleague, no administrator. */
export async function accountOf(db: Db<TelephonyTables>, secrets: Secrets, actor: Actor): Promise<MyAccount> {
  const { kind, workspaceId, userId } = actor;
  const line = kind === 'user' && userId !== null ? await findOwnSocketLine(db, { workspaceId, userId }) : undefined;
  const { socket, user } = line?.settings ?? {};
  if (!line || socket === undefined || user === undefined) throw notFound();
  const { secret } = await openLine(db, secrets, line);
  return { socket, user, password: secret ?? '', number: line.number };
}

async function seal(trx: Db<TelephonyTables>, secrets: Secrets, line: LineRow, secret: string): Promise<void> {
  await keepSecret(trx, { workspaceId: line.workspaceId, lineId: line.id }, sealText(secrets, placeOf(line), secret));
}

const placeOf = ({ workspaceId, id }: LineRow): string => `${workspaceId} line_secret ${id}`;

export async function refuseStranger(
  db: Db<AccessTables>,
  { workspaceId }: Actor,
  userId: string | null,
): Promise<void> {
  if (userId === null) return;
  const members = await listMembers(db, workspaceId);
  if (!members.some((member) => member.userId === userId && member.endedAt === null))
    throw new Refusal(422, 'user_unknown', 'Diese Person arbeitet hier nicht (mehr).', { userId });
}

function nameTaken(): Refusal {
  return new Refusal(409, 'line_exists', 'Einen Anschluss mit diesem Namen gibt es schon.');
}
