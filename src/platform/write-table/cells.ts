/** What a column holds decides how each kind of file writes it. */
export type Column<Row> = { header: string; width?: number } & (
  | { kind: 'text' | 'phone'; value: (row: Row) => string | null | undefined }
  | { kind: 'number'; value: (row: Row) => number | null | undefined }
  | { kind: 'cents'; value: (row: Row) => number | null | undefined }
  /** yyyy-mm-dd */
  | { kind: 'day'; value: (row: Row) => string | null | undefined }
  | { kind: 'instant'; value: (row: Row) => Date | null | undefined }
);

/** How the people who will open the file write days and numbers, and the clock on their wall. */
export type Manner = { locale: 'de' | 'en'; zone: string };

/** Rows as they come from the database, in batches, so that a million of them cost no million promises. */
export type Batches<Row> = AsyncIterable<readonly Row[]>;

/**
 * What spreadsheets take for a formula, full-width forms and leading blanks included. Tab, CR and LF, because a cell is split at
 * them by some programs and its rest begins anew.
 */
const formulaLike = /^[\s\u00a0\u200b-\u200d\u2060\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫]|^[\t\r\n]/u;
const unwritable =
  // oxlint-disable-next-line no-control-regex -- exactly those that neither CSV nor XML can hold
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that no spreadsheet will run: an apostrophe goes before what looks like a formula. */
export function harmless(text: string): string {
  const clean = text.replaceAll(unwritable, '');
  return formulaLike.test(clean) ? `'${clean}` : clean;
}

const e164 = /^\+\d{6,15}$/;
/** Country codes of one and of two digits; the others have three. */
const shortCodes = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/**
 * "+49 561…": with a blank after the country code a spreadsheet keeps it as text instead of reckoning 4,9561E+11. Digits alone
 * can't be a formula, so this needs no apostrophe. Anything else is text like any.
 */
export function phoneText(number: string): string {
  if (!e164.test(number)) return harmless(number);
  const code = shortCodes.exec(number)?.[0] ?? number.slice(0, 4);
  return `${code} ${number.slice(code.length)}`;
}

/** Clock time of instants in one zone. Offsets are kept by the hour: asking the calendar a million times takes minutes. */
export function wallClock(zone: string): (at: Date) => Date {
  const offsets = new Map<number, number>();
  return (at) => {
    const hour = Math.floor(at.getTime() / 3_600_000);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      offset =
        Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
      if (offsets.size > 50_000) offsets.clear();
      offsets.set(hour, offset);
    }
    return new Date(at.getTime() + offset);
  };
}
