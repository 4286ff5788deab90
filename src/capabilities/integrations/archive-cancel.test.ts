import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContact } from '#contacts/contract';
import { diskFiles } from '#platform/files';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp } from '../../../test/setup/house.ts';
import type { ExportWorld } from './commands.ts';
import { cancelExport, downloadExport, type ExportView, getExport, removeExport, startExport } from './contract.ts';
import { archiveWriting } from './job-names.ts';

/** A disk that waits until it is told to go on. */
const folder = mkdtempSync(join(tmpdir(), 'klinke-slow-'));
const hold = Promise.withResolvers<void>();
const disk = diskFiles(folder);

let app: TestApp;
let client: Client;
let workspaceId: string;
beforeAll(async () => {
  async function* slowly(content: AsyncIterable<Uint8Array>) {
    for await (const chunk of content) {
      yield chunk;
      await hold.promise;
    }
  }
  app = await startApp({ ports: { files: { ...disk, put: (content, most) => disk.put(slowly(content), most) } } });
  const fresh = await app.workspace('Langsam');
  workspaceId = fresh.id;
  client = fresh.owner;
  await client.call(createContact, { body: { lastName: 'Weiß' } });
});
afterAll(async () => {
  hold.resolve();
  await app[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const standing = async (id: string): Promise<ExportView> =>
  (await client.call(getExport, { params: { exportId: id } })).body;
const ended = async (id: string): Promise<ExportView> => {
  await eventually(async () => expect((await standing(id)).finishedAt).not.toBeNull());
  return standing(id);
};
const storedFiles = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name);
/** As a process left it that was killed while it wrote. */
async function leftBehind(state: 'running' | 'cancelling'): Promise<string> {
  const db = dbOf<ExportWorld>(app.ground, { workspaceId });
  const id = newId();
  const row = {
    fileId: null,
    rowsTotal: 9,
    rowsWritten: 5,
    error: null,
    createdBy: client.userId,
    createdAt: monday,
    finishedAt: null,
  };
  await db
    .insertInto('export')
    .values({ workspaceId, id, state, ...row })
    .execute();
  await enqueue(db, archiveWriting, { workspaceId, exportId: id });
  return id;
}

test('a cancelled export leaves nothing, and the next one may start', async () => {
  const before = storedFiles();
  const { body } = await client.call(startExport);
  const params = { exportId: body.id };
  await expect.poll(async () => (await standing(body.id)).state).toBe('running');
  expect((await client.call(startExport)).body).toMatchObject({ code: 'export_running' });
  expect((await client.call(removeExport, { params })).body).toMatchObject({ code: 'export_running' });
  expect((await client.call(downloadExport, { params })).body).toMatchObject({ code: 'export_not_there' });
  const cancelled = await client.call(cancelExport, { params });
  expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelling' } });
  hold.resolve();
  expect(await ended(body.id)).toMatchObject({ state: 'cancelled', file: null, error: null });
  expect(storedFiles()).toEqual(before);
  expect((await client.call(cancelExport, { params })).body).toMatchObject({ code: 'export_finished' });

  const again = await client.call(startExport);
  expect(await ended(again.body.id)).toMatchObject({ state: 'done' });
});

test('of some who start one at the same instant, one does, and the others hear of it', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.call(startExport)));
  const refused = answers.filter(({ status }) => status === 409);
  const [started] = answers.filter(({ status }) => status === 201);
  expect(refused).toHaveLength(7);
  for (const { body } of refused)
    expect(body).toMatchObject({ code: 'export_running', details: { exportId: started?.body.id } });
  expect(await ended(started?.body.id ?? '')).toMatchObject({ state: 'done' });
});

test('what a killed process had begun is written anew', async () => {
  const id = await leftBehind('running');
  expect(await ended(id)).toMatchObject({ state: 'done', error: null });
  const archive = (await client.call(downloadExport, { params: { exportId: id } })).bytes;
  expect(Object.keys(unzipSync(archive))).toContain('manifest.json');
});

test('one that was being cancelled when its process died is cancelled', async () => {
  expect(await ended(await leftBehind('cancelling'))).toMatchObject({ state: 'cancelled', file: null });
});
