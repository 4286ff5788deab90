import { Readable } from 'node:stream';
import { notFound, Refusal } from '#platform/errors';
import type { Ground } from '#platform/ground';
import type { ServeHook } from '#platform/hooks';
import type { Serve } from '#platform/http';
import type { ServeSocket } from '#platform/sockets';
import { findDialLine, myLine } from './answers.ts';
import { listExtensions, setExtensions } from './commands/extensions.ts';
import { accountOf, changeLine, createLine, type LinesWorld, renewWebhook, requireLine } from './commands/lines.ts';
import * as contract from './contract.ts';
import { recordGreeting, removeGreeting } from './commands/greetings.ts';
import { receiveWebhook } from './commands/webhooks.ts';
import { type KnownLine, listLines } from './queries/lines.ts';
import { hookKeyOf, hookPath } from './rules/hook-address.ts';
import { findGreeting } from './queries/greetings.ts';
import { secondsOf, toWav } from './rules/greeting.ts';
import type { GreetingRow } from './schema.ts';
import type { Telephony } from './telephony.ts';

export function telephonyRoutes(
  serve: Serve<LinesWorld>,
  serveHook: ServeHook,
  serveSocket: ServeSocket,
  telephony: Telephony,
  ground: Ground,
): void {
  serveHook(hookPath, (request) => receiveWebhook(ground, telephony, request));
  serveSocket(contract.telephonePath, 'telephony.write', telephony.pages);
  serveSocket(contract.listenPath, 'telephony.manage', telephony.leads);
  serve(contract.getMyLine, ({ db, actor, ground: { config } }) => myLine(db, actor, config.janusUrl !== undefined));
  serve(contract.getMyAccount, ({ db, actor, ground: { secrets } }) => accountOf(db, secrets, actor));
  serve(contract.listLines, async ({ db, actor, query: { archived } }) => {
    const lines = await listLines(db, actor.workspaceId);
    return { items: lines.filter((line) => archived || line.archivedAt === null).map(toView) };
  });
  serve(contract.getLineSetup, async ({ db, actor, params: { lineId }, ground: { secrets, config }, request }) => {
    const line = await requireLine(db, { workspaceId: actor.workspaceId, lineId });
    const here = config.publicUrl ?? `${request.protocol}://${request.host}`;
    return { webhookUrl: here + hookPath.replace(':key', hookKeyOf(secrets, line)) };
  });
  serve(contract.listExtensions, async ({ db, actor }) => ({ items: await listExtensions(db, actor.workspaceId) }));
  serve(contract.setExtensions, ({ db, actor, params: { lineId }, body: { extensions }, ifMatch, now }) =>
    setExtensions(db, actor, { lineId, extensions }, ifMatch, now),
  );
  serve(contract.renewWebhook, async ({ db, actor, params: { lineId }, ifMatch, now }) =>
    toView(await renewWebhook(db, actor, lineId, ifMatch, now)),
  );
  serve(contract.checkLine, async ({ db, actor, params: { lineId } }) => {
    const line = await requireLine(db, { workspaceId: actor.workspaceId, lineId });
    return { result: (await telephony.check(line)) ? ('accepted' as const) : ('unchecked' as const) };
  });
  serve(contract.createLine, async ({ db, actor, body, now, ground: { secrets } }) =>
    toView(await createLine(db, secrets, actor, body, now)),
  );
  serve(contract.changeLine, async ({ db, actor, params: { lineId }, body, ifMatch, now, ground: { secrets } }) =>
    toView(await changeLine(db, secrets, actor, lineId, body, ifMatch, now)),
  );
  serve(contract.passOnTo, async ({ db, actor, body }) => {
    const line = await findDialLine(db, actor);
    if (!line) throw new Refusal(409, 'no_line', 'Für Sie ist kein Anschluss eingerichtet, der wählen kann.');
    return { number: await telephony.passOn(actor, body.number, line.number) };
  });
  serve(contract.getMyGreeting, async ({ db, actor }) => toGreeting(await findGreeting(db, actor)));
  serve(contract.recordMyGreeting, async ({ db, actor, body, now }) =>
    toGreeting(await recordGreeting(db, actor, body, now)),
  );
  serve(contract.removeMyGreeting, async ({ db, actor, now }) => {
    await removeGreeting(db, actor, now);
    return toGreeting(undefined);
  });
  serve(contract.downloadMyGreeting, async ({ db, actor }) => {
    const greeting = await findGreeting(db, actor);
    if (!greeting) throw notFound();
    return { name: 'ansage.wav', mediaType: 'audio/wav', content: Readable.from([toWav(greeting.samples)]) };
  });
}

function toGreeting(row: GreetingRow | undefined): contract.MyGreeting {
  return {
    greeting: row ? { seconds: secondsOf(row.samples), recordedAt: row.recordedAt.toISOString() } : null,
  };
}

/** The one place where a line becomes what the outside sees. */
function toView(line: KnownLine): contract.LineView {
  return {
    id: line.id,
    name: line.name,
    kind: line.kind,
    number: line.number,
    userId: line.userId,
    settings: line.settings,
    hasSecret: line.hasSecret,
    lastEventAt: line.lastEventAt?.toISOString() ?? null,
    refused:
      line.refusedAt !== null && line.refusal !== null ? { at: line.refusedAt.toISOString(), why: line.refusal } : null,
    archivedAt: line.archivedAt?.toISOString() ?? null,
    createdAt: line.createdAt.toISOString(),
    version: line.version,
  };
}
