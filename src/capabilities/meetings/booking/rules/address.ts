import { publicKey, readPublicKey } from '#platform/public-key';
import type { BookingPageRow } from '../schema.ts';

const foreign: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** As it was chosen; else what the page is about, for people, and behind it what nobody can guess, for us. Its old addresses lead to it too, renamed or chosen anew. */
export function addressOf({
  workspaceId,
  key,
  title,
  slug,
}: Pick<BookingPageRow, 'workspaceId' | 'key' | 'title' | 'slug'>): string {
  if (slug !== null) return slug;
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

/** What follows /termin/ in our own addresses, and what people would take for ours. */
const reserved = new Set(
  `absagen anruf ankunft frei gebucht raum verschieben warten warteliste
  admin api assets impressum datenschutz klinke login neu new termin termine`.split(/\s+/),
);

export const isReserved = (slug: string): boolean => reserved.has(slug);
