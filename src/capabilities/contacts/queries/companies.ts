import type { Db } from '#platform/db';
import type { CompanyRow, ContactsTables } from '../schema.ts';

const columns = [
  'workspaceId',
  'id',
  'name',
  'sortName',
  'cityFolded',
  'phones',
  'emails',
  'addresses',
  'tags',
  'website',
  'industry',
  'note',
  'source',
  'externalId',
  'ownerId',
  'importId',
  'lastTouchAt',
  'createdAt',
  'updatedAt',
  'removedAt',
  'version',
] as const satisfies readonly (keyof CompanyRow)[];

/** Without the removed ones. */
export function findCompanies(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<CompanyRow[]> {
  return companies(db, workspaceId, ids).where('removedAt', 'is', null).execute();
}

/** Locked until the transaction ends, the removed ones too. */
export function lockCompanies(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<CompanyRow[]> {
  return companies(db, workspaceId, ids).orderBy('id').forUpdate().execute();
}

function companies(db: Db<ContactsTables>, workspaceId: string, ids: readonly string[]) {
  const query = db.selectFrom('company').select(columns).where('workspaceId', '=', workspaceId);
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? query.where('id', '=', only)
    : query.where(({ eb, val }) => eb('id', '=', eb.fn.any(val([...ids]))));
}
