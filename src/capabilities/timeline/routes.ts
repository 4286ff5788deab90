import { z } from 'zod';
import { checkContact, requireCompany } from '#contacts';
import { requireDeal } from '#deals';
import { type Db, together } from '#platform/db';
import type { Serve } from '#platform/http';
import { Id, Instant } from '#platform/operation';
import { fromCursor, toCursor } from '#platform/paging';
import type { EventRow } from '#platform/schema';
import type { AuditWorld } from './audit/page.ts';
import { auditRoutes } from './audit/routes.ts';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { findNotes, listEvents, type Subject } from './queries.ts';
import { beginningsOf, groupOf } from './rules.ts';
import type { NoteRow } from './schema.ts';

const Key = z.tuple([Instant, Id]);

export function timelineRoutes(serve: Serve<AuditWorld>): void {
  auditRoutes(serve);
  serve(contract.listTimeline, async ({ db, actor, query }) => {
    const { workspaceId } = actor;
    const subject = subjectOf(query);
    const key = fromCursor(query.cursor, Key);
    const [events] = await together(db, (one) =>
      Promise.all([
        listEvents(one, workspaceId, subject, {
          beginnings: query.groups && beginningsOf(query.groups),
          after: key && { at: new Date(key[0]), id: key[1] },
          limit: query.limit + 1,
        }),
        requireSubject(one, workspaceId, subject),
      ]),
    );
    const page = events.slice(0, query.limit);
    const noteIds = page.flatMap(({ type, payload }) =>
      type === 'timeline.noteAdded' ? [String(payload['noteId'])] : [],
    );
    const notes = new Map((await findNotes(db, workspaceId, noteIds)).map((note) => [note.id, note]));
    const last = page.at(-1);
    return {
      // A note that was taken away is gone from the stream; that it was, stands in the log.
      items: page
        .filter(
          (event) =>
            event.type !== 'timeline.noteAdded' || notes.get(String(event.payload['noteId']))?.removedAt === null,
        )
        .map((event) => toItem(event, notes)),
      next: events.length > query.limit && last ? toCursor([last.occurredAt.toISOString(), last.id]) : null,
    };
  });
  serve(contract.addNote, async ({ db, actor, body, now }) => toNote(await commands.addNote(db, actor, body, now)));
  serve(contract.changeNote, async ({ db, actor, params, body, ifMatch, now }) =>
    toNote(await commands.changeNote(db, actor, params.noteId, body.text, ifMatch, now)),
  );
  serve(contract.removeNote, async ({ db, actor, params, now }) => {
    await commands.removeNote(db, actor, params.noteId, now);
    return null;
  });
  serve(contract.restoreNote, async ({ db, actor, params, now }) =>
    toNote(await commands.restoreNote(db, actor, params.noteId, now)),
  );
}

function subjectOf(query: z.output<typeof contract.listTimeline.query>): Subject {
  if (query.contactId !== undefined) return { contactId: query.contactId };
  if (query.companyId !== undefined) return { companyId: query.companyId };
  return { dealId: query.dealId ?? '' };
}

/** The record must be there and in sight: a story of nobody is no empty page but none. */
async function requireSubject(db: Db<commands.TimelineWorld>, workspaceId: string, subject: Subject): Promise<void> {
  if ('contactId' in subject) await checkContact(db, workspaceId, subject.contactId);
  else if ('companyId' in subject) await requireCompany(db, workspaceId, subject.companyId);
  else await requireDeal(db, workspaceId, subject.dealId);
}

function toItem(event: EventRow, notes: ReadonlyMap<string, NoteRow>): contract.TimelineItem {
  const note = event.type === 'timeline.noteAdded' ? notes.get(String(event.payload['noteId'])) : undefined;
  return {
    id: event.id,
    type: event.type,
    group: groupOf(event.type),
    occurredAt: event.occurredAt.toISOString(),
    actor: { kind: event.actorKind, id: event.actorId },
    contactId: event.contactId,
    companyId: event.companyId,
    dealId: event.dealId,
    payload: event.payload,
    note: note ? toNote(note) : null,
  };
}

function toNote(row: NoteRow): contract.NoteView {
  return {
    id: row.id,
    contactId: row.contactId,
    companyId: row.companyId,
    dealId: row.dealId,
    text: row.text,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}
