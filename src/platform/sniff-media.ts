/** What a file is by its first bytes, whatever its name says; undefined: no picture, no PDF, no sound. Pages and scripts must not come back out of the house as such. */
export function sniffMedia(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1');
  const at = (position: number, sign: string) => text.slice(position, position + sign.length) === sign;
  if (at(0, '%PDF-')) return 'application/pdf';
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (at(0, '\xff\xd8\xff')) return 'image/jpeg';
  if (at(0, 'II*\0') || at(0, 'MM\0*')) return 'image/tiff';
  if (at(0, 'RIFF')) return at(8, 'WEBP') ? 'image/webp' : at(8, 'WAVE') ? 'audio/wav' : undefined;
  if (at(0, 'OggS')) return 'audio/ogg';
  if (at(0, 'fLaC')) return 'audio/flac';
  if (at(0, 'ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(text)) return 'audio/mpeg';
  if (at(0, '\x1a\x45\xdf\xa3')) return 'audio/webm';
  if (!at(4, 'ftyp')) return undefined;
  if (/^(heic|heix|mif1|msf1)/.test(text.slice(8))) return 'image/heic';
  return /^(M4A |M4B |mp42|isom|dash|3gp)/.test(text.slice(8)) ? 'audio/mp4' : undefined;
}

const headBytes = 16;

/** `look` is told the first bytes before anything goes on, of an empty file none, and refuses by throwing. */
export async function* withHead(
  content: AsyncIterable<Uint8Array>,
  look: (head: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of content) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < headBytes) continue;
    look(head);
    yield head;
    head = undefined;
  }
  if (!head) return;
  look(head);
  yield head;
}
