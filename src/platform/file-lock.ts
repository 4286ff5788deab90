import { chownSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '#platform/errors';

/**
 * A lock between processes that the kernel releases when its holder ends, even by kill -9. So there is never a stale one.
 * Node has no flock(); SQLite's locks on an empty file are the same thing and know shared and exclusive.
 */
export type FileLock = { release(): void; [Symbol.dispose](): void };

/** Waits until the lock is ours; `undefined` when somebody else still holds it after `waitMs`. */
export async function lockFile(
  path: string,
  kind: 'shared' | 'exclusive',
  waitMs: number,
): Promise<FileLock | undefined> {
  const file = open(path);
  const deadline = Date.now() + waitMs;
  while (!take(file, kind)) {
    if (Date.now() >= deadline) {
      file.close();
      return undefined;
    }
    await pause(50);
  }
  const release = () => {
    if (file.isOpen) file.close();
  };
  return { release, [Symbol.dispose]: release };
}

function open(path: string): DatabaseSync {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openFile(path);
  // What root creates in somebody's data folder must stay usable for that somebody.
  if (process.getuid?.() === 0) {
    const owner = statSync(dirname(folder));
    for (const created of [folder, path]) chownSync(created, owner.uid, owner.gid);
  }
  return file;
}

function openFile(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch {
    const message = `${path} lässt sich nicht öffnen. Gehört der Datenordner einem anderen Benutzer?`;
    throw new Refusal(503, 'data_folder.closed', message, { path });
  }
}

function take(file: DatabaseSync, kind: 'shared' | 'exclusive'): boolean {
  try {
    file.exec(kind === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_schema');
    return true;
  } catch (error) {
    if (file.isTransaction) file.exec('ROLLBACK');
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return false; // SQLITE_BUSY
    throw error;
  }
}
