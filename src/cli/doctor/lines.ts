import pg from 'pg';
import type { PgConnection } from '#platform/db';
import { workspacesOf } from '../whose.ts';

export type LineStanding = {
  name: string;
  heardAt: Date | null;
  refusedAt: Date | null;
  refusal: string | null;
  /** It has to be told of calls; a SIP line hears for itself. */
  listens: boolean;
};

/** The lines of all workspaces in use; undefined where there is no table for them yet. */
export async function standingOfLines(owner: PgConnection): Promise<LineStanding[] | undefined> {
  const workspaces = await workspacesOf(owner);
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('line') is not null as there`);
    if (rows[0]?.there !== true) return undefined;
    const standing: LineStanding[] = [];
    for (const { id } of workspaces) {
      // Row level security is forced, for the owner too.
      await client.query(`select set_config('app.workspace', $1, false)`, [id]);
      const lines = await client.query<LineStanding>(
        `select name, refused_at as "refusedAt", refusal, kind not in ('sip', 'sip_wss') as listens,
           (select max(received_at) from carrier_event e where e.workspace_id = line.workspace_id and e.line_id = line.id) as "heardAt"
         from line where workspace_id = $1 and archived_at is null order by name`,
        [id],
      );
      standing.push(...lines.rows);
    }
    return standing;
  } finally {
    await client.end();
  }
}
