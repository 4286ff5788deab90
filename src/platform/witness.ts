import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSeal, type Mark } from './audit.ts';
import { dbOf, type Ground } from './ground.ts';
import type { PlatformTables } from './schema.ts';

/**
 * The witness: how far each workspace's chain has come, in a file beside the database. Whoever cuts off the end of a chain together with its events
 * leaves a whole but shorter chain; only something outside the database remembers that it was longer.
 */
export const witnessPath = (dataDir: string): string => join(dataDir, 'chain-witness.txt');

/** One line a workspace, which people may note down and keep elsewhere too. */
export function markLine(workspaceId: string, { number, hash }: Mark): string {
  return `${workspaceId} ${number} ${hash.toString('hex')}`;
}

/** The marks of a witness file by workspace; several of one workspace where somebody collected them. */
export function readMarks(text: string): Map<string, Mark[]> {
  const marks = [...text.matchAll(/^\s*([0-9a-f-]{36}) (\d{1,15}) ([0-9a-f]{64})\s*$/gm)].map(
    ([, workspaceId = '', number, hash = '']) => ({
      workspaceId,
      mark: { number: Number(number), hash: Buffer.from(hash, 'hex') },
    }),
  );
  return new Map(
    [...Map.groupBy(marks, ({ workspaceId }) => workspaceId)].map(([id, of]) => [id, of.map(({ mark }) => mark)]),
  );
}

export async function readWitness(dataDir: string): Promise<Map<string, Mark[]>> {
  const text = await readFile(witnessPath(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return readMarks(text);
}

const restMs = 2_000;

/** Writes the latest marks into the file, at most every two seconds and once at the end. */
export function startWitness(ground: Ground): { note(workspaceId: string, mark: Mark): void; stop(): Promise<void> } {
  const { dataDir } = ground.config;
  let fresh = new Map<string, Mark>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    timer = undefined;
    const noted = fresh;
    fresh = new Map();
    const marks = await readWitness(dataDir);
    for (const [workspaceId, mark] of noted) {
      const standing = marks.get(workspaceId) ?? [];
      if (await bearsOut(ground, workspaceId, standing)) marks.set(workspaceId, [mark]);
    }
    const lines = [...marks].flatMap(([workspaceId, of]) => of.map((mark) => markLine(workspaceId, mark)));
    const draft = `${witnessPath(dataDir)}.${process.pid}`;
    await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o600 });
    await rename(draft, witnessPath(dataDir));
  };
  const later = (): void => {
    writing = writing
      .then(write)
      .catch((error: unknown) => ground.log.warn({ err: error }, 'witness of the event log could not be written'));
  };

  return {
    note(workspaceId, mark) {
      fresh.set(workspaceId, mark);
      timer ??= setTimeout(later, restMs);
    },
    async stop() {
      clearTimeout(timer);
      if (fresh.size > 0) later();
      await writing;
    },
  };
}

/** A chain that lost its end grows past the mark again. Then the mark must stay, or the loss would go unnoticed after all. */
async function bearsOut(ground: Ground, workspaceId: string, marks: readonly Mark[]): Promise<boolean> {
  const db = dbOf<PlatformTables>(ground, { workspaceId });
  for (const { number, hash } of marks) {
    const seal = await findSeal(db, workspaceId, number);
    if (seal?.hash.equals(hash)) continue;
    ground.log.error({ workspaceId, seal: number }, 'the event log is not the one that the witness knows');
    return false;
  }
  return true;
}
