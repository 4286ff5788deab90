import { insertContacts, type NewContact, updateContacts } from '#contacts';
import { recordConsents, type Word } from '#consent';
import { insertDeals, type PastDeal } from '#deals';
import type { Actor } from '#platform/actor';
import { behind, type Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import { visitRecorded } from '../events.ts';
import { insertProblems, insertVisits, rememberChanges } from '../queries/imports.ts';
import { additions, type Content, contentOf } from '../rules/take-over.ts';
import type { VisitRow } from '../schema.ts';
import { companiesFor } from './run-import/companies.ts';
import { type ImportContext, type ImportWorld, ownerOf, type UnderstoodRow } from './run-import/context.ts';
import {
  announced,
  createdAt,
  dealOf,
  earliest,
  plainBefore,
  problemRows,
  visitedAt,
  visitOf,
} from './run-import/rows.ts';
import type { Standing } from './run-import/standing.ts';

export type Counts = { created: number; updated: number; skipped: number; failed: number };

type Person = {
  id: string;
  content: Content;
  companyId: string | null;
  ownerId: string | null;
  createdAt: Date | undefined;
  touchedAt: Date | undefined;
};

/**
 * Takes over some rows in the caller's transaction: companies, people, visits, objections, deals, and what could not be understood. Not the words of the search: the caller has them learned right before
 * the commit.
 */
export async function takeOver(
  trx: Db<ImportWorld>,
  actor: Actor,
  context: ImportContext,
  understood: readonly UnderstoodRow[],
  standing: Standing,
  now: Date,
): Promise<{ counts: Counts; words: Set<string> }> {
  const words = new Set<string>();
  const { record } = context;
  const { workspaceId } = record;
  const problems = understood.flatMap(({ row, rowNumber, cells, problems: found }) =>
    problemRows(record, rowNumber, found, row === undefined ? cells : null),
  );
  const rows = understood.flatMap(({ row }) => row ?? []);

  const companies = await companiesFor(trx, actor, context, rows, standing.companies, words, now);
  const known = standing.people;

  const counts: Counts = { created: 0, updated: 0, skipped: 0, failed: understood.length - rows.length };
  const fresh = new Map<string, Person>();
  const changes = new Map<
    string,
    { before: Content & { version: number; importId: string | null }; change: Partial<Content> }
  >();
  const visits: VisitRow[] = [];
  const objected: Word[] = [];
  const deals: PastDeal[] = [];

  for (const one of understood) {
    const { row } = one;
    if (!row) continue;
    const companyId = row.company ? (companies.get(row.company.name) ?? null) : null;
    const ownerId = ownerOf(row, context, actor);
    const hasPerson = row.person !== undefined || row.phones.length + row.emails.length + row.addresses.length > 0;
    let personId: string | null = null;
    if (hasPerson) {
      const content = contentOf(row, record.options);
      const match = record.options.onMatch === 'create' ? undefined : known.find(one, content);
      if (match && record.options.onMatch === 'skip') {
        counts.skipped++;
        continue;
      }
      personId = match?.id ?? newId();
      const pending = fresh.get(personId);
      if (pending) {
        Object.assign(pending.content, additions(pending.content, content));
        counts.updated++;
      } else if (match) {
        const before = { ...match.content, version: match.version, importId: match.importId };
        const standing = changes.get(personId);
        const change = { ...standing?.change, ...additions({ ...before, ...standing?.change }, content) };
        changes.set(personId, { before: standing?.before ?? before, change });
        counts.updated++;
      } else {
        fresh.set(personId, {
          id: personId,
          content,
          companyId,
          ownerId,
          createdAt: createdAt(row, context),
          touchedAt: undefined,
        });
        known.add(personId, content, one);
        counts.created++;
      }
    } else if (companyId !== null || row.deal !== undefined) counts.created++;

    if (personId !== null && row.visit) {
      const visit = visitOf(row, personId, context, now);
      visits.push(visit);
      const person = fresh.get(personId);
      // Nobody opened: that was no contact.
      if (person && visit.result !== 'not_home' && (!person.touchedAt || person.touchedAt < visit.visitedAt))
        person.touchedAt = visit.visitedAt;
    }
    if (personId !== null) {
      for (const objection of row.objections) {
        objected.push({
          contactId: personId,
          channel: objection.channel,
          state: 'denied',
          because: 'objected',
          at:
            row.visit?.on === undefined || objection.undated ? now : earliest(visitedAt(row.visit, context, now), now),
          source: objection.channel === 'visit' && !objection.undated ? 'visit' : 'import',
          wording: objection.wording || null,
          importId: record.id,
        });
      }
    }
    if (row.deal && context.stages) deals.push(dealOf(row, { personId, companyId, ownerId }, context, now));
  }

  await insertContacts(
    trx,
    actor,
    [...fresh.values()].map(({ id, content, companyId, ownerId, createdAt: made, touchedAt }): NewContact => ({
      ...content,
      id,
      companyId,
      ownerId,
      importId: record.id,
      ...(made && { createdAt: made }),
      ...(touchedAt && { lastTouchAt: touchedAt }),
    })),
    now,
    words,
  );
  const changed = await updateContacts(
    trx,
    actor,
    [...changes].map(([contactId, { change }]) => ({ contactId, change })),
    now,
    words,
  );
  await Promise.all([
    rememberChanges(
      trx,
      changed.map(({ before, after }) => ({
        workspaceId,
        importId: record.id,
        subject: 'contact' as const,
        subjectId: after.id,
        before: plainBefore(before),
        versionAfter: after.version,
      })),
    ),
    behind(trx, insertVisits(trx, visits)),
    announceAll(
      trx,
      actor,
      visitRecorded,
      visits.map((visit) => ({ payload: announced(visit), occurredAt: visit.visitedAt })),
      now,
    ),
    behind(trx, insertProblems(trx, problems)),
  ]);
  await recordConsents(trx, actor, objected, now);
  if (deals.length > 0) await insertDeals(trx, actor, deals, now);
  return { counts, words };
}
