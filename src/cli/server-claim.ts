import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '#platform/errors';
import { lockFile } from '#platform/file-lock';

/** The right to be the one server of a data folder. The kernel takes it back when the process ends, however it ends. */
export type ServerClaim = { announce(address: string): void; [Symbol.dispose](): void };

export type RunningServer = z.infer<typeof RunningServer>;
const RunningServer = z.object({ pid: z.number(), address: z.string().optional() });

/** Refuses, saying who is there, while another process serves the same folder. */
export async function claimServer(dataDir: string): Promise<ServerClaim> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockFile(lockPath(dataDir), 'exclusive', 300);
  if (!lock) throw alreadyRunning(dataDir, readNote(dataDir));

  writeNote(dataDir, { pid: process.pid });
  return {
    // Without the token for the first visit, which is for the person at this terminal.
    announce: (address) => writeNote(dataDir, { pid: process.pid, address: address.replace(/\/?\?.*/, '') }),
    [Symbol.dispose]() {
      rmSync(notePath(dataDir), { force: true });
      lock.release();
    },
  };
}

/** Who serves this folder just now. A note without a lock was left by a killed process. */
export async function findServer(dataDir: string): Promise<RunningServer | undefined> {
  const note = readNote(dataDir);
  if (!note) return undefined;
  using free = await lockFile(lockPath(dataDir), 'shared', 0);
  return free ? undefined : note;
}

function alreadyRunning(dataDir: string, other: RunningServer | undefined): Refusal {
  const where = other?.address ? `Klinke läuft bereits: ${other.address}` : 'Klinke startet gerade schon';
  const who = other ? `Prozess ${other.pid}, ` : '';
  return new Refusal(409, 'server.running', `${where} (${who}Daten in ${dataDir}).`, { ...other, dataDir });
}

const lockPath = (dataDir: string) => join(dataDir, 'locks', 'server');
const notePath = (dataDir: string) => join(dataDir, 'server.json');

function readNote(dataDir: string): RunningServer | undefined {
  try {
    return RunningServer.parse(JSON.parse(readFileSync(notePath(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

function writeNote(dataDir: string, note: RunningServer): void {
  const draft = `${notePath(dataDir)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(note));
  renameSync(draft, notePath(dataDir));
}
