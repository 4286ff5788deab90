import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { Refusal } from '#platform/errors';
import type { FileAnswer } from '#platform/http';
import type { FileStore } from '#platform/ports';
import { sniffMedia, withHead } from '#platform/sniff-media';
import { mostFileBytes, mostFiles } from './limits.ts';
import type { GivenFile } from './messages.ts';

/** Files that people in a room give to the others. Each is encrypted with a key that is in memory alone: they go with the room, and what a crash leaves on the disk nobody can read. */
export type RoomFiles = {
  /** The same id once. */
  take(id: string, name: string, content: AsyncIterable<Uint8Array>): Promise<GivenFile | undefined>;
  open(id: string): Promise<FileAnswer | undefined>;
  forget(): Promise<void>;
};

const cipher = 'aes-256-ctr';

export function openRoomFiles(files: FileStore): RoomFiles {
  const given = new Map<string, { file: GivenFile; sha256: string; key: Buffer; start: Buffer } | undefined>();
  let forgotten = false;
  return {
    async take(id, name, content) {
      if (given.has(id)) return undefined;
      if (given.size >= mostFiles)
        throw new Refusal(409, 'too_many_files', `Mehr als ${mostFiles} Dateien fasst dieser Raum nicht.`);
      given.set(id, undefined);
      const [key, start] = [randomBytes(32), randomBytes(16)];
      let mediaType = '';
      const plain = withHead(content, (head) => {
        mediaType = requireMedia(head);
      });
      try {
        const hidden = pipeline(plain, createCipheriv(cipher, key, start), () => undefined);
        const { sha256, bytes } = await files.put(hidden, mostFileBytes);
        const file = { id, name, mediaType, bytes };
        given.set(id, { file, sha256, key, start });
        if (forgotten) await files.remove(sha256);
        return file;
      } catch (error) {
        given.delete(id);
        throw error;
      }
    },
    async open(id) {
      const found = given.get(id);
      if (!found) return undefined;
      const hidden = Readable.from(await files.get(found.sha256));
      const content = pipeline(hidden, createDecipheriv(cipher, found.key, found.start), () => undefined);
      return { name: found.file.name, mediaType: found.file.mediaType, content };
    },
    async forget() {
      forgotten = true;
      const all = [...given.values()];
      given.clear();
      // Nobody else has these bytes: the key was made for each.
      for (const one of all) if (one) await files.remove(one.sha256);
    },
  };
}

function requireMedia(head: Uint8Array): string {
  if (head.length === 0) throw new Refusal(422, 'file_empty', 'Die Datei ist leer.');
  const found = sniffMedia(head);
  if (found) return found;
  throw new Refusal(
    422,
    'file_unknown',
    'Diese Datei ist weder Bild noch PDF noch Ton. Anderes reichen wir nicht weiter.',
  );
}
