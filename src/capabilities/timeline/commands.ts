import { type ContactsTables, requireCompany, requireContact } from '#contacts';
import { type DealsTables, requireDeal } from '#deals';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { AddNote } from './contract.ts';
import { noteAdded, noteChanged, noteRemoved, noteRestored } from './events.ts';
import { insertNote, lockNote, updateNote } from './queries.ts';
import type { NoteRow, TimelineTables } from './schema.ts';

export type TimelineWorld = TimelineTables & ContactsTables & DealsTables & PlatformTables;

type About = Pick<NoteRow, 'contactId' | 'companyId' | 'dealId'>;

export function addNote(
  db: Db<TimelineWorld>,
  actor: Actor & { userId: string },
  input: AddNote,
  now: Date,
): Promise<NoteRow> {
  return inTransaction(db, async (trx) => {
    const about = await standingOf(trx, actor, input);
    const row: NoteRow = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      contactId: input.contactId ?? null,
      companyId: input.companyId ?? null,
      dealId: input.dealId ?? null,
      text: input.text,
      createdBy: actor.userId,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
    };
    await insertNote(trx, row);
    await announce(trx, actor, noteAdded, { noteId: row.id, ...about, text: row.text }, now);
    return row;
  });
}

/** On whose timelines it appears: a note on a deal is one on its people too. Whoever may not see the record may not write on it. */
async function standingOf(trx: Db<TimelineWorld>, { workspaceId }: Actor, input: AddNote): Promise<About> {
  if (input.contactId !== undefined) {
    const contact = await requireContact(trx, workspaceId, input.contactId);
    return { contactId: contact.id, companyId: contact.companyId, dealId: null };
  }
  if (input.companyId !== undefined) {
    const company = await requireCompany(trx, workspaceId, input.companyId);
    return { contactId: null, companyId: company.id, dealId: null };
  }
  const deal = await requireDeal(trx, workspaceId, input.dealId ?? '');
  return { contactId: deal.contactId, companyId: deal.companyId, dealId: deal.id };
}

async function requireOwn(trx: Db<TimelineWorld>, actor: Actor, noteId: string, removed: boolean): Promise<NoteRow> {
  const note = await lockNote(trx, actor.workspaceId, noteId);
  if (!note || (note.removedAt !== null) !== removed) throw notFound();
  if (note.createdBy !== actor.userId && actor.role !== 'owner' && actor.role !== 'admin') {
    throw new Refusal(403, 'note_of_someone_else', 'Diese Notiz hat jemand anderes geschrieben.');
  }
  return note;
}

const aboutOf = ({ id, contactId, companyId, dealId }: NoteRow) => ({ noteId: id, contactId, companyId, dealId });

export function changeNote(
  db: Db<TimelineWorld>,
  actor: Actor,
  noteId: string,
  text: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<NoteRow> {
  return inTransaction(db, async (trx) => {
    const note = await requireOwn(trx, actor, noteId, false);
    refuseStale(note.version, ifMatch);
    if (note.text === text) return note;
    const changed = await updateNote(trx, note, { text, updatedAt: now });
    await announce(trx, actor, noteChanged, { ...aboutOf(note), from: note.text, to: text }, now);
    return changed;
  });
}

export function removeNote(db: Db<TimelineWorld>, actor: Actor, noteId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const note = await requireOwn(trx, actor, noteId, false);
    await updateNote(trx, note, { removedAt: now, updatedAt: now });
    await announce(trx, actor, noteRemoved, aboutOf(note), now);
  });
}

export function restoreNote(db: Db<TimelineWorld>, actor: Actor, noteId: string, now: Date): Promise<NoteRow> {
  return inTransaction(db, async (trx) => {
    const note = await requireOwn(trx, actor, noteId, true);
    const restored = await updateNote(trx, note, { removedAt: null, updatedAt: now });
    await announce(trx, actor, noteRestored, aboutOf(note), now);
    return restored;
  });
}
