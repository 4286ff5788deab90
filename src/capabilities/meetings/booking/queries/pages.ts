import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlaceWithExhibits } from '../../places/queries.ts';
import { placeLine } from '../../places/rules.ts';
import type { BookingPageRow, BookingTables, HostHoursRow } from '../schema.ts';

/** With what its showroom is and holds, if it has one. */
export type HostedPage = BookingPageRow & { hostIds: string[]; showroom: SeenPlace | null };
type SeenPlace = Pick<PlaceWithExhibits, 'name' | 'address' | 'opening' | 'capacity' | 'exhibits'>;
type Key = { workspaceId: string; pageId: string };

function hostedPages(db: Db<BookingTables>, workspaceId: string) {
  return db
    .selectFrom('bookingPage')
    .selectAll('bookingPage')
    .select(
      sql<string[]>`array(select h.user_id from booking_page_host h
        where h.workspace_id = booking_page.workspace_id and h.page_id = booking_page.id order by h.user_id)`.as(
        'hostIds',
      ),
    )
    .select(
      sql<SeenPlace | null>`(select jsonb_build_object('name', p.name, 'address', p.address, 'opening', p.opening, 'capacity', p.capacity,
          'exhibits', coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'line', e.line,
              'pictureId', e.picture_id, 'pictureAlt', e.picture_alt) order by e.position)
            from exhibit e where e.workspace_id = p.workspace_id and e.place_id = p.id), '[]'))
        from place p where p.workspace_id = booking_page.workspace_id and p.id = booking_page.place_id)`.as('showroom'),
    )
    .where('bookingPage.workspaceId', '=', workspaceId);
}

/** Who comes to a showroom comes to where it is, and no more of them at one time than it takes. */
function atItsPlace<Page extends HostedPage>(page: Page): Page {
  const { way, showroom } = page;
  if (way !== 'place' || !showroom) return page;
  return { ...page, location: placeLine(showroom), seats: showroom.capacity };
}

/** The showroom to which whoever books on the page comes. */
export const placeOfVisits = ({ way, placeId }: Pick<BookingPageRow, 'way' | 'placeId'>): string | null =>
  way === 'place' ? placeId : null;

export async function listPages(db: Db<BookingTables>, workspaceId: string): Promise<HostedPage[]> {
  const pages = await hostedPages(db, workspaceId)
    .orderBy('bookingPage.createdAt', 'desc')
    .orderBy('bookingPage.id', 'desc')
    .limit(500)
    .execute();
  return pages.map(atItsPlace);
}

export async function findPage(db: Db<BookingTables>, key: Key): Promise<HostedPage | undefined> {
  const page = await hostedPages(db, key.workspaceId).where('bookingPage.id', '=', key.pageId).executeTakeFirst();
  return page && atItsPlace(page);
}

/** While it is open. */
export async function findPageByKey(
  db: Db<BookingTables>,
  workspaceId: string,
  key: Buffer,
): Promise<HostedPage | undefined> {
  const page = await hostedPages(db, workspaceId)
    .where('bookingPage.key', '=', key)
    .where('bookingPage.closedAt', 'is', null)
    .executeTakeFirst();
  return page && atItsPlace(page);
}

/** Held until the transaction ends. */
export async function lockPage(db: Db<BookingTables>, key: Key): Promise<HostedPage | undefined> {
  const held = await db
    .selectFrom('bookingPage')
    .select('id')
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.pageId)
    .forUpdate()
    .executeTakeFirst();
  return held && findPage(db, key);
}

export async function insertPage(
  db: Db<BookingTables>,
  row: BookingPageRow,
  hostIds: readonly string[],
): Promise<void> {
  await db
    .insertInto('bookingPage')
    .values({
      ...row,
      questions: JSON.stringify(row.questions),
      embedSites: JSON.stringify(row.embedSites),
    })
    .execute();
  await replacePageHosts(db, { workspaceId: row.workspaceId, pageId: row.id }, hostIds);
}

export async function updatePage(
  db: Db<BookingTables>,
  { workspaceId, id, version }: BookingPageRow,
  { questions, embedSites, ...change }: Partial<Omit<BookingPageRow, 'workspaceId' | 'id' | 'key'>>,
): Promise<void> {
  await db
    .updateTable('bookingPage')
    .set({
      ...change,
      ...(questions && { questions: JSON.stringify(questions) }),
      ...(embedSites && { embedSites: JSON.stringify(embedSites) }),
      version: version + 1,
    })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function replacePageHosts(db: Db<BookingTables>, key: Key, hostIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('bookingPageHost')
    .where('workspaceId', '=', key.workspaceId)
    .where('pageId', '=', key.pageId)
    .execute();
  await db
    .insertInto('bookingPageHost')
    .values(hostIds.map((userId) => ({ ...key, userId })))
    .execute();
}

export async function findHours(
  db: Db<BookingTables>,
  workspaceId: string,
  userIds: readonly string[],
): Promise<Map<string, HostHoursRow>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('hostHours')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('userId', 'in', [...userIds])
    .execute();
  return new Map(rows.map((row) => [row.userId, row]));
}

/** From the version that was read and no other; `undefined` when someone was faster. 0: there was none. */
export function saveHours(
  db: Db<BookingTables>,
  { hours, exceptions, ...row }: HostHoursRow,
  read: number,
): Promise<HostHoursRow | undefined> {
  const content = { ...row, hours: JSON.stringify(hours), exceptions: JSON.stringify(exceptions), version: read + 1 };
  if (read === 0)
    return db
      .insertInto('hostHours')
      .values(content)
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
  return db
    .updateTable('hostHours')
    .set(content)
    .where('workspaceId', '=', row.workspaceId)
    .where('userId', '=', row.userId)
    .where('version', '=', read)
    .returningAll()
    .executeTakeFirst();
}

/** Whose page has this address, in whatever workspace; it is public. */
export async function findPageAt(
  db: Db<BookingTables>,
  slug: string,
): Promise<{ workspaceId: string; pageId: string } | undefined> {
  const { rows } = await sql<{ workspaceId: string; pageId: string }>`select * from page_at(${slug})`.execute(db);
  return rows[0];
}

/** No two workspaces choose the same address at the same moment. */
export async function lockAddress(db: Db<BookingTables>, slug: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`booking address ${slug}`}, 0))`.execute(db);
}

export async function insertAddress(db: Db<BookingTables>, row: BookingTables['bookingAddress']): Promise<void> {
  await db.insertInto('bookingAddress').values(row).execute();
}
