import { foldText } from './header-text.ts';
import type { Place } from './import-row.ts';

/** "Straße geschäftlich", "Home Phone", "Address 2 - City": whose and which one a header speaks of. */
export function placeOf(header: string): Place {
  const folded = foldText(header);
  if (
    /\b(?:geschaeftlich|dienstlich|beruflich|work|business|firma|firmen\w*|company|office|buero|organi[sz]ation|arbeit|zentrale|gesch)\b/.test(
      folded,
    )
  )
    return 'work';
  if (/\b(?:privat\w*|private|home|zuhause|persoenlich|personal|wohn\w*)\b/.test(folded)) return 'home';
  return 'other';
}

/** One address per place and number; columns with the same result belong together. */
export function placeAndRank(header: string): string {
  const folded = foldText(header);
  const kind = /\b(?:rechnung\w*|billing|invoice)\b/.test(folded)
    ? 'billing'
    : /\b(?:liefer\w*|shipping|delivery)\b/.test(folded)
      ? 'shipping'
      : /\b(?:other|weitere\w*|andere\w*)\b/.test(folded)
        ? 'third'
        : placeOf(header);
  // "Address 2 - City" names the address first; "Adresse 1" alone is the first address, as no number is.
  const rank = /\b([2-9])\b/.exec(folded)?.[1] ?? '1';
  return `${kind} ${rank}`;
}
