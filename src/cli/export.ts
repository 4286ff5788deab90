import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PlatformTables } from '#platform/schema';
import { Refusal } from '#platform/errors';
import { defineCommand, UsageError } from './command.ts';

export const command = defineCommand({
  usage: 'export [DATEI.zip] [--workspace NAME] [--email ADRESSE]',
  options: { workspace: { type: 'string' }, email: { type: 'string' } },
  async run({ values, words }) {
    const [wished, ...more] = words;
    if (more.length > 0) throw new UsageError(`Richtig: klinke ${command.usage}`);
    const [{ visitHouse }, { whose }, { workspaceExported, writeArchive }, { dbOf }, { announce }, { localDay }] =
      await Promise.all([
        import('../main.ts'),
        import('./whose.ts'),
        import('#integrations'),
        import('#platform/ground'),
        import('#platform/events'),
        import('#workspace'),
      ]);
    return visitHouse(async (house) => {
      const { ground } = house;
      const actor = await whose(house, values);
      if (actor.role !== 'owner' && actor.role !== 'admin') {
        throw new Refusal(
          403,
          'forbidden',
          'Den ganzen Arbeitsbereich geben nur Inhaberinnen, Inhaber und Verwalter heraus.',
        );
      }
      const now = ground.ports.clock();
      const path = resolve(wished ?? `klinke-${localDay(now, 'Europe/Berlin')}.zip`);
      const { sha256, bytes, rows, files } = await writeWhole(path, () =>
        writeArchive(ground, actor.workspaceId, { at: now }),
      );
      const db = dbOf<PlatformTables>(ground, actor);
      await db
        .transaction()
        .execute((trx) => announce(trx, actor, workspaceExported, { exportId: null, rows, files, bytes }, now));
      return {
        text: `${rows.toLocaleString('de-DE')} Datensätze und ${files} Dateien: ${path}`,
        json: { file: path, rows, files, bytes, sha256 },
      };
    });
  },
});

/** The file gets its name when it is whole and on the disk; broken off, nothing is left. */
async function writeWhole<Result extends object>(path: string, write: () => AsyncGenerator<Buffer, Result>) {
  const draft = `${path}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  let result: Result | undefined;
  async function* counted() {
    const pieces = write();
    for (;;) {
      const { value, done } = await pieces.next();
      if (done) {
        result = value;
        return;
      }
      hash.update(value);
      bytes += value.length;
      yield value;
    }
  }
  try {
    await pipeline(counted(), createWriteStream(draft, { mode: 0o600 }));
    const handle = await open(draft, 'r');
    await handle.sync();
    await handle.close();
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  if (!result) throw new Error('written to the end without a result');
  return { ...result, bytes, sha256: hash.digest('hex') };
}
