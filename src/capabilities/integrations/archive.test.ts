import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContact, listContacts } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import type { PlatformTables } from '#platform/schema';
import { connectAsOwner } from '../../../test/setup/database.ts';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { loadExample } from '../../example/load.ts';
import { leftOut, nouns } from './archive/nouns.ts';
import { writeArchive } from './archive/write.ts';
import {
  cancelExport,
  downloadExport,
  type ExportView,
  getExport,
  listExports,
  removeExport,
  startExport,
} from './contract.ts';
import { archiveExpiry } from './job-names.ts';

let app: TestApp;
let house: TestWorkspace;
let owner: Client;
beforeAll(async () => {
  app = await startApp({ database: 'archive' });
  house = await app.workspace('Sonnenwerk');
  owner = house.owner;
  // More people and calls than are read in one go.
  await loadExample(app.ground, { workspaceId: house.id, ownerId: owner.userId }, monday, { size: 0.4 });
  await app.drain();
});
afterAll(() => app[Symbol.asyncDispose]());

type Manifest = {
  format: string;
  version: number;
  workspace: { id: string; name: string };
  nouns: Record<string, { rows: number; parts: { name: string; rows: number; bytes: number; sha256: string }[] }>;
  files: { name: string; sha256: string; bytes: number }[];
  missing: string[];
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const linesOf = (bytes: Uint8Array | undefined): Record<string, unknown>[] =>
  strFromU8(bytes ?? new Uint8Array())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

function open(archive: Buffer): { manifest: Manifest; parts: Record<string, Uint8Array> } {
  const parts = unzipSync(archive);
  return { parts, manifest: JSON.parse(strFromU8(parts['manifest.json'] ?? new Uint8Array())) as Manifest };
}

const standing = async (client: Client, id: string): Promise<ExportView> =>
  (await client.call(getExport, { params: { exportId: id } })).body;
const ended = async (client: Client, id: string): Promise<ExportView> => {
  await eventually(async () => expect((await standing(client, id)).finishedAt).not.toBeNull());
  return standing(client, id);
};
const eventsOf = async (type: string): Promise<Record<string, unknown>[]> => {
  const rows = await dbOf<PlatformTables>(app.ground, { workspaceId: house.id })
    .selectFrom('event')
    .select('payload')
    .where('workspaceId', '=', house.id)
    .where('type', '=', type)
    .execute();
  return rows.map((row) => row.payload);
};
const storedFiles = (): string[] => {
  const folder = join(app.ground.config.dataDir, 'files');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name);
};

test('every table of the database is in the archive or left out for a reason', async () => {
  const client = await connectAsOwner('archive');
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  await client.end();
  const kept = nouns.map(({ table }) => table.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  expect([...kept, ...Object.keys(leftOut)].toSorted()).toEqual(rows.map(({ name }) => name));
});

describe('an archive of the whole workspace', () => {
  let view: ExportView;
  let archive: Buffer;
  const content = Buffer.from('Name;Ort\nÄnne;Kassel\n');

  beforeAll(async () => {
    const db = dbOf<PlatformTables>(app.ground, { workspaceId: house.id });
    const stored = await app.ground.ports.files.put(Readable.from([content]), 1000);
    for (const name of ['liste.csv', 'dieselbe.csv']) {
      await db
        .insertInto('file')
        .values({
          workspaceId: house.id,
          id: newId(),
          sha256: Buffer.from(stored.sha256, 'hex'),
          name,
          mediaType: 'text/csv',
          bytes: content.length,
          createdBy: null,
          createdAt: monday,
        })
        .execute();
    }
    const other = await app.workspace('Nachbar');
    await other.owner.call(createContact, { body: { lastName: 'Fremdmann' } });
    const started = await owner.call(startExport);
    expect(started).toMatchObject({ status: 201, body: { state: 'waiting', rowsWritten: 0, file: null } });
    view = await ended(owner, started.body.id);
    archive = (await owner.call(downloadExport, { params: { exportId: view.id } })).bytes;
  });

  test('is whole: sizes, hashes and counts agree, part by part', () => {
    expect(view).toMatchObject({ state: 'done', error: null });
    expect(view.file).toMatchObject({ bytes: archive.length, sha256: sha256(archive) });
    const { manifest, parts } = open(archive);
    expect(manifest).toMatchObject({
      format: 'klinke-export',
      version: 1,
      workspace: { id: house.id, name: 'Sonnenwerk' },
    });
    let rows = 0;
    for (const noun of Object.values(manifest.nouns)) {
      expect(noun.rows).toBe(noun.parts.reduce((sum, part) => sum + part.rows, 0));
      for (const part of noun.parts) {
        const bytes = parts[part.name] ?? new Uint8Array();
        expect(part).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes), rows: linesOf(bytes).length });
      }
      rows += noun.rows;
    }
    expect(rows).toBe(view.rowsWritten);
    expect(Object.keys(manifest.nouns).toSorted()).toEqual(nouns.map(({ table }) => table).toSorted());
    expect(Object.keys(parts)).toHaveLength(
      1 + manifest.files.length + Object.values(manifest.nouns).flatMap((noun) => noun.parts).length,
    );
  });

  test('holds each row as it stands in the database, and each once', async () => {
    const { parts } = open(archive);
    const db = dbOf<Record<string, Record<string, unknown>>>(app.ground, { workspaceId: house.id });
    for (const table of ['contact', 'deal', 'call', 'consentEntry', 'consentState', 'nextStep', 'stageMove']) {
      const name = table.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const written = linesOf(parts[`data/${name}.jsonl`]);
      const rows = await db.selectFrom(table).selectAll().where('workspaceId', '=', house.id).execute();
      const inOrder = (list: unknown[]) => list.map((row) => JSON.stringify(row)).toSorted();
      expect(inOrder(written)).toEqual(inOrder(rows));
      if (table === 'contact' || table === 'call') expect(rows.length).toBeGreaterThan(1000);
    }
  });

  test('names the team and keeps secrets and neighbours out', () => {
    const { parts } = open(archive);
    const team = linesOf(parts['data/membership.jsonl']);
    expect(team).toHaveLength(5);
    expect(team.map((member) => member['name'])).toContain('Olga Inhaberin');
    const everything = Object.values(parts)
      .map((bytes) => strFromU8(bytes))
      .join('\n');
    expect(everything).not.toMatch(/argon2|passwordHash|secretHash|tokenHash/);
    expect(everything).not.toContain('Fremdmann');
  });

  test('brings the files along, each content once', () => {
    const { manifest, parts } = open(archive);
    expect(manifest.files).toEqual([
      { name: `files/${sha256(content)}`, bytes: content.length, sha256: sha256(content) },
    ]);
    expect(Buffer.from(parts[`files/${sha256(content)}`] ?? [])).toEqual(content);
    expect(linesOf(parts['data/file.jsonl'])).toHaveLength(2);
    expect(manifest.missing).toEqual([]);
  });

  test('goes on in further parts where one is large', async () => {
    const pieces: Buffer[] = [];
    for await (const piece of writeArchive(app.ground, house.id, { at: monday, bytesPerPart: 300_000 }))
      pieces.push(piece);
    const { manifest, parts } = open(Buffer.concat(pieces));
    const calls = manifest.nouns['call'];
    const names = calls?.parts.map(({ name }) => name) ?? [];
    expect(names.length).toBeGreaterThan(2);
    expect(names).toEqual(names.map((_, at) => `data/call${at === 0 ? '' : `-${at + 1}`}.jsonl`));
    const ids = calls?.parts.flatMap(({ name }) => linesOf(parts[name]).map((row) => row['id'])) ?? [];
    expect(new Set(ids).size).toBe(calls?.rows);
    expect(ids).toHaveLength(calls?.rows ?? 0);
  });

  test('is one moment: what is written meanwhile is not half in it', async () => {
    const pieces: Buffer[] = [];
    let added = false;
    for await (const piece of writeArchive(app.ground, house.id, { at: monday })) {
      pieces.push(piece);
      if (!added && pieces.length > 5) {
        added = true;
        expect((await owner.call(createContact, { body: { lastName: 'Nachzügler' } })).status).toBe(201);
      }
    }
    const { parts } = open(Buffer.concat(pieces));
    expect(
      Object.values(parts)
        .map((bytes) => strFromU8(bytes))
        .join(''),
    ).not.toContain('Nachzügler');
    expect((await owner.call(listContacts, { query: { q: 'Nachzügler' } })).body.items).toHaveLength(1);
  });

  test('is told as an event, and so is its download', async () => {
    expect(await eventsOf('integrations.workspaceExported')).toEqual([
      { exportId: view.id, rows: view.rowsWritten, files: 1, bytes: archive.length },
    ]);
    expect(await eventsOf('integrations.exportDownloaded')).toEqual([{ exportId: view.id }]);
  });
});

test('only those who administer make, see and take archives', async () => {
  const lead = await house.person('lead');
  const [first] = (await owner.call(listExports)).body.items;
  const params = { exportId: first?.id ?? '' };
  for (const tried of [
    await lead.call(startExport),
    await lead.call(listExports),
    await lead.call(downloadExport, { params }),
    await lead.call(removeExport, { params }),
  ]) {
    expect(tried.status).toBe(403);
  }
  const stranger = await app.workspace('Fremd');
  for (const tried of [
    await stranger.owner.call(getExport, { params }),
    await stranger.owner.call(downloadExport, { params }),
    await stranger.owner.call(cancelExport, { params }),
    await stranger.owner.call(removeExport, { params }),
  ]) {
    expect(tried.status).toBe(404);
  }
});

test('removed or expired, an archive is gone with its file', async () => {
  for (const how of ['removed', 'expired'] as const) {
    const { body } = await owner.call(startExport);
    const done = await ended(owner, body.id);
    const params = { exportId: body.id };
    const name = done.file?.sha256 ?? '';
    expect(storedFiles()).toContain(name);
    if (how === 'removed') expect((await owner.call(removeExport, { params })).status).toBe(204);
    else
      await enqueue(dbOf(app.ground, { workspaceId: house.id }), archiveExpiry, {
        workspaceId: house.id,
        exportId: body.id,
      });
    await expect.poll(async () => (await owner.call(getExport, { params })).status).toBe(404);
    await expect.poll(() => storedFiles()).not.toContain(name);
    expect((await owner.call(downloadExport, { params })).status).toBe(404);
  }
});
