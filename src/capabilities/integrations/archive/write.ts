import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type AccessTables, listMembers } from '#access';
import type { Db } from '#platform/db';
import { dbOf, type Ground } from '#platform/ground';
import type { FileStore } from '#platform/ports';
import { zip, type ZipPart } from '#platform/write-table';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import { type Noun, nouns } from './nouns.ts';

/** Archives themselves are no part of an archive; this tells them from other files. */
export const archiveType = 'application/vnd.klinke.export+zip';

export type Written = { rows: number; files: number };
export type ArchiveOptions = {
  at: Date;
  /** Heard after every thousand rows; what it throws ends the writing. */
  onProgress?: (written: Written) => void;
  /** JSON lines of one noun go on in another part beyond this size, so that no reader needs more than plain zip. */
  bytesPerPart?: number;
};

/** Whatever tables there are: the one place that reads them all. Row level security keeps it in its workspace. */
type AnyTables = Record<string, Record<string, unknown>>;
type Part = { name: string; rows: number; bytes: number; sha256: string };
type Manifest = {
  format: 'klinke-export';
  version: 1;
  madeAt: string;
  workspace: { id: string; name: string };
  nouns: Record<string, { rows: number; parts: Part[] }>;
  files: { name: string; bytes: number; sha256: string }[];
  /** Files that a row names and the store does not have. */
  missing: string[];
};

/**
 * The whole workspace as a zip archive, as it was at one moment: nothing that is written meanwhile is half in it. The format is described
 * in docs/export.md.
 */
export async function* writeArchive(
  ground: Pick<Ground, 'pool' | 'ports'>,
  workspaceId: string,
  { at, onProgress = () => undefined, bytesPerPart = 1024 ** 3 }: ArchiveOptions,
): AsyncGenerator<Buffer, Written> {
  const transaction = await dbOf<AnyTables>(ground, { workspaceId }).startTransaction().execute();
  const trx = transaction as unknown as Kysely<AnyTables>;
  const written: Written = { rows: 0, files: 0 };
  try {
    await sql`set transaction isolation level repeatable read, read only`.execute(trx);
    const workspace = await findWorkspace(trx as unknown as Kysely<WorkspaceTables>, workspaceId);
    if (!workspace) throw new Error('no such workspace');
    const manifest: Manifest = {
      format: 'klinke-export',
      version: 1,
      madeAt: at.toISOString(),
      workspace: { id: workspaceId, name: workspace.name },
      nouns: {},
      files: [],
      missing: [],
    };
    async function* parts(): AsyncGenerator<ZipPart> {
      for (const noun of nouns) {
        const lines = new Lines(rowsOf(trx, workspaceId, noun), (rows) => {
          written.rows += rows;
          onProgress(written);
        });
        yield* partsOf(noun, lines, manifest, bytesPerPart);
      }
      for await (const part of filesOf(trx, workspaceId, ground.ports.files, manifest)) {
        written.files++;
        yield { ...part, content: heard(part.content, () => onProgress(written)) };
      }
      yield { name: 'manifest.json', content: once(`${JSON.stringify(manifest, null, 2)}\n`) };
    }
    yield* zip(parts(), at);
    return written;
  } finally {
    // It has only read.
    await transaction.rollback().execute();
  }
}

async function* heard(content: AsyncIterable<Uint8Array>, onChunk: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    onChunk();
    yield chunk;
  }
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

async function* partsOf(noun: Noun, lines: Lines, manifest: Manifest, most: number): AsyncGenerator<ZipPart> {
  const parts: Part[] = [];
  manifest.nouns[noun.table] = { rows: 0, parts };
  do {
    const part: Part = { name: nameOf(noun, parts.length), rows: 0, bytes: 0, sha256: '' };
    yield { name: part.name, content: lines.take(part, most) };
    parts.push(part);
    (manifest.nouns[noun.table] ?? part).rows += part.rows;
  } while (await lines.more());
}

function nameOf({ table }: Noun, before: number): string {
  const name = table.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return before === 0 ? `data/${name}.jsonl` : `data/${name}-${before + 1}.jsonl`;
}

/** Rows as lines of JSON, which can be left at the end of one part and gone on with in the next. */
class Lines {
  readonly #batches: AsyncIterator<readonly Record<string, unknown>[]>;
  readonly #onRows: (rows: number) => void;
  #next: readonly Record<string, unknown>[] | undefined;

  constructor(batches: AsyncGenerator<readonly Record<string, unknown>[]>, onRows: (rows: number) => void) {
    this.#batches = batches;
    this.#onRows = onRows;
  }

  async more(): Promise<boolean> {
    if (this.#next) return true;
    const { value, done } = await this.#batches.next();
    if (done) return false;
    this.#next = value as readonly Record<string, unknown>[];
    return true;
  }

  async *take(part: Part, most: number): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    while (part.bytes < most && (await this.more())) {
      const rows = this.#next ?? [];
      this.#next = undefined;
      const piece = Buffer.from(rows.map((row) => `${JSON.stringify(plain(row))}\n`).join(''));
      hash.update(piece);
      part.rows += rows.length;
      part.bytes += piece.length;
      yield piece;
      this.#onRows(rows.length);
    }
    part.sha256 = hash.digest('hex');
  }
}

/** Instants in ISO 8601, bytes in hexadecimal. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('hex') : value]),
  );
}

const batch = 1000;

async function* rowsOf(
  db: Kysely<AnyTables>,
  workspaceId: string,
  noun: Noun,
): AsyncGenerator<readonly Record<string, unknown>[]> {
  if (noun.table === 'membership') {
    // With names and addresses: without them nobody could tell later who did what.
    yield await listMembers(db as unknown as Kysely<AccessTables>, workspaceId);
    return;
  }
  let last: Record<string, unknown> | undefined;
  for (;;) {
    const rows = await pageOf(db, workspaceId, noun, last);
    const kept = noun.table === 'file' ? rows.filter((row) => row['mediaType'] !== archiveType) : rows;
    if (kept.length > 0) yield kept;
    if (rows.length < batch) return;
    last = rows.at(-1);
  }
}

function pageOf(
  db: Db<AnyTables>,
  workspaceId: string,
  { table, key }: Noun,
  last: Record<string, unknown> | undefined,
): Promise<Record<string, unknown>[]> {
  let query = db.selectFrom(table).selectAll().where('workspaceId', '=', workspaceId).limit(batch);
  for (const column of key) query = query.orderBy(column);
  if (last) {
    const values = key.map((column) => last[column]);
    query = query.where(({ eb }) => {
      const columns = key.map((column) => eb.ref(column));
      return sql<boolean>`(${sql.join(columns)}) > (${sql.join(values)})`;
    });
  }
  return query.execute();
}

/** Each content once, whatever number of rows it has. */
async function* filesOf(
  db: Kysely<AnyTables>,
  workspaceId: string,
  store: FileStore,
  manifest: Manifest,
): AsyncGenerator<ZipPart> {
  const seen = new Set<string>();
  for await (const rows of rowsOf(db, workspaceId, { table: 'file', key: ['id'] })) {
    for (const row of rows) {
      const sha256 = (row['sha256'] as Buffer).toString('hex');
      if (seen.has(sha256)) continue;
      seen.add(sha256);
      const content = await store.get(sha256).catch(() => undefined);
      if (!content) {
        manifest.missing.push(sha256);
        continue;
      }
      manifest.files.push({ name: `files/${sha256}`, bytes: content.bytes, sha256 });
      yield { name: `files/${sha256}`, content, large: content.bytes > 0xf000_0000 };
    }
  }
}

/** How many rows an archive would have, for the progress. */
export async function countRows(ground: Pick<Ground, 'pool'>, workspaceId: string): Promise<number> {
  const db = dbOf<AnyTables>(ground, { workspaceId });
  let total = 0;
  for (const { table } of nouns) {
    const { rows } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .where('workspaceId', '=', workspaceId)
      .executeTakeFirstOrThrow();
    total += rows;
  }
  return total;
}
