import type { Serve } from '#platform/http';
import { changeLine, createLine, type LinesWorld } from './commands/lines.ts';
import * as contract from './contract.ts';
import { type KnownLine, listLines } from './queries/lines.ts';

export function telephonyRoutes(serve: Serve<LinesWorld>): void {
  serve(contract.listLines, async ({ db, actor, query: { archived } }) => {
    const lines = await listLines(db, actor.workspaceId);
    return { items: lines.filter((line) => archived || line.archivedAt === null).map(toView) };
  });
  serve(contract.createLine, async ({ db, actor, body, now, ground: { secrets } }) =>
    toView(await createLine(db, secrets, actor, body, now)),
  );
  serve(contract.changeLine, async ({ db, actor, params: { lineId }, body, ifMatch, now, ground: { secrets } }) =>
    toView(await changeLine(db, secrets, actor, lineId, body, ifMatch, now)),
  );
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
