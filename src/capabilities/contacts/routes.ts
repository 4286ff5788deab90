import type { z } from 'zod';
import { type Actor, sightOf } from '#platform/actor';
import type { Db } from '#platform/db';
import type { Serve } from '#platform/http';
import { fromCursor, pageOf } from '#platform/paging';
import { requireCompany, requirePerson } from './answers.ts';
import * as companies from './commands/companies.ts';
import * as many from './commands/many.ts';
import type { ContactsWorld } from './commands/parts.ts';
import * as people from './commands/people.ts';
import * as views from './commands/views.ts';
import * as contract from './contract.ts';
import { findDuplicates } from './queries/duplicates.ts';
import { findCompanyPage, findContactPage, findMatching } from './queries/lists.ts';
import { search } from './queries/search.ts';
import { countOwnTags, countTags } from './queries/tags.ts';
import { listViews } from './queries/views.ts';
import { type Cursor, cursorKey } from './rules/cursor.ts';
import * as shown from './shown.ts';

export function contactsRoutes(serve: Serve<ContactsWorld>): void {
  peopleRoutes(serve);
  findingRoutes(serve);
  companyRoutes(serve);
  viewRoutes(serve);
}

function peopleRoutes(serve: Serve<ContactsWorld>): void {
  serve(contract.listContacts, ({ db, actor, query }) => contactPage(db, actor, query));
  serve(contract.getContact, async ({ db, actor, params }) =>
    shown.toContactView(await requirePerson(db, actor.workspaceId, params.contactId)),
  );
  serve(contract.createContact, async ({ db, actor, body, now }) =>
    shown.toContactView(await people.createContact(db, actor, body, now)),
  );
  serve(contract.changeContact, async ({ db, actor, params, body, ifMatch, now }) =>
    shown.toContactView(await people.changeContact(db, actor, params.contactId, body, ifMatch, now)),
  );
  serve(contract.removeContact, async ({ db, actor, params, ifMatch, now }) => {
    await people.removeContact(db, actor, params.contactId, ifMatch, now);
    return null;
  });
  serve(contract.restoreContact, async ({ db, actor, params, now }) =>
    shown.toContactView(await people.restoreContact(db, actor, params.contactId, now)),
  );
  serve(contract.changeManyContacts, ({ db, actor, body, now }) => many.changeMany(db, actor, body, now));
  serve(contract.undoChangeMany, ({ db, actor, params, now }) => many.undoChangeMany(db, actor, params.changeId, now));
}

function findingRoutes(serve: Serve<ContactsWorld>): void {
  serve(contract.search, async ({ db, actor, query }) => {
    const { onlyOwnOf } = sightOf(actor);
    const found = await search(db, { workspaceId: actor.workspaceId, onlyOwnOf, typed: query.q, limit: query.limit });
    return { items: found.map(shown.toSearchHit) };
  });
  serve(contract.findDuplicates, async ({ db, actor, query }) => ({
    items: await findDuplicates(db, actor.workspaceId, query),
  }));
  serve(contract.listTags, async ({ db, actor }) => {
    const { onlyOwnOf } = sightOf(actor);
    return {
      items: await (onlyOwnOf === undefined
        ? countTags(db, actor.workspaceId)
        : countOwnTags(db, actor.workspaceId, onlyOwnOf)),
    };
  });
}

function companyRoutes(serve: Serve<ContactsWorld>): void {
  serve(contract.listCompanies, ({ db, actor, query }) => companyPage(db, actor, query));
  serve(contract.getCompany, async ({ db, actor, params }) =>
    shown.toCompanyView(await requireCompany(db, actor.workspaceId, params.companyId)),
  );
  serve(contract.createCompany, async ({ db, actor, body, now }) =>
    shown.toCompanyView(await companies.createCompany(db, actor, body, now)),
  );
  serve(contract.changeCompany, async ({ db, actor, params, body, ifMatch, now }) =>
    shown.toCompanyView(await companies.changeCompany(db, actor, params.companyId, body, ifMatch, now)),
  );
  serve(contract.removeCompany, async ({ db, actor, params, ifMatch, now }) => {
    await companies.removeCompany(db, actor, params.companyId, ifMatch, now);
    return null;
  });
  serve(contract.restoreCompany, async ({ db, actor, params, now }) =>
    shown.toCompanyView(await companies.restoreCompany(db, actor, params.companyId, now)),
  );
}

function viewRoutes(serve: Serve<ContactsWorld>): void {
  serve(contract.listViews, async ({ db, actor, query }) => ({
    items: (await listViews(db, actor.workspaceId, actor.userId, query.subject)).map(shown.toSavedView),
  }));
  serve(contract.createView, async ({ db, actor, body, now }) =>
    shown.toSavedView(await views.createView(db, actor, body, now)),
  );
  serve(contract.changeView, async ({ db, actor, params, body, ifMatch, now }) =>
    shown.toSavedView(await views.changeView(db, actor, params.viewId, body, ifMatch, now)),
  );
  serve(contract.removeView, async ({ db, actor, params, now }) => {
    await views.removeView(db, actor, params.viewId, now);
    return null;
  });
}

/** A page of the list, for who shows it and for who writes it to a file. */
export async function contactPage(
  db: Db<ContactsWorld>,
  actor: Actor,
  { sort, cursor, limit, ...filter }: z.output<typeof contract.listContacts.query>,
): Promise<z.input<typeof contract.listContacts.output>> {
  const { workspaceId } = actor;
  const ask = {
    workspaceId,
    onlyOwnOf: sightOf(actor).onlyOwnOf,
    filter,
    sort,
    limit,
    cursor: readCursor(cursor, sort),
  };
  return page(await findContactPage(db, ask), sort, limit, shown.toContactItem);
}

/** Those of these people who meet the filter and whom the asker may see, in no order. */
export async function matchingContacts(
  db: Db<ContactsWorld>,
  actor: Actor,
  filter: contract.ContactFilter,
  ids: readonly string[],
): Promise<z.input<typeof contract.ContactItem>[]> {
  if (ids.length === 0) return [];
  const { workspaceId } = actor;
  const ask = { workspaceId, onlyOwnOf: sightOf(actor).onlyOwnOf, filter };
  return (await findMatching(db, ask, ids)).map(shown.toContactItem);
}

export async function companyPage(
  db: Db<ContactsWorld>,
  actor: Actor,
  { sort, cursor, limit, ...filter }: z.output<typeof contract.listCompanies.query>,
): Promise<z.input<typeof contract.listCompanies.output>> {
  const { workspaceId } = actor;
  const ask = {
    workspaceId,
    onlyOwnOf: sightOf(actor).onlyOwnOf,
    filter,
    sort,
    limit,
    cursor: readCursor(cursor, sort),
  };
  return page(await findCompanyPage(db, ask), sort, limit, shown.toCompanyItem);
}

type Listed = { id: string; sortName: string; createdAt: Date; lastTouchAt: Date | null };

function page<Row extends Listed, Item>(
  rows: readonly Row[],
  sort: contract.Sort,
  limit: number,
  show: (row: Row) => Item,
) {
  const page = pageOf(rows, limit, (row) => [sort, sortedBy(row, sort), row.id]);
  return { items: page.rows.map(show), next: page.next };
}

function readCursor(cursor: string | undefined, sort: contract.Sort): Cursor | undefined {
  const key = fromCursor(cursor, cursorKey(sort));
  return key && { value: key[1], id: key[2] };
}

function sortedBy(row: Listed, sort: contract.Sort): string | null {
  if (sort.endsWith('name')) return row.sortName;
  return (sort.endsWith('createdAt') ? row.createdAt : row.lastTouchAt)?.toISOString() ?? null;
}
