import { z } from 'zod';
import type { Serve } from '#platform/http';
import { fromCursor, pageOf } from '#platform/paging';
import { drawAvatar, lookThroughAvatar } from './avatars/commands.ts';
import { readPicture, removePicture, setPicture } from './avatars/pictures.ts';
import { type AvatarPersonRow, listAvatars, listCustomersOf, listLeadsOf } from './avatars/queries.ts';
import { requireAvatar, toAvatarItem, toAvatarView, toRunView } from './avatars/views.ts';
import * as contract from './contract.ts';
import { fitOfContact } from './fit/views.ts';
import { askRun, listFields, neededCustomers } from './grouping/commands.ts';
import { countCustomers } from './grouping/queries.ts';
import { findGoing, listRuns } from './grouping/runs.ts';
import { targetGroupRoutes } from './target-groups/routes.ts';
import type { AudiencesWorld } from './world.ts';

export function audiencesRoutes(serve: Serve<AudiencesWorld>): void {
  runRoutes(serve);
  avatarRoutes(serve);
  targetGroupRoutes(serve);
}

function runRoutes(serve: Serve<AudiencesWorld>): void {
  serve(contract.listFields, ({ db, actor, query }) => listFields(db, actor.workspaceId, query.outcome));
  serve(contract.askRun, async ({ db, actor, body, now }) => toRunView(await askRun(db, actor, body, now)));
  serve(contract.listRuns, async ({ db, actor: { workspaceId }, query }) => ({
    items: (await listRuns(db, { workspaceId, ...query }, 20)).map(toRunView),
  }));
}

function avatarRoutes(serve: Serve<AudiencesWorld>): void {
  serve(contract.listAvatars, async ({ db, actor: { workspaceId }, query: { outcome } }) => {
    const [customers, going, runs, avatars] = await Promise.all([
      countCustomers(db, workspaceId, outcome, neededCustomers),
      findGoing(db, { workspaceId, outcome }),
      listRuns(db, { workspaceId, outcome }, 2),
      listAvatars(db, workspaceId, outcome),
    ]);
    const latest = runs.find(({ finishedAt }) => finishedAt !== null);
    return {
      customers,
      needed: neededCustomers,
      going: going ? toRunView(going) : null,
      latest: latest ? toRunView(latest) : null,
      items: avatars.map(toAvatarItem),
    };
  });
  serve(contract.getAvatar, async ({ db, actor: { workspaceId }, params }) =>
    toAvatarView(db, await requireAvatar(db, workspaceId, params.avatarId)),
  );
  serve(contract.drawAvatar, async ({ db, actor, params, body, ifMatch, now }) =>
    toAvatarView(db, await drawAvatar(db, actor, params.avatarId, body, ifMatch, now)),
  );
  serve(contract.lookThroughAvatar, async ({ db, actor, params, now }) =>
    toAvatarView(db, await lookThroughAvatar(db, actor, params.avatarId, now)),
  );
  serve(contract.setPicture, async ({ db, actor, params: { avatarId }, body, ground, now }) =>
    toAvatarView(db, await setPicture(db, actor, { avatarId, content: body }, ground.ports.files, now)),
  );
  serve(contract.removePicture, async ({ db, actor, params, now }) =>
    toAvatarView(db, await removePicture(db, actor, params.avatarId, now)),
  );
  serve(contract.downloadPicture, ({ db, actor, params, ground }) =>
    readPicture(db, actor.workspaceId, params.avatarId, ground.ports.files),
  );
  serve(contract.listAvatarPeople, async ({ db, actor: { workspaceId }, params, query: { who, cursor, limit } }) => {
    const { id: avatarId } = await requireAvatar(db, workspaceId, params.avatarId);
    const key = { workspaceId, avatarId };
    if (who === 'leads') {
      const after = fromCursor(cursor, z.tuple([z.number().int(), z.uuid()]));
      const found = await listLeadsOf(db, key, { limit: limit + 1, after });
      return personPage(found, limit, ({ percent, contactId }) => [percent, contactId]);
    }
    const after = fromCursor(cursor, z.tuple([z.uuid()]))?.[0];
    return personPage(await listCustomersOf(db, key, { limit: limit + 1, after }), limit, ({ contactId }) => [
      contactId,
    ]);
  });
  serve(contract.getFit, ({ db, actor, params }) => fitOfContact(db, actor.workspaceId, params.contactId));
}

function personPage(
  rows: readonly AvatarPersonRow[],
  limit: number,
  keyOf: (row: AvatarPersonRow) => readonly unknown[],
): { items: AvatarPersonRow[]; next: string | null } {
  const page = pageOf(rows, limit, keyOf);
  return { items: page.rows, next: page.next };
}
