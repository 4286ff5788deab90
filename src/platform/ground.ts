import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Config, Secrets } from './config.ts';
import { inWorkspace, outsideWorkspaces, type Sight } from './db.ts';
import type { Ports } from './ports.ts';

/** What everything stands on: the pool, the ports to the world, the settings. Made once at start. */
export type Ground = {
  pool: Pool;
  ports: Ports;
  config: Config;
  secrets: Secrets;
  log: Logger;
};

/** Where people reach us. What a stranger sends along as its host must never end up in a mail or on paper. */
export const houseOf = ({ config }: Pick<Ground, 'config'>): string =>
  config.publicUrl ?? `http://localhost:${config.port}`;

export function dbOf<Tables>(ground: Pick<Ground, 'pool'>, sight: Sight): Kysely<Tables> {
  return inWorkspace<Tables>(ground.pool, sight);
}

export function identityDb<Tables>(ground: Pick<Ground, 'pool'>): Kysely<Tables> {
  return outsideWorkspaces<Tables>(ground.pool);
}
