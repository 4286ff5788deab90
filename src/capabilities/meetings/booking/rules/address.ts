import { publicKey, readPublicKey } from '#platform/public-key';
import type { BookingPageRow } from '../schema.ts';

const foreign: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** What the page is about, for people, and behind it what nobody can guess, for us. Renamed, its old addresses lead to it too. */
export function addressOf({ workspaceId, key, title }: Pick<BookingPageRow, 'workspaceId' | 'key' | 'title'>): string {
  const name = title
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => foreign[letter] ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  return [name, publicKey(workspaceId, key)].filter(Boolean).join('-');
}

export function readAddress(text: string | undefined): ReturnType<typeof readPublicKey> {
  const [, name] = /^([a-z0-9-]{0,40}-)?[\w-]{43}$/.exec(text ?? '') ?? [];
  return readPublicKey(text?.slice(name?.length ?? 0));
}
