import { z } from 'zod';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { Serve } from '#platform/http';
import { fromCursor, pageOf } from '#platform/paging';
import { requireCall, toCallView, toCallViews, toDispositionView } from './answers.ts';
import { changeCall } from './commands/ending.ts';
import type { CallsWorld } from './commands/parts.ts';
import { logCall } from './commands/placing.ts';
import { removeCall, restoreCall } from './commands/removing.ts';
import { holdInDialer, nextInDialer } from './commands/dialer/next.ts';
import { changeDialer, endDialer, startDialer } from './commands/dialer/starting.ts';
import * as dispositions from './commands/dispositions.ts';
import * as contract from './contract.ts';
import { dialerOf } from './dialer-view.ts';
import { listCalls } from './queries/calls.ts';
import { listDispositions } from './queries/dispositions.ts';

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** A page of the list, for who shows it and for who writes it to a file. */
export async function callPage(
  db: Db<CallsWorld>,
  { workspaceId }: Actor,
  { cursor, limit, ...filter }: z.output<typeof contract.listCalls.query>,
): Promise<z.input<typeof contract.listCalls.output>> {
  const found = await listCalls(db, workspaceId, filter, { limit: limit + 1, after: fromCursor(cursor, Cursor) });
  const page = pageOf(found, limit, (call) => [call.startedAt.toISOString(), call.id]);
  return { items: await toCallViews(db, workspaceId, page.rows), next: page.next };
}

export function callsRoutes(serve: Serve<CallsWorld>): void {
  dialerRoutes(serve);
  serve(contract.listCalls, ({ db, actor, query }) => callPage(db, actor, query));
  serve(contract.getCall, async ({ db, actor: { workspaceId }, params: { callId } }) =>
    toCallView(db, await requireCall(db, workspaceId, callId)),
  );
  serve(contract.logCall, async ({ db, actor, body, now }) => toCallView(db, await logCall(db, actor, body, now)));
  serve(contract.changeCall, async ({ db, actor, params, body, ifMatch, now }) =>
    toCallView(db, await changeCall(db, actor, params.callId, body, ifMatch, now)),
  );
  serve(contract.removeCall, async ({ db, actor, params, ifMatch, now }) =>
    toCallView(db, await removeCall(db, actor, params.callId, ifMatch, now)),
  );
  serve(contract.restoreCall, async ({ db, actor, params, now }) =>
    toCallView(db, await restoreCall(db, actor, params.callId, now)),
  );

  serve(contract.listDispositions, async ({ db, actor, query: { archived } }) => {
    const rows = await listDispositions(db, actor.workspaceId);
    return { items: rows.filter((row) => archived || row.archivedAt === null).map(toDispositionView) };
  });
  serve(contract.addDisposition, async ({ db, actor, body, now }) =>
    toDispositionView(await dispositions.addDisposition(db, actor, body, now)),
  );
  serve(contract.changeDisposition, async ({ db, actor, params, body, ifMatch, now }) =>
    toDispositionView(await dispositions.changeDisposition(db, actor, params.dispositionId, body, ifMatch, now)),
  );
  serve(contract.orderDispositions, async ({ db, actor, body, now }) => {
    const rows = await dispositions.orderDispositions(db, actor, body.ids, now);
    return { items: rows.filter((row) => row.archivedAt === null).map(toDispositionView) };
  });
}

function dialerRoutes(serve: Serve<CallsWorld>): void {
  serve(contract.getDialer, ({ db, actor, now }) => dialerOf(db, actor, now));
  serve(contract.startDialer, async ({ db, actor, body, now }) => {
    await startDialer(db, actor, body, now);
    return dialerOf(db, actor, now);
  });
  serve(contract.changeDialer, async ({ db, actor, body, now }) => {
    await changeDialer(db, actor, body, now);
    return dialerOf(db, actor, now);
  });
  serve(contract.nextInDialer, async ({ db, actor, body, now }) => {
    await nextInDialer(db, actor, body, now);
    return dialerOf(db, actor, now);
  });
  serve(contract.holdInDialer, async ({ db, actor, now }) => ({ contactId: await holdInDialer(db, actor, now) }));
  serve(contract.endDialer, async ({ db, actor, now }) => {
    await endDialer(db, actor, now);
    return dialerOf(db, actor, now);
  });
}
