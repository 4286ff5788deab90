import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { ChangeView, CreateView } from '../contract.ts';
import { viewRemoved, viewSaved } from '../events.ts';
import { deleteView, findView, insertView, listViews, updateView } from '../queries/views.ts';
import { given } from '../rules/records.ts';
import type { ContactsTables, SavedViewRow } from '../schema.ts';

type Tables = ContactsTables & PlatformTables;
type Person = Actor & { userId: string };

const mostViews = 100;

export function createView(db: Db<Tables>, actor: Person, input: CreateView, now: Date): Promise<SavedViewRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    if (input.sharing === 'team') refuseUnlessLead(actor);
    const standing = await listViews(trx, workspaceId, userId, input.subject);
    if (standing.length >= mostViews)
      throw new Refusal(422, 'too_many_views', `Mehr als ${mostViews} Ansichten findet niemand wieder.`);
    const row: SavedViewRow = {
      workspaceId,
      id: newId(),
      subject: input.subject,
      name: input.name,
      query: input.query,
      userId: input.sharing === 'team' ? null : userId,
      position: Math.max(-1, ...standing.map((view) => view.position)) + 1,
      createdAt: now,
      version: 1,
    };
    await insertView(trx, row);
    await announce(trx, actor, viewSaved, about(row), now);
    return row;
  });
}

export function changeView(
  db: Db<Tables>,
  actor: Person,
  viewId: string,
  input: ChangeView,
  ifMatch: number | undefined,
  now: Date,
): Promise<SavedViewRow> {
  return inTransaction(db, async (trx) => {
    const before = await requireView(trx, actor, viewId);
    refuseStale(before.version, ifMatch);
    const { sharing, ...rest } = input;
    if (before.userId === null || sharing === 'team') refuseUnlessLead(actor);
    const userId = sharing === undefined ? before.userId : sharing === 'team' ? null : actor.userId;
    const after: SavedViewRow = { ...before, ...given(rest), userId, version: before.version + 1 };
    await updateView(trx, after);
    await announce(trx, actor, viewSaved, about(after), now);
    return after;
  });
}

export function removeView(db: Db<Tables>, actor: Person, viewId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await requireView(trx, actor, viewId);
    if (row.userId === null) refuseUnlessLead(actor);
    await deleteView(trx, actor.workspaceId, viewId);
    await announce(trx, actor, viewRemoved, about(row), now);
  });
}

async function requireView(trx: Db<Tables>, actor: Person, viewId: string): Promise<SavedViewRow> {
  const row = await findView(trx, actor.workspaceId, actor.userId, viewId);
  if (!row) throw notFound();
  return row;
}

/** A view for the team stands on everybody's screen. */
function refuseUnlessLead(actor: Actor): void {
  if (actor.role === 'member' || actor.role === 'read_only') {
    throw new Refusal(403, 'forbidden', 'Ansichten für das ganze Team richtet die Teamleitung ein.');
  }
}

function about(row: SavedViewRow) {
  return { viewId: row.id, name: row.name, subject: row.subject };
}
