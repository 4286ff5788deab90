import { type AccessTables, listMembers } from '#access';
import type { Db } from '#platform/db';
import { dialsOf, type MyLine } from './contract.ts';
import { findLines } from './queries/lines.ts';
import type { LineRow, TelephonyTables } from './schema.ts';

/** The line a user dials on: their own before the team's. */
export async function findDialLine(
  db: Db<TelephonyTables>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<LineRow | undefined> {
  const lines = (await findLines(db, workspaceId)).filter(
    (line) => line.archivedAt === null && dialsOf[line.kind] !== 'none',
  );
  return lines.find((line) => line.userId === userId) ?? lines.find((line) => line.userId === null);
}

/** Archived ones too: calls still name them. */
export async function findLinesByIds(
  db: Db<TelephonyTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<LineRow[]> {
  const lines = await findLines(db, workspaceId);
  return lines.filter((line) => ids.includes(line.id));
}

/** The line on which somebody's own page speaks with the telephone system, without a server of ours between. */
export async function findOwnSocketLine(
  db: Db<TelephonyTables>,
  person: { workspaceId: string; userId: string },
): Promise<LineRow | undefined> {
  const line = await findDialLine(db, person);
  return line?.kind === 'sip_wss' && line.userId === person.userId ? line : undefined;
}

/** Whom somebody's pages may connect to beyond ourselves. */
export async function pagesReach(
  db: Db<TelephonyTables>,
  person: { workspaceId: string; userId: string },
): Promise<string[]> {
  const socket = (await findOwnSocketLine(db, person))?.settings['socket'];
  return socket === undefined ? [] : [new URL(socket).origin];
}

/** How somebody telephones, and whom they can pass a call on to: whoever of us has a line of their own. */
export async function myLine(
  db: Db<TelephonyTables & AccessTables>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  canSpeakHere: boolean,
): Promise<MyLine> {
  const [line, lines, members] = await Promise.all([
    findDialLine(db, { workspaceId, userId }),
    findLines(db, workspaceId),
    listMembers(db, workspaceId),
  ]);
  const nameOf = new Map(members.map((member) => [member.userId, member.name]));
  return {
    line: line ? { id: line.id, name: line.name, kind: line.kind, number: line.number } : null,
    speaksHere: line?.kind === 'sip_wss' || (canSpeakHere && line?.kind === 'sip'),
    colleagues: lines
      .filter((one) => one.archivedAt === null && one.id !== line?.id && one.userId !== userId)
      .map((one) => ({ lineId: one.id, name: nameOf.get(one.userId ?? '') ?? one.name, number: one.number })),
  };
}
