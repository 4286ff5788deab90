import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Card, Target } from './contract/shapes.ts';
import type { KeptReason, ScoreModelRow } from './schema.ts';

/** One ended case: what was known at its moment, in the order of the target's features, and how it ended. */
export type Case = { cells: string[]; happened: boolean; group: string; decidedAt: number };

export type Training = {
  target: Target;
  seed: number;
  barred: readonly string[];
  rows: Case[];
  /** The model in use, to be compared with. */
  current: { model: string; trainedAt: number } | null;
};

export type Trained =
  | { kind: 'problem'; problem: string }
  | ({ kind: 'trained'; model: string } & Pick<ScoreModelRow, 'rows' | 'outcomes' | 'baseRate' | 'verdict'> & {
        card: Pick<
          Card,
          'used' | 'ignored' | 'suspectedLeaks' | 'validation' | 'warnings' | 'calibration' | 'groups' | 'against'
        >;
      });

export type Computed = { probability: number; low: number; high: number; reasons: KeptReason[] };

type Task =
  | { kind: 'cases'; rows: Case[] }
  | ({ kind: 'train' } & Omit<Training, 'rows'>)
  | { kind: 'score'; modelId: string; model?: string; names: readonly string[]; rows: readonly string[][] };
export type ToWorker = { id: number; task: Task };
export type FromWorker = {
  id: number;
  result: { kind: 'taken' } | Trained | { kind: 'scored'; rows: Computed[] } | { kind: 'unknown' };
};

/** From source the worker is a TypeScript file; a build puts it as scoring-worker.js beside the bundle. */
function workerFile(): URL {
  const places = ['./worker.ts', './scoring-worker.js', '../scoring-worker.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('The worker that learns and scores is missing from the build (scoring-worker.js).');
  return found;
}

/** A thread that answers one task after the other. */
class Thread {
  readonly #worker = new Worker(workerFile(), {
    resourceLimits: { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 },
  });
  readonly #open = new Map<number, { resolve(result: FromWorker['result']): void; reject(error: Error): void }>();
  #next = 0;
  #idle: NodeJS.Timeout | undefined;
  readonly models = new Set<string>();
  gone = false;

  constructor(idleMs?: number) {
    // Whoever waits for an answer keeps the process alive; a thread that waits for work does not.
    this.#worker.unref();
    this.#worker.on('message', ({ id, result }: FromWorker) => {
      this.#open.get(id)?.resolve(result);
      this.#open.delete(id);
      if (idleMs !== undefined && this.#open.size === 0) this.#rest(idleMs);
    });
    const end = (error: Error): void => {
      this.gone = true;
      for (const { reject } of this.#open.values()) reject(error);
      this.#open.clear();
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end(new Error('The worker that learns and scores ended without a word.')));
  }

  ask(task: Task): Promise<FromWorker['result']> {
    clearTimeout(this.#idle);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#worker.postMessage({ id, task } satisfies ToWorker);
    });
  }

  #rest(idleMs: number): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.end(), idleMs).unref();
  }

  async end(): Promise<void> {
    this.gone = true;
    await this.#worker.terminate();
  }
}

/** Learns in a thread of its own. `cases` comes in parts, so that none of them holds the event loop. */
export async function train(
  cases: AsyncIterable<Case[]>,
  { rows: _, ...task }: Omit<Training, 'rows'> & { rows?: never },
  signal: AbortSignal,
): Promise<Trained> {
  const thread = new Thread();
  const stop = (): void => void thread.end();
  signal.addEventListener('abort', stop);
  try {
    for await (const rows of cases) {
      signal.throwIfAborted();
      if (rows.length > 0) await thread.ask({ kind: 'cases', rows });
    }
    const result = await thread.ask({ kind: 'train', ...task });
    if (result.kind !== 'trained' && result.kind !== 'problem') throw new Error('not an answer to training');
    return result;
  } finally {
    signal.removeEventListener('abort', stop);
    await thread.end();
  }
}

const idleMs = 60_000;
let scorer: Thread | undefined;

export type UsedModel = { id: string; names: readonly string[]; text(): Promise<string> };

/** Scores in a thread that stays for a while, with the models it has read. */
export async function computeScores(model: UsedModel, rows: readonly string[][]): Promise<Computed[]> {
  if (rows.length === 0) return [];
  if (!scorer || scorer.gone) scorer = new Thread(idleMs);
  const thread = scorer;
  const text = thread.models.has(model.id) ? undefined : await model.text();
  const task = { kind: 'score' as const, modelId: model.id, names: model.names, rows };
  const result = await thread.ask(text === undefined ? task : { ...task, model: text });
  if (result.kind === 'unknown') {
    thread.models.delete(model.id);
    return computeScores(model, rows);
  }
  if (result.kind !== 'scored') throw new Error('not an answer to scoring');
  thread.models.add(model.id);
  return result.rows;
}
