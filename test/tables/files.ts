import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of files that a test writes as other programs would; gone when the test ends. */
export async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'klinke-tables-'));
  return {
    async write(name: string, content: string | Uint8Array): Promise<string> {
      const file = join(path, name);
      await writeFile(file, content);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Text in the encodings of old programs, for the letters German needs. */
export function encode(text: string, encoding: 'windows-1252' | 'iso-8859-15' | 'macintosh' | 'ibm850'): Buffer {
  const letters = {
    'windows-1252': [0xe4, 0xf6, 0xfc, 0xc4, 0xd6, 0xdc, 0xdf, 0x80],
    'iso-8859-15': [0xe4, 0xf6, 0xfc, 0xc4, 0xd6, 0xdc, 0xdf, 0xa4],
    macintosh: [0x8a, 0x9a, 0x9f, 0x80, 0x85, 0x86, 0xa7, 0xdb],
    ibm850: [0x84, 0x94, 0x81, 0x8e, 0x99, 0x9a, 0xe1, 0xd5],
  }[encoding];
  return Buffer.from(
    [...text].map((char) => {
      const at = 'äöüÄÖÜß€'.indexOf(char);
      return at === -1 ? char.codePointAt(0)! & 0xff : letters[at]!;
    }),
  );
}

export function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}
