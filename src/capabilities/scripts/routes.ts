import { findCall } from '#calls';
import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import { answerRun, beginRun, hearObjection, type ScriptsWorld, stepBack, takeBackObjection } from './commands/runs.ts';
import { changeScript, createScript } from './commands/scripts.ts';
import * as contract from './contract.ts';
import { findRunOfCall, findScript, findVersion, listScripts } from './queries.ts';
import { toRunView, toScriptItem, toScriptView } from './views.ts';

export function scriptsRoutes(serve: Serve<ScriptsWorld>): void {
  serve(contract.listScripts, async ({ db, actor, query: { archived } }) => {
    const scripts = await listScripts(db, actor.workspaceId);
    return {
      items: scripts
        .filter((script) => archived || script.archivedAt === null)
        .map(toScriptItem)
        .toSorted((a, b) => a.name.localeCompare(b.name, 'de')),
    };
  });
  serve(contract.getScript, async ({ db, actor: { workspaceId }, params: { scriptId } }) => {
    const [script, version] = await Promise.all([
      findScript(db, { workspaceId, scriptId }),
      findVersion(db, { workspaceId, scriptId }),
    ]);
    if (!script || !version) throw notFound();
    return toScriptView({ ...script, steps: version.steps, cards: version.cards });
  });
  serve(contract.createScript, async ({ db, actor, body, now }) =>
    toScriptView(await createScript(db, actor, body, now)),
  );
  serve(contract.changeScript, async ({ db, actor, params, body, ifMatch, now }) =>
    toScriptView(await changeScript(db, actor, params.scriptId, body, ifMatch, now)),
  );

  serve(contract.getRun, async ({ db, actor: { workspaceId }, params: { callId } }) => {
    if (!(await findCall(db, { workspaceId, callId }))) throw notFound();
    const run = await findRunOfCall(db, { workspaceId, callId });
    return { run: run ? await toRunView(db, run) : null };
  });
  serve(contract.beginRun, async ({ db, actor, params: { callId }, body: { scriptId }, now }) => ({
    run: await toRunView(db, await beginRun(db, actor, { callId, scriptId }, now)),
  }));
  serve(contract.answerRun, async ({ db, actor, params, body, now }) => ({
    run: await toRunView(db, await answerRun(db, actor, params.runId, body, now)),
  }));
  serve(contract.stepBack, async ({ db, actor, params, now }) => ({
    run: await toRunView(db, await stepBack(db, actor, params.runId, now)),
  }));
  serve(contract.hearObjection, async ({ db, actor, params, now }) => ({
    run: await toRunView(db, await hearObjection(db, actor, params, now)),
  }));
  serve(contract.takeBackObjection, async ({ db, actor, params, now }) => ({
    run: await toRunView(db, await takeBackObjection(db, actor, params, now)),
  }));
}
