import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from './errors.ts';
import { newId } from './ids.ts';
import type { FileStore } from './ports.ts';

/** Files in a folder, named by their SHA-256. A file appears under its name only when it is whole and on the disk. */
export function diskFiles(folder: string): FileStore {
  const path = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a file name');
    return join(folder, sha256.slice(0, 2), sha256);
  };

  return {
    async put(content, maxBytes) {
      const drafts = join(folder, 'drafts');
      await mkdir(drafts, { recursive: true });
      await sweep(drafts);
      const draft = join(drafts, newId());
      const hash = createHash('sha256');
      let bytes = 0;
      // Opened before anything can fail: a stream would open it in its own time, also after what had failed was tidied up.
      const file = await open(draft, 'wx', 0o600);
      try {
        try {
          for await (const chunk of content) {
            bytes += chunk.byteLength;
            if (bytes > maxBytes) {
              throw new Refusal(413, 'too_large', `Die Datei ist größer als ${Math.floor(maxBytes / 1024 ** 2)} MB.`);
            }
            hash.update(chunk);
            await file.writeFile(chunk);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        const sha256 = hash.digest('hex');
        await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true });
        await rename(draft, path(sha256));
        return { sha256, bytes };
      } finally {
        await rm(draft, { force: true });
      }
    },

    async get(sha256) {
      const { size } = await stat(path(sha256));
      return Object.assign(createReadStream(path(sha256)), { bytes: size });
    },

    async local(sha256) {
      await access(path(sha256));
      return { path: path(sha256), [Symbol.asyncDispose]: async () => undefined };
    },

    async remove(sha256) {
      await rm(path(sha256), { force: true });
    },
  };
}

/** What a killed process had begun to write. A draft that is still being written has been touched today. */
async function sweep(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const draft = join(drafts, name);
    const touched = await stat(draft).catch(() => undefined);
    if (touched && Date.now() - touched.mtimeMs > 86_400_000) await rm(draft, { force: true });
  }
}
