import type { Db } from '#platform/db';
import { findWorkspace, localDay, type WorkspaceTables } from '#workspace';
import type { RecordingView } from './contract.ts';
import { findPolicy, listSegments } from './queries.ts';
import { lengthOf, policyOf, stateOf } from './rules.ts';
import type { ConversationsTables, RecordingRow } from './schema.ts';

/** The one place where a recording becomes what the outside sees. */
export async function toRecordingViews(
  db: Db<ConversationsTables & WorkspaceTables>,
  workspaceId: string,
  rows: readonly RecordingRow[],
): Promise<RecordingView[]> {
  if (rows.length === 0) return [];
  const [workspace, policy] = await Promise.all([findWorkspace(db, workspaceId), findPolicy(db, workspaceId)]);
  const { keepDays } = policyOf(policy);
  return Promise.all(
    rows.map(async (row) => {
      const segments = await listSegments(db, { workspaceId, recordingId: row.id });
      const ms = segments.reduce((sum, segment) => sum + lengthOf(segment, row), 0);
      const lastDay = new Date(row.startedAt.getTime() + keepDays * 86_400_000);
      return {
        id: row.id,
        callId: row.callId,
        contactId: row.contactId,
        userId: row.userId,
        state: stateOf(row),
        startedAt: row.startedAt.toISOString(),
        stoppedAt: row.stoppedAt?.toISOString() ?? null,
        seconds: Math.round(ms / 1000),
        deleteOn: row.deletedAt ? null : localDay(lastDay, workspace?.timeZone ?? 'Europe/Berlin'),
        deletedBecause: row.deletedBecause,
      };
    }),
  );
}

export async function toRecordingView(
  db: Db<ConversationsTables & WorkspaceTables>,
  row: RecordingRow,
): Promise<RecordingView> {
  const [view] = await toRecordingViews(db, row.workspaceId, [row]);
  if (!view) throw new Error('one recording in, none out');
  return view;
}
