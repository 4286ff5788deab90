import type { Db } from '#platform/db';
import type { ContactRow, ContactsTables } from '../schema.ts';

const columns = [
  'workspaceId',
  'id',
  'kind',
  'salutation',
  'title',
  'firstName',
  'lastName',
  'name',
  'sortName',
  'cityFolded',
  'companyId',
  'jobTitle',
  'phones',
  'emails',
  'addresses',
  'city',
  'postalCode',
  'tags',
  'birthdayOn',
  'website',
  'note',
  'source',
  'status',
  'externalId',
  'ownerId',
  'importId',
  'lastTouchAt',
  'createdAt',
  'updatedAt',
  'removedAt',
  'version',
] as const satisfies readonly (keyof ContactRow)[];

/** Without the removed ones. */
export function findContacts(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<ContactRow[]> {
  return contacts(db, workspaceId, ids).where('removedAt', 'is', null).execute();
}

/** Locked until the transaction ends, the removed ones too; in the order of their ids, so that two who lock the same ones don't wait for each other in a ring. */
export function lockContacts(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<ContactRow[]> {
  return contacts(db, workspaceId, ids).orderBy('id').forUpdate().execute();
}

function contacts(db: Db<ContactsTables>, workspaceId: string, ids: readonly string[]) {
  const query = db.selectFrom('contact').select(columns).where('workspaceId', '=', workspaceId);
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? query.where('id', '=', only)
    : query.where(({ eb, val }) => eb('id', '=', eb.fn.any(val([...ids]))));
}

/** In the order of their ids, page by page. */
export async function findPeopleOf(
  db: Db<ContactsTables>,
  workspaceId: string,
  companyId: string,
  page: { limit: number; after?: string | undefined },
): Promise<string[]> {
  const rows = await db
    .selectFrom('contact')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('companyId', '=', companyId)
    .where('removedAt', 'is', null)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Those of one owner (or of none) whom nobody has spoken to yet, newest first. */
export function findUntouched(
  db: Db<ContactsTables>,
  workspaceId: string,
  page: { ownerId: string | null; limit: number; after?: Pick<ContactRow, 'createdAt' | 'id'> | undefined },
): Promise<ContactRow[]> {
  const { after } = page;
  return db
    .selectFrom('contact')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('ownerId', page.ownerId === null ? 'is' : '=', page.ownerId)
    .where('lastTouchAt', 'is', null)
    .where('removedAt', 'is', null)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('createdAt', 'id'), '<', tuple(after?.createdAt ?? new Date(0), after?.id ?? '')),
      ),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}
