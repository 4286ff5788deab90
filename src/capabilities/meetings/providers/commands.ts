import type { Actor } from '#platform/actor';
import type { Secrets } from '#platform/config';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { openText, sealText } from '#platform/vault';
import type { VideoAt } from '../contract.ts';
import type { MeetingAt } from '../contract/shapes.ts';
import type { MeetingsTables } from '../schema.ts';
import { isKeyFile } from './adapters/meet.ts';
import {
  type ChangeProvider,
  type CreateProvider,
  providerSettings,
  type ProviderSettings,
  type VideoPlaces,
} from './contract.ts';
import { providerAdded, providerChanged, usualPlaceChosen } from './events.ts';
import { type OpenProvider, ProviderError } from './provider.ts';
import * as queries from './queries.ts';
import type { ProviderRow, ProviderTables } from './schema.ts';
import { placeSoon } from './soon.ts';

export type ProvidersWorld = ProviderTables & MeetingsTables & PlatformTables;
type Sealed = { secret?: string | undefined; hookSecret?: string | undefined };

export function createProvider(
  db: Db<ProvidersWorld>,
  secrets: Secrets,
  actor: Actor,
  input: CreateProvider,
  now: Date,
): Promise<queries.KnownProvider> {
  return inTransaction(db, async (trx) => {
    const { kind, name, settings } = input;
    const row: ProviderRow = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      kind,
      name,
      settings,
      usualSince: null,
      refusedAt: null,
      refusal: null,
      archivedAt: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    const sealed: Sealed = {
      secret: input.secret,
      ...('hookSecret' in input && { hookSecret: input.hookSecret }),
    };
    refuseUseless(row, sealed);
    if (!(await queries.insertProvider(trx, row))) throw nameTaken();
    if (sealed.secret !== undefined) await seal(trx, secrets, row, sealed);
    await announce(trx, actor, providerAdded, { providerId: row.id, name, kind }, now);
    return requireProvider(trx, row.workspaceId, row.id);
  });
}

export function changeProvider(
  db: Db<ProvidersWorld>,
  secrets: Secrets,
  actor: Actor,
  { providerId, input, ifMatch }: { providerId: string; input: ChangeProvider; ifMatch: number | undefined },
  now: Date,
): Promise<queries.KnownProvider> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, providerId };
    const before = await queries.lockProvider(trx, key);
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    const change = changeOf(before, input, now);
    const after = { ...before, ...change };
    if (after.archivedAt === null && (await queries.isNameTaken(trx, after))) throw nameTaken();
    const { secret, hookSecret } = input;
    const known = await sealedOf(trx, secrets, before).catch((error: unknown) => {
      // What can't be read is replaced.
      if (error instanceof ProviderError && secret !== undefined) return {};
      throw unreadable();
    });
    const sealed = {
      ...known,
      ...(secret !== undefined && { secret }),
      ...(hookSecret !== undefined && { hookSecret }),
    };
    refuseUseless(after, sealed);
    if (secret !== undefined || hookSecret !== undefined) await seal(trx, secrets, before, sealed);
    await queries.updateProvider(trx, before, { ...change, updatedAt: now });
    const changed = {
      ...Object.fromEntries(
        Object.entries(change).map(([field, to]) => [field, { from: before[field as keyof ProviderRow], to }]),
      ),
      ...(secret !== undefined && { secret: { from: null, to: null } }),
      ...(hookSecret !== undefined && { hookSecret: { from: null, to: null } }),
    };
    await announce(trx, actor, providerChanged, { providerId, name: after.name, kind: after.kind, changed }, now);
    for (const meetingId of await queries.findTroubled(trx, key))
      await placeSoon(trx, { workspaceId: key.workspaceId, meetingId });
    return requireProvider(trx, key.workspaceId, providerId);
  });
}

function changeOf(before: ProviderRow, input: ChangeProvider, now: Date): Partial<ProviderRow> {
  const archives = input.archived === true && before.archivedAt === null;
  const returns = input.archived === false && before.archivedAt !== null;
  return {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.settings !== undefined && { settings: settingsOf(before, input.settings) }),
    ...(archives && { archivedAt: now, usualSince: null }),
    ...(returns && { archivedAt: null }),
  };
}

function settingsOf({ kind }: ProviderRow, settings: ProviderSettings): ProviderSettings {
  const read = providerSettings[kind].safeParse(settings);
  if (!read.success)
    throw new Refusal(422, 'settings_invalid', 'Diese Angaben passen nicht zu diesem Anbieter.', {
      fields: read.error.issues.map((issue) => issue.path.join('.')),
    });
  return read.data;
}

function refuseUseless({ kind, settings }: ProviderRow, { secret }: Sealed): void {
  if (secret === undefined && (kind !== 'jitsi' || settings.appId !== undefined))
    throw new Refusal(422, 'secret_missing', 'Dazu gehört ein Geheimnis. Bitte tragen Sie es ein.');
  if (kind === 'meet' && !isKeyFile(secret ?? ''))
    throw new Refusal(
      422,
      'key_file_invalid',
      'Das ist keine Schlüsseldatei eines Dienstkontos. Fügen Sie den ganzen Inhalt der JSON-Datei ein.',
    );
}

const nameTaken = (): Refusal =>
  new Refusal(409, 'provider_exists', 'Einen Videodienst mit diesem Namen gibt es schon.');

const unreadable = (): Refusal =>
  new Refusal(
    409,
    'secret_unreadable',
    'Das Geheimnis dieses Videodienstes gehört zu einem anderen Datenordner. Bitte tragen Sie es neu ein.',
  );

export async function requireProvider(
  db: Db<ProviderTables>,
  workspaceId: string,
  providerId: string,
): Promise<queries.KnownProvider> {
  const provider = await queries.findProvider(db, { workspaceId, providerId });
  if (!provider) throw notFound();
  return provider;
}

async function seal(trx: Db<ProviderTables>, secrets: Secrets, row: ProviderRow, sealed: Sealed): Promise<void> {
  const key = { workspaceId: row.workspaceId, providerId: row.id };
  await queries.keepSecret(trx, key, sealText(secrets, placeOf(row), JSON.stringify(sealed)));
}

const placeOf = ({ workspaceId, id }: ProviderRow): string => `${workspaceId} meeting_provider_secret ${id}`;

async function sealedOf(db: Db<ProviderTables>, secrets: Secrets, row: ProviderRow): Promise<Sealed> {
  const sealed = await queries.findSecret(db, { workspaceId: row.workspaceId, providerId: row.id });
  if (!sealed) return {};
  try {
    return JSON.parse(openText(secrets, placeOf(row), sealed)) as Sealed;
  } catch {
    throw new ProviderError('secret_unreadable');
  }
}

/** The same where somebody is told why not. */
export async function openOrRefuse(db: Db<ProviderTables>, secrets: Secrets, row: ProviderRow): Promise<OpenProvider> {
  return openProvider(db, secrets, row).catch((error: unknown) => {
    throw error instanceof ProviderError ? unreadable() : error;
  });
}

/** With what opens it, for who speaks with the provider and nobody else. */
export async function openProvider(db: Db<ProviderTables>, secrets: Secrets, row: ProviderRow): Promise<OpenProvider> {
  const { workspaceId, id, kind, settings } = row;
  const { secret = null, hookSecret = null } = await sealedOf(db, secrets, row);
  return { workspaceId, id, kind, settings, secret, hookSecret };
}

export async function videoPlaces(db: Db<ProviderTables>, workspaceId: string): Promise<VideoPlaces> {
  const here = (await queries.listProviders(db, workspaceId)).filter(({ archivedAt }) => archivedAt === null);
  return {
    usualId: here.find(({ usualSince }) => usualSince !== null)?.id ?? null,
    items: here.map(({ id, kind, name }) => ({ id, kind, name })),
  };
}

export function chooseUsual(
  db: Db<ProvidersWorld>,
  actor: Actor,
  providerId: string | null,
  now: Date,
): Promise<VideoPlaces> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const before = await queries.findUsual(trx, workspaceId);
    const chosen = providerId === null ? undefined : await queries.lockProvider(trx, { workspaceId, providerId });
    if (providerId !== null && (!chosen || chosen.archivedAt !== null)) throw unknownProvider();
    if ((before?.id ?? null) !== providerId) {
      await queries.setUsual(trx, workspaceId, providerId, now);
      await announce(trx, actor, usualPlaceChosen, { providerId, name: chosen?.name ?? null }, now);
    }
    return videoPlaces(trx, workspaceId);
  });
}

const unknownProvider = (): Refusal =>
  new Refusal(422, 'provider_unknown', 'Diesen Videodienst gibt es hier nicht (mehr).');

/** Where a new meeting by video takes place; null: in our own room. */
export async function placeFor(db: Db<ProviderTables>, workspaceId: string, at: VideoAt): Promise<MeetingAt | null> {
  if (at === 'own') return null;
  const provider =
    at === 'usual'
      ? await queries.findUsual(db, workspaceId)
      : await queries.findProvider(db, { workspaceId, providerId: at });
  if (at !== 'usual' && (!provider || provider.archivedAt !== null)) throw unknownProvider();
  if (!provider) return null;
  const { id, kind, name } = provider;
  return { id, kind, name, joinUrl: null, state: 'awaited', problem: null };
}
