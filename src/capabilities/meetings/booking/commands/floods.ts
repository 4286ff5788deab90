import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import { countRecent, type Sent, type SentKind } from '../queries/floods.ts';
import type { BookingTables } from '../schema.ts';

/** Over one line and over one page in an hour, to one mailbox or number in a day. */
const most = { line: 10, page: 300, mailboxOrNumber: 3 };

export async function isFlood(trx: Db<BookingTables>, kind: SentKind, sent: Sent, now: Date): Promise<boolean> {
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const recent = await countRecent(trx, kind, sent, { hour: ago(1), day: ago(24) });
  return recent.line >= most.line || recent.page >= most.page || recent.mailboxOrNumber >= most.mailboxOrNumber;
}

export async function refuseFlood(...asked: Parameters<typeof isFlood>): Promise<void> {
  if (await isFlood(...asked)) refuseTooMany();
}

export function refuseTooMany(): never {
  throw new Refusal(429, 'too_many_tries', 'Gerade kommen von hier zu viele Buchungen. Bitte später noch einmal.', {
    retryAfterSeconds: 3600,
  });
}
