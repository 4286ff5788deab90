import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { Refusal } from '#platform/errors';

export type OsUser = { name: string; uid: number; gid: number };

const ownName = 'klinke';

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as the owner of its folder, or on the first start as the
 * system user "klinke", created when missing. Started by anybody else it runs as that user: `undefined`.
 */
export function serverUser(clusterDir: string): OsUser | undefined {
  const ourUid = process.getuid?.();
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (ourUid !== 0) {
    if (owner && owner.uid !== ourUid) throw foreignFolder(clusterDir, owner.uid);
    return undefined;
  }
  if (owner && owner.uid !== 0) {
    // A rebuilt container keeps the data but may have lost the user; initdb and postgres need its name.
    return findUser((user) => user.uid === owner.uid) ?? createUser(owner.uid);
  }
  return findUser((user) => user.name === ownName) ?? createUser() ?? nobody();
}

function foreignFolder(dir: string, uid: number): Refusal {
  const name = findUser((user) => user.uid === uid)?.name ?? String(uid);
  const message = `Der Ordner ${dir} gehört dem Benutzer „${name}“. Bitte Klinke als „${name}“ starten oder KLINKE_DATA anders setzen.`;
  return new Refusal(503, 'postgres.foreign_folder', message, { dir, owner: name });
}

function createUser(uid?: number): OsUser | undefined {
  const wish = uid === undefined ? [] : [`--uid=${uid}`];
  const nothing = ['--no-create-home', '--home-dir=/nonexistent', '--shell=/usr/sbin/nologin'];
  spawnSync('useradd', ['--system', '--user-group', ...nothing, ...wish, ownName]);
  return findUser((user) => user.name === ownName && (uid === undefined || user.uid === uid));
}

function nobody(): OsUser {
  const user = findUser(({ name }) => name === 'nobody');
  if (user) return user;
  const message = 'PostgreSQL darf nicht als root laufen, und der Systembenutzer „klinke“ ließ sich nicht anlegen.';
  throw new Refusal(503, 'postgres.no_user', message);
}

function findUser(wanted: (user: OsUser) => boolean): OsUser | undefined {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .find((user) => user.name !== '' && wanted(user));
}
