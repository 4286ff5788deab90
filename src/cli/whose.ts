import pg from 'pg';
import { type AccessTables, findActor, findUserByEmail, listMembers } from '#access';
import type { Actor } from '#platform/actor';
import type { PgConnection } from '#platform/db';
import { Refusal } from '#platform/errors';
import { dbOf, identityDb } from '#platform/ground';
import type { House } from '../main.ts';
import { UsageError } from './command.ts';

export type NamedWorkspace = { id: string; name: string };

export async function workspacesOf(owner: PgConnection): Promise<NamedWorkspace[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    return (await client.query<NamedWorkspace>('select workspace_id as id, name from workspace_names()')).rows;
  } finally {
    await client.end();
  }
}

/** For whom a command acts: the workspace that is named, or the only one; there the person named, or its first owner. */
export async function whose(
  house: House,
  given: { workspace?: string | undefined; email?: string | undefined },
): Promise<Actor & { userId: string }> {
  const all = await workspacesOf(house.owner);
  const fitting = all.filter(
    ({ id, name }) => given.workspace === undefined || given.workspace === id || given.workspace === name,
  );
  const [workspace, ...others] = fitting;
  if (!workspace)
    throw new Refusal(
      404,
      'not_found',
      all.length === 0
        ? 'Hier ist noch nichts eingerichtet: klinke setup'
        : `Einen Arbeitsbereich „${given.workspace}“ gibt es hier nicht.`,
    );
  if (others.length > 0)
    throw new UsageError(
      `Welcher Arbeitsbereich? --workspace ${fitting.map(({ name }) => `"${name}"`).join(' oder ')}`,
    );

  const members = await listMembers(dbOf<AccessTables>(house.ground, { workspaceId: workspace.id }), workspace.id);
  const user =
    given.email === undefined
      ? undefined
      : await findUserByEmail(identityDb<AccessTables>(house.ground), given.email.toLowerCase());
  const userId =
    given.email === undefined
      ? members.find((member) => member.role === 'owner' && member.endedAt === null)?.userId
      : user?.id;
  const actor = userId && (await findActor(house.ground, workspace.id, userId));
  if (!actor)
    throw new Refusal(404, 'not_found', `Niemand in „${workspace.name}“ hat die Adresse ${given.email ?? ''}.`);
  return actor;
}
