import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '#platform/errors';
import { type Binaries, findBinaries } from './binaries.ts';
import { type OsUser, serverUser } from './os-user.ts';

/** One folder of a PostgreSQL server, and what it takes to run it. */
export type Cluster = { dir: string; logDir: string; binaries: Binaries; user: OsUser | undefined };

/** The folder under `dataDir`, made on the first start. A start that broke off leaves nothing half done. */
export function prepareCluster(dataDir: string): Cluster {
  const dir = join(dataDir, 'postgres');
  const logDir = join(dataDir, 'logs');
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const user = serverUser(dir);
  const cluster = { dir, logDir, user, binaries: findBinaries(user, dataDir) };
  if (!existsSync(dir)) initialise(cluster);
  refuseOtherMajor(cluster);
  writeSettings(cluster);
  return cluster;
}

/**
 * How to start a server program in `dir`. Under root the server's user may have no way to the folder (a checkout in
 * /root, a data folder of mode 0700): it is started inside, and /proc/self/cwd leads there without walking the path.
 */
export function inside(dir: string, user: OsUser | undefined) {
  return {
    dataArgument: user ? '/proc/self/cwd' : dir,
    options: {
      cwd: dir,
      env: {
        PATH: '/usr/bin:/bin',
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
        // What one statement of an import needs (some MB) is kept for the next; given back each time, it was cleared by the kernel for each.
        MALLOC_MMAP_THRESHOLD_: '16777216',
        MALLOC_TRIM_THRESHOLD_: '16777216',
      },
      ...(user && { uid: user.uid, gid: user.gid }),
    },
  };
}

function initialise({ dir, user, binaries }: Cluster): void {
  const draft = `${dir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (user) chownSync(draft, user.uid, user.gid);

  const { dataArgument, options } = inside(draft, user);
  // Builtin C.UTF-8: sorts and folds the same on every machine and after every system update; German order is asked for by collation.
  // "trust" is safe: the only door is a socket inside this folder, which nobody else may enter.
  const run = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${dataArgument}`,
      '--username=postgres',
      '--auth=trust',
      '--data-checksums',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...options, encoding: 'utf8' },
  );
  if (run.status !== 0) {
    const why = run.error?.message ?? run.stderr.trim();
    throw new Refusal(503, 'postgres.initdb_failed', `Die Datenbank ließ sich nicht anlegen: ${why}`, { dir });
  }
  writeFileSync(join(draft, 'postgresql.conf'), `include 'klinke.conf'  # ${ownSettingsNote}\n`);
  renameSync(draft, dir);
}

const ownSettingsNote = 'written anew on each start; your own settings go below this line and win';

function refuseOtherMajor({ dir, binaries }: Cluster): void {
  const found = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  const ours = binaries.version.split('.')[0];
  if (found === ours) return;
  const message =
    `Die Daten in ${dir} stammen von PostgreSQL ${found}, diese Fassung bringt ${ours} mit. ` +
    'Bitte mit der bisherigen Fassung „klinke export“ ausführen und hier importieren.';
  throw new Refusal(503, 'postgres.other_version', message, { found, ours });
}

function writeSettings({ dir, user }: Cluster): void {
  const path = join(dir, 'klinke.conf');
  const lines = Object.entries(settings()).map(([name, value]) => `${name} = '${value}'`);
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  if (user) chownSync(path, user.uid, user.gid);
}

const MB = 1024 * 1024;

/** For a small machine that does other things too: memory in proportion, an SSD, and few big checkpoints for big imports. */
function settings(): Record<string, string | number> {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(Math.max((memory * part) / MB, least), most))}MB`;
  // Containers often come with 64 MB of /dev/shm, too little for a parallel hash join.
  const shm = existsSync('/dev/shm') ? statfsSync('/dev/shm') : { blocks: 0, bsize: 0 };
  return {
    max_connections: 60,
    shared_buffers: share(1 / 8, 64, 1024),
    effective_cache_size: share(1 / 2, 256, 16_384),
    work_mem: '8MB',
    maintenance_work_mem: share(1 / 32, 64, 512),
    dynamic_shared_memory_type: shm.blocks * shm.bsize >= 256 * MB ? 'posix' : 'sysv',
    fsync: 'on',
    synchronous_commit: 'on',
    min_wal_size: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    // An import fills the outbox as fast as it is emptied; until what is gone is tidied away, whoever looks for news walks over it.
    autovacuum_naptime: '15s',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: 0,
    log_min_duration_statement: '2s',
    // Values of statements and rows are people's data: they do not belong into a log.
    log_parameter_max_length: 0,
    log_error_verbosity: 'terse',
  };
}
