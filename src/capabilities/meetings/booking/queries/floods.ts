import type { Db } from '#platform/db';
import type { BookingTables } from '../schema.ts';

/** What strangers send, when it came, and what each has once: a mailbox or a number. */
const kinds = {
  booking: { at: 'bookedAt', once: 'email' },
  callWish: { at: 'wishedAt', once: 'phone' },
  waitingEntry: { at: 'enteredAt', once: 'email' },
} as const;

export type SentKind = keyof typeof kinds;
export type Sent = { workspaceId: string; pageId: string; network: string; mailboxOrNumber: string };

/** How much came lately over this line, for this mailbox or number, and over this page. */
export function countRecent(
  db: Db<BookingTables>,
  kind: SentKind,
  { workspaceId, pageId, network, mailboxOrNumber }: Sent,
  since: { hour: Date; day: Date },
): Promise<{ line: number; mailboxOrNumber: number; page: number }> {
  const { at, once } = kinds[kind];
  return db
    .selectNoFrom((from) => {
      // Three tables with the same columns, two of them under other names: typed as the first.
      const count = (column: 'network' | 'pageId' | typeof once, value: string, after: Date) =>
        from
          .selectFrom(kind as 'booking')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('workspaceId', '=', workspaceId)
          .where(column as 'email', '=', value)
          .where(at as 'bookedAt', '>', after)
          .$asScalar()
          .$notNull();
      return [
        count('network', network, since.hour).as('line'),
        count(once, mailboxOrNumber, since.day).as('mailboxOrNumber'),
        count('pageId', pageId, since.hour).as('page'),
      ];
    })
    .executeTakeFirstOrThrow();
}
