import type { Db } from '#platform/db';
import { givenKey } from '#platform/given-key';
import { houseOf } from '#platform/ground';
import type { ServeHook } from '#platform/hooks';
import type { Serve } from '#platform/http';
import type { Ground } from '#platform/ground';
import { requireMeeting } from '../answers.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { providerOf } from './adapters/by-kind.ts';
import { checkProvider } from './checking.ts';
import { changeProvider, chooseUsual, createProvider, requireProvider, videoPlaces } from './commands.ts';
import * as contract from './contract.ts';
import { enterElsewhere } from './entering.ts';
import { hearProvider, hookKind, hookPath } from './hearing.ts';
import { countTroubled, type KnownProvider, listProviders } from './queries.ts';
import { retryPlace } from './retrying.ts';

export function providerRoutes(serve: Serve<MeetingsWorld>): void {
  serve(contract.listProviders, async ({ db, actor: { workspaceId }, query: { archived }, now }) => {
    const known = await listProviders(db, workspaceId);
    const shown = known.filter((provider) => archived || provider.archivedAt === null);
    return { items: await toViews(db, workspaceId, shown, now) };
  });
  serve(contract.createProvider, async ({ db, actor, body, ground: { secrets }, now }) =>
    toView(db, await createProvider(db, secrets, actor, body, now), now),
  );
  serve(contract.changeProvider, async ({ db, actor, params, body: input, ifMatch, ground: { secrets }, now }) =>
    toView(db, await changeProvider(db, secrets, actor, { ...params, input, ifMatch }, now), now),
  );
  serve(contract.checkProvider, async ({ db, actor: { workspaceId, userId }, params, ground }) => {
    const provider = await requireProvider(db, workspaceId, params.providerId);
    return { problem: await checkProvider(db, ground, provider, userId) };
  });
  serve(contract.getProviderSetup, async ({ db, actor: { workspaceId }, params, ground }) => {
    const { id, kind } = await requireProvider(db, workspaceId, params.providerId);
    const key = () => givenKey(ground.secrets, hookKind, { workspaceId, id });
    return { webhookUrl: providerOf(kind, ground).hear ? houseOf(ground) + hookPath.replace(':key', key()) : null };
  });
  serve(contract.listVideoPlaces, ({ db, actor: { workspaceId } }) => videoPlaces(db, workspaceId));
  serve(contract.chooseUsualPlace, ({ db, actor, body: { providerId }, now }) =>
    chooseUsual(db, actor, providerId, now),
  );
  serve(contract.retryPlace, async ({ db, actor, params: { meetingId }, now }) => ({
    retried: await retryPlace(db, await requireMeeting(db, actor.workspaceId, meetingId), now),
  }));
  serve(contract.enterElsewhere, ({ db, actor, params: { meetingId }, ground }) =>
    enterElsewhere(db, ground, actor, meetingId),
  );
}

export function providerHooks(serveHook: ServeHook, ground: Ground): void {
  serveHook(hookPath, (request) => hearProvider(ground, request));
}

async function toView(db: Db<MeetingsWorld>, provider: KnownProvider, now: Date): Promise<contract.ProviderView> {
  const [view] = await toViews(db, provider.workspaceId, [provider], now);
  if (!view) throw new Error('one provider in, none out');
  return view;
}

/** The one place where a provider becomes what the outside sees. */
async function toViews(
  db: Db<MeetingsWorld>,
  workspaceId: string,
  providers: readonly KnownProvider[],
  now: Date,
): Promise<contract.ProviderView[]> {
  const troubled = await countTroubled(db, workspaceId, now);
  return providers.map((provider) => ({
    id: provider.id,
    kind: provider.kind,
    name: provider.name,
    settings: provider.settings,
    hasSecret: provider.hasSecret,
    usual: provider.usualSince !== null,
    troubled: troubled.get(provider.id) ?? 0,
    lastEventAt: provider.lastEventAt?.toISOString() ?? null,
    refused:
      provider.refusedAt !== null && provider.refusal !== null
        ? { at: provider.refusedAt.toISOString(), why: provider.refusal }
        : null,
    archivedAt: provider.archivedAt?.toISOString() ?? null,
    createdAt: provider.createdAt.toISOString(),
    version: provider.version,
  }));
}
