import { sql } from 'kysely';
import { type AccessTables, createPerson, findUserByEmail, join, listMembers } from '#access';
import { type CallsTables, dispositionsOf, ensureCallsDefaults, insertCalls } from '#calls';
import { type ConsentTables, recordConsents, recordPresumption, releaseWording } from '#consent';
import { type ContactsTables, insertCompanies, insertContacts, touchContacts } from '#contacts';
import { type DealsTables, ensureDealsDefaults, insertDeals, lossReasonsOf, pipelinesOf } from '#deals';
import { createPage, createPlace, insertMeetings, type MeetingsTables, recordInvitation } from '#meetings';
import { insertVisits, type LeadsTables, visitRecorded } from '#leads';
import { insertManyNextSteps, missedMeetingStepId, type NextStepsTables } from '#next-steps';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { dbOf, type Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import type { Random } from '#platform/ports';
import type { PlatformTables } from '#platform/schema';
import { valueCustomers } from '#scoring';
import { createScript, type ScriptsTables } from '#scripts';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import { generateExample, home } from './generate.ts';
import { bookingPage, showroom, showroomPage, showroomPlace } from './words/booking.ts';
import { mailWording, solarScript } from './words/script.ts';
import { type Example, type ExampleStep, lossReasons } from './types.ts';

export type ExampleWorld = PlatformTables &
  WorkspaceTables &
  AccessTables &
  ContactsTables &
  ConsentTables &
  DealsTables &
  LeadsTables &
  CallsTables &
  MeetingsTables &
  ScriptsTables &
  NextStepsTables;

type Person = Actor & { userId: string };
export type Loaded = { contacts: number; companies: number; deals: number; calls: number };

/** The same small world for everyone; only its dates follow the clock. */
const seed = 34117;

/**
 * Fills a workspace with the example, once: all of it or nothing. `undefined` where that has been done already, so that it may be asked for
 * twice, also at the same time.
 */
export async function loadExample(
  ground: Pick<Ground, 'pool' | 'ports'>,
  key: { workspaceId: string; ownerId: string },
  now: Date,
): Promise<Loaded | undefined> {
  return dbOf<ExampleWorld>(ground, { workspaceId: key.workspaceId })
    .transaction()
    .execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key.workspaceId}, 34117))`.execute(trx);
      const workspace = await findWorkspace(trx, key.workspaceId);
      if (!workspace) return undefined;
      const example = generateExample(seed, now, { firm: workspace.name });
      const team = await hireTeam(trx, key, example, now);
      const { currency, name: firm } = workspace;
      if (!team) return undefined;
      await valueCustomers(trx, key.workspaceId);
      return load(trx, team, example, { currency, firm, random: ground.ports.random }, now);
    });
}

/**
 * The colleagues have a name, no password and an address where no mail arrives (RFC 2606): nobody ever signs in as one of them.
 * Their being there tells that the example has been loaded.
 */
async function hireTeam(
  trx: Db<ExampleWorld>,
  { workspaceId, ownerId }: { workspaceId: string; ownerId: string },
  { colleagues }: Example,
  now: Date,
): Promise<Person[] | undefined> {
  const owner: Person = { kind: 'user', workspaceId, userId: ownerId, role: 'owner', seesOnlyOwn: false };
  const team = [owner];
  for (const { name, mailName, role } of colleagues) {
    const email = `${mailName}.${workspaceId.slice(-12)}@example.invalid`;
    if (await findUserByEmail(trx, email)) return undefined;
    const userId = await createPerson(trx, { name, email, locale: 'de', passwordHash: null }, now);
    await join(trx, owner, userId, role, now);
    team.push({ ...owner, userId, role });
  }
  return team;
}

async function load(
  trx: Db<ExampleWorld>,
  team: readonly Person[],
  example: Example,
  { currency, firm, random }: { currency: string; firm: string; random: Random },
  now: Date,
): Promise<Loaded> {
  const owner = at(team, 0);
  const { workspaceId } = owner;
  const ids = {
    companies: example.companies.map(() => newId()),
    contacts: example.contacts.map(() => newId()),
    deals: example.deals.map(() => newId()),
    meetings: example.meetings.map(() => newId()),
  };
  const contactId = (index: number) => at(ids.contacts, index);
  const companyOf = (contact: number) => idOrNull(ids.companies, example.contacts[contact]?.company ?? null);
  const userIdOf = (index: number | null) => (index === null ? null : at(team, index).userId);
  /** What each of the team did is told in their name. */
  const each = async <Row>(
    rows: readonly Row[],
    by: (row: Row) => number | null,
    write: (actor: Person, rows: Row[]) => Promise<unknown>,
  ) => {
    for (const [index, group] of Map.groupBy(rows, (row) => by(row) ?? 0)) await write(at(team, index), group);
  };

  const companies = example.companies.map((company, index) => ({
    ...company,
    id: at(ids.companies, index),
    ownerId: userIdOf(company.owner),
  }));
  await each(
    companies,
    (company) => company.owner,
    (actor, rows) => insertCompanies(trx, actor, rows.map(withoutOwner), now),
  );

  const contacts = example.contacts.map(({ company, lastTouchAt, ...contact }, index) => ({
    ...contact,
    id: contactId(index),
    companyId: idOrNull(ids.companies, company),
    ownerId: userIdOf(contact.owner),
    ...(lastTouchAt && { lastTouchAt }),
  }));
  await each(
    contacts,
    (contact) => contact.owner,
    (actor, rows) => insertContacts(trx, actor, rows.map(withoutOwner), now),
  );

  await loadVisits(trx, team, example, contactId, now);
  await each(
    example.words,
    (word) => word.by,
    (actor, words) =>
      recordConsents(
        trx,
        actor,
        words.map(({ by: _, contact, ...word }) => ({ ...word, contactId: contactId(contact) })),
        now,
      ),
  );
  for (const { contact, basis, reason, by, at: recordedAt } of example.presumptions) {
    await recordPresumption(trx, at(team, by), { contactId: contactId(contact), basis, reason }, recordedAt);
  }

  await loadDeals(trx, team, example, { ...ids, currency }, now);

  await ensureCallsDefaults(trx, owner, now);
  await releaseWording(trx, owner, { channel: 'email', purpose: 'advertising', text: mailWording(firm) }, now);
  await createScript(trx, owner, solarScript, now);
  const dispositions = new Map((await dispositionsOf(trx, workspaceId)).map((one) => [one.meaning, one]));
  const callIds: string[] = [];
  const calls = example.calls.map((call, index) => ({ ...call, index }));
  await each(
    calls,
    (call) => call.by,
    async (actor, rows) => {
      const past = rows.map(({ by: _, index: __, contact, deal, meaning, ...call }) => {
        const disposition = dispositions.get(meaning);
        if (!disposition) throw new Error(`no disposition that means ${meaning}`);
        return {
          ...call,
          userId: actor.userId,
          contactId: contactId(contact),
          dealId: idOrNull(ids.deals, deal),
          disposition,
        };
      });
      const made = await insertCalls(trx, actor, past, now);
      rows.forEach((row, n) => (callIds[row.index] = at(made, n).id));
    },
  );

  const stepIds = stepIdsOf(example, ids.meetings);
  const steps = example.steps.map((step, index) => ({ ...step, id: at(stepIds, index) }));
  await each(
    steps,
    (step) => step.owner,
    (actor, rows) =>
      insertManyNextSteps(
        trx,
        actor,
        rows.map((step) => toStepRow(step, actor, { ...ids, calls: callIds, companyOf }, now)),
        now,
      ),
  );
  await loadMeetings(trx, team, example, { ...ids, random }, now);

  // Companies hear of what was spoken with their people.
  const touched = example.contacts.flatMap(({ company, lastTouchAt }, index) =>
    company !== null && lastTouchAt ? [{ contactId: contactId(index), at: lastTouchAt }] : [],
  );
  await touchContacts(trx, workspaceId, touched);
  return { contacts: contacts.length, companies: companies.length, deals: example.deals.length, calls: calls.length };
}

async function loadVisits(
  trx: Db<ExampleWorld>,
  team: readonly Person[],
  { visits }: Example,
  contactId: (index: number) => string,
  now: Date,
): Promise<void> {
  const owner = at(team, 0);
  const names = new Map((await listMembers(trx, owner.workspaceId)).map((member) => [member.userId, member.name]));
  const rows = visits.map(({ contact, by, ...visit }) => ({
    by,
    row: {
      ...visit,
      workspaceId: owner.workspaceId,
      id: newId(),
      contactId: contactId(contact),
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
  for (const [by, group] of Map.groupBy(rows, (visit) => visit.by)) {
    const happened = group.map(({ row: { workspaceId: _, id, visitedAt, createdAt: __, ...visit } }) => ({
      payload: { ...visit, visitId: id },
      occurredAt: visitedAt,
    }));
    await announceAll(trx, at(team, by), visitRecorded, happened, now);
  }
}

async function loadDeals(
  trx: Db<ExampleWorld>,
  team: readonly Person[],
  { deals }: Example,
  ids: { contacts: string[]; companies: string[]; deals: string[]; currency: string },
  now: Date,
): Promise<void> {
  const { workspaceId } = at(team, 0);
  await ensureDealsDefaults(trx, at(team, 0), now);
  const [pipeline] = await pipelinesOf(trx, workspaceId);
  const reasons = await lossReasonsOf(trx, workspaceId);
  const stages = pipeline?.stages ?? [];
  // A team that has set up fewer stages than the story has steps keeps its deals in the last.
  const stageId = (stage: number) => at(stages, Math.min(stage, stages.length - 1)).id;
  const past = deals.map(({ contact, company, owner, way, ended, ...deal }, index) => ({
    owner,
    deal: {
      ...deal,
      id: at(ids.deals, index),
      contactId: at(ids.contacts, contact),
      companyId: idOrNull(ids.companies, company),
      ownerId: at(team, owner).userId,
      currency: ids.currency,
      stages: way.map((step) => ({ stageId: stageId(step.stage), since: step.at, movedBy: at(team, step.by).userId })),
      ...(ended && {
        ended:
          ended.as === 'won'
            ? { as: ended.as, at: ended.at, by: at(team, ended.by).userId }
            : {
                as: ended.as,
                at: ended.at,
                by: at(team, ended.by).userId,
                lossReasonId: reasons[lossReasons.indexOf(ended.because)]?.id ?? null,
                lossNote: ended.note,
              },
      }),
    },
  }));
  for (const [owner, group] of Map.groupBy(past, (one) => one.owner)) {
    await insertDeals(
      trx,
      at(team, owner),
      group.map((one) => one.deal),
      now,
    );
  }
}

/** The step of a meeting, and the call to who did not come to it, are known by it. */
function stepIdsOf({ steps, meetings }: Example, meetingIds: readonly string[]): string[] {
  const stepIds = steps.map(() => newId());
  for (const [index, { step, state }] of meetings.entries()) {
    if (step === null) continue;
    stepIds[step] = at(meetingIds, index);
    const call = steps[step]?.closed?.call ?? null;
    const again = call === null ? -1 : steps.findIndex(({ fromCall }) => fromCall === call);
    if (state === 'no_show' && again >= 0) stepIds[again] = missedMeetingStepId(at(meetingIds, index));
  }
  return stepIds;
}

async function loadMeetings(
  trx: Db<ExampleWorld>,
  team: readonly Person[],
  { meetings, contacts }: Example,
  ids: { contacts: string[]; deals: string[]; meetings: string[]; random: Random },
  now: Date,
): Promise<void> {
  const owner = at(team, 0);
  const begun = meetings.reduce((first, { createdAt }) => (createdAt < first ? createdAt : first), now);
  const page = await createPage(trx, owner, { ...bookingPage, hostIds: [owner.userId] }, ids.random, begun);
  const place = await createPlace(trx, owner, showroomPlace, begun);
  const visit = { ...showroomPage, placeId: place.id, hostIds: team.map(({ userId }) => userId) };
  const visitPage = await createPage(trx, owner, visit, ids.random, begun);
  const rows = meetings.map(({ contact, deal, hosts, booked, invitation: _, step: __, ...meeting }, index) => ({
    by: at(hosts, 0),
    meeting: {
      ...meeting,
      id: at(ids.meetings, index),
      contactId: at(ids.contacts, contact),
      dealId: idOrNull(ids.deals, deal),
      placeId: meeting.location === showroom ? place.id : null,
      source: booked ? ('booking' as const) : ('hand' as const),
      hostIds: hosts.map((host) => at(team, host).userId),
      ...(booked && {
        booking: {
          ...booked,
          pageId: meeting.location === showroom ? visitPage.id : page.id,
          formId: newId(),
          locale: 'de' as const,
          timeZone: home.zone,
          network: '192.0.2.0',
          bookedAt: meeting.createdAt,
        },
      }),
    },
  }));
  for (const [by, group] of Map.groupBy(rows, (row) => row.by)) {
    await insertMeetings(
      trx,
      at(team, by),
      group.map(({ meeting }) => meeting),
      now,
    );
  }
  for (const [index, { contact, hosts, invitation }] of meetings.entries()) {
    const [address] = at(contacts, contact).addresses;
    if (!invitation || address?.latitude === undefined || address.longitude === undefined) continue;
    const { at: invitedAt, about, proof } = invitation;
    const spot = { latitude: address.latitude, longitude: address.longitude };
    const told = { at: invitedAt.toISOString(), about, proof };
    await recordInvitation(trx, at(team, at(hosts, 0)), at(ids.meetings, index), { invitation: told, spot }, now);
  }
}

function toStepRow(
  step: ExampleStep & { id: string },
  actor: Person,
  ids: { contacts: string[]; deals: string[]; calls: string[]; companyOf: (contact: number) => string | null },
  now: Date,
) {
  const done = step.closed?.as === 'done' ? step.closed.at : null;
  const dropped = step.closed?.as === 'dropped' ? step.closed.at : null;
  return {
    workspaceId: actor.workspaceId,
    id: step.id,
    kind: step.kind,
    title: step.title,
    contactId: at(ids.contacts, step.contact),
    companyId: ids.companyOf(step.contact),
    dealId: idOrNull(ids.deals, step.deal),
    ownerId: actor.userId,
    dueOn: step.dueOn,
    dueAt: step.dueTime === null ? null : instantOf(step.dueOn, step.dueTime),
    promised: step.promised,
    note: step.note,
    doneAt: done,
    doneBy: done && actor.userId,
    droppedAt: dropped,
    droppedBy: dropped && actor.userId,
    fromCallId: idOrNull(ids.calls, step.fromCall),
    doneByCallId: idOrNull(ids.calls, step.closed?.call ?? null),
    createdBy: actor.userId,
    createdAt: step.createdAt,
    updatedAt: step.closed?.at ?? now,
    version: 1,
  };
}

function instantOf(day: string, time: string): Date {
  return new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: home.zone, plainTime: time }).epochMilliseconds,
  );
}

function withoutOwner<Row extends { owner: unknown }>({ owner: _, ...row }: Row): Omit<Row, 'owner'> {
  return row;
}

function idOrNull(ids: readonly string[], index: number | null): string | null {
  return index === null ? null : at(ids, index);
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`the example has no ${index}`);
  return found;
}
