import type { Serve } from '#platform/http';
import type { AudiencesWorld } from '../world.ts';
import {
  changeAudience,
  countStale,
  createAudience,
  dialAudience,
  removeAudience,
  requireAudience,
  restoreAudience,
} from './commands.ts';
import * as contract from './contract.ts';
import { audiencePage } from './people.ts';
import { listAudiences } from './queries.ts';
import { toAudienceView } from './views.ts';

export function targetGroupRoutes(serve: Serve<AudiencesWorld>): void {
  serve(contract.listAudiences, async ({ db, actor, now }) => {
    const rows = await listAudiences(db, actor.workspaceId);
    await countStale(db, rows, now);
    return { items: rows.map((row) => toAudienceView(row, actor)) };
  });
  serve(contract.getAudience, async ({ db, actor, params, now }) => {
    const row = await requireAudience(db, actor.workspaceId, params.audienceId);
    await countStale(db, [row], now);
    return toAudienceView(row, actor);
  });
  serve(contract.createAudience, async ({ db, actor, body, now }) => {
    const audienceId = await createAudience(db, actor, body, now);
    return toAudienceView(await requireAudience(db, actor.workspaceId, audienceId), actor);
  });
  serve(contract.changeAudience, async ({ db, actor, params: { audienceId }, body, ifMatch, now }) => {
    await changeAudience(db, actor, audienceId, body, ifMatch, now);
    return toAudienceView(await requireAudience(db, actor.workspaceId, audienceId), actor);
  });
  serve(contract.removeAudience, async ({ db, actor, params: { audienceId }, now }) => {
    await removeAudience(db, actor, audienceId, now);
    return null;
  });
  serve(contract.restoreAudience, async ({ db, actor, params: { audienceId }, now }) => {
    await restoreAudience(db, actor, audienceId, now);
    return toAudienceView(await requireAudience(db, actor.workspaceId, audienceId), actor);
  });
  serve(contract.listAudiencePeople, async ({ db, actor, params: { audienceId }, query }) =>
    audiencePage(db, actor, await requireAudience(db, actor.workspaceId, audienceId), query),
  );
  serve(contract.dialAudience, ({ db, actor, params: { audienceId }, now }) =>
    dialAudience(db, actor, audienceId, now),
  );
}
