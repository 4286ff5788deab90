import { listMembers } from '#access';
import { recordConsents, recordPresumptions } from '#consent';
import { insertCompanies, insertContacts } from '#contacts';
import { insertVisits, visitRecorded } from '#leads';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import { at, each, idOrNull, type Loading } from './parts.ts';

/** Companies, people, the visits at their doors, and what they said about being called. */
export async function loadPeople(loading: Loading): Promise<void> {
  const { trx, team, example, ids, now } = loading;
  const userIdOf = (index: number | null) => (index === null ? null : at(team, index).userId);

  const companies = example.companies.map((company, index) => ({
    ...company,
    id: at(ids.companies, index),
    ownerId: userIdOf(company.owner),
  }));
  await each(
    team,
    companies,
    (company) => company.owner,
    (actor, rows) => insertCompanies(trx, actor, rows.map(withoutOwner), now),
  );

  const contacts = example.contacts.map(({ company, lastTouchAt, ...contact }, index) => ({
    ...contact,
    id: at(ids.contacts, index),
    companyId: idOrNull(ids.companies, company),
    ownerId: userIdOf(contact.owner),
    ...(lastTouchAt && { lastTouchAt }),
  }));
  await each(
    team,
    contacts,
    (contact) => contact.owner,
    (actor, rows) => insertContacts(trx, actor, rows.map(withoutOwner), now),
  );

  await loadVisits(loading);
  await each(
    team,
    example.words,
    (word) => word.by,
    (actor, words) =>
      recordConsents(
        trx,
        actor,
        words.map(({ by: _, contact, ...word }) => ({ ...word, contactId: at(ids.contacts, contact) })),
        now,
      ),
  );
  await each(
    team,
    example.presumptions,
    ({ by }) => by,
    (actor, rows) =>
      recordPresumptions(
        trx,
        actor,
        rows.map(({ contact, basis, reason, at: recordedAt }) => ({
          contactId: at(ids.contacts, contact),
          basis,
          reason,
          recordedAt,
        })),
        now,
      ),
  );
}

async function loadVisits({ trx, team, example: { visits }, ids, now }: Loading): Promise<void> {
  const { workspaceId } = at(team, 0);
  const names = new Map((await listMembers(trx, workspaceId)).map((member) => [member.userId, member.name]));
  const rows = visits.map(({ contact, by, ...visit }) => ({
    by,
    row: {
      ...visit,
      workspaceId,
      id: newId(),
      contactId: at(ids.contacts, contact),
      visitedBy: names.get(at(team, by).userId) ?? null,
      count: null,
      importId: null,
      createdAt: visit.visitedAt,
    },
  }));
  await insertVisits(
    trx,
    rows.map(({ row }) => row),
  );
  await each(
    team,
    rows,
    (visit) => visit.by,
    (actor, group) => {
      const happened = group.map(({ row: { workspaceId: _, id, visitedAt, createdAt: __, ...visit } }) => ({
        payload: { ...visit, visitId: id },
        occurredAt: visitedAt,
      }));
      return announceAll(trx, actor, visitRecorded, happened, now);
    },
  );
}

function withoutOwner<Row extends { owner: unknown }>({ owner: _, ...row }: Row): Omit<Row, 'owner'> {
  return row;
}
