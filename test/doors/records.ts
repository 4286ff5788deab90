import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import * as access from '#access/contract';
import type { AudiencesTables } from '#audiences';
import * as audiences from '#audiences/contract';
import * as calls from '#calls/contract';
import type { ConsentTables } from '#consent';
import * as consent from '#consent/contract';
import * as contacts from '#contacts/contract';
import * as conversations from '#conversations/contract';
import * as deals from '#deals/contract';
import * as integrations from '#integrations/contract';
import * as leads from '#leads/contract';
import * as meetings from '#meetings/contract';
import * as offers from '#offers/contract';
import * as nextSteps from '#next-steps/contract';
import type { ScoringTables } from '#scoring';
import { createExpense } from '#scoring/contract';
import * as scripts from '#scripts/contract';
import type { z } from 'zod';
import * as teamMeetings from '#team-meetings/contract';
import * as telephony from '#telephony/contract';
import * as timeline from '#timeline/contract';
import type { Operation } from '#platform/operation';
import type { CallsTables } from '#calls';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { eventually } from '../setup/eventually.ts';
import type { Client, TestApp, TestWorkspace } from '../setup/house.ts';

/** A workspace to make records in, by its owner or by somebody else of the team. */
export type World = { app: TestApp; workspace: TestWorkspace; by: Client; mark?: string };

/** A word that stands in every record of a world, so that a leak shows itself in any answer. */
export const markOf = ({ workspace, mark }: { workspace: { id: string }; mark?: string }): string =>
  mark ?? `Kennung${workspace.id.slice(-12)}`;

type Made<O extends z.ZodType> = z.output<O>;

export async function must<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  client: Client,
  operation: Operation<P, Q, B, O>,
  input: Parameters<Client['call']>[1],
): Promise<Made<O>> {
  const { status, body } = await client.call(operation as Operation, input);
  if (status >= 300) throw new Error(`${operation.name} answered ${status}: ${JSON.stringify(body)}`);
  return body as Made<O>;
}

/** As much of a WebP of 16 × 16 as is looked at; letters alone. */
export const smallPicture = (mark: string): string => `RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x0f\0\0${mark}`;

const day = '2026-11-23';
const thursday = '2026-11-19T15:00:00Z';
let numbers = 0;
const phone = () => `+49561${String(700_000 + numbers++)}`;

/** A person whom we may call. */
async function contact(world: World, more: object = {}): Promise<string> {
  const person = { lastName: markOf(world), phones: [{ value: phone() }], tags: [markOf(world)], ...more };
  const contactId = (await must(world.by, contacts.createContact, { body: person })).id;
  const body = {
    state: 'granted',
    channel: 'phone',
    at: thursday,
    source: 'form',
    wording: 'Ja, rufen Sie an.',
    proof: { reference: 'Formular 7', personName: markOf(world), personAddress: 'Weg 1, 34117 Kassel' },
  } as const;
  await must(world.by, consent.recordConsent, { params: { contactId }, body });
  return contactId;
}

const company = async (world: World) =>
  (await must(world.by, contacts.createCompany, { body: { name: `${markOf(world)} GmbH` } })).id;

async function deal(world: World, contactId?: string): Promise<string> {
  const body = {
    title: markOf(world),
    contactId: contactId ?? (await contact(world)),
    valueCents: 100_00,
    closeOn: day,
  };
  return (await must(world.by, deals.createDeal, { body })).id;
}

/** A company that bought, as a computation would have left it. */
async function customer(world: World, of: 'B' | 'C' = 'B'): Promise<string> {
  const companyId = await company(world);
  const nothing = { openDeals: 0, openCents: 0, calls: 0, callMinutes: 0, meetings: 0, meetingMinutes: 0, visits: 0 };
  const caused = { tickets: 0, dunningLetters: 0, returnedDebits: 0, discountCents: 0 };
  const bound = { contracts: 0, contractCents: 0, contractSince: null };
  const bought = { wins: 1, wonCents: 100, firstWonOn: day, lastWonOn: day, expectedPurchases: 1, purchaseCents: 100 };
  const undecided = { confirmedBy: null, confirmedAt: null, setBy: null, setReason: null, setUntil: null };
  const at = new Date(thursday);
  const decision = { class: of, classBefore: null, classSince: at, ...undecided };
  const worth = { alive: 0.5, costCents: 0, netCents: 100, computedAt: at };
  await dbOf<ScoringTables>(world.app.ground, { workspaceId: world.workspace.id })
    .insertInto('customerValue')
    .values({
      workspaceId: world.workspace.id,
      companyId,
      contactId: null,
      ...bought,
      ...bound,
      ...nothing,
      ...caused,
      ...worth,
      ...decision,
    })
    .execute();
  return companyId;
}

const contractTerms = {
  monthlyCents: 49_00,
  startsOn: day,
  termMonths: 12,
  noticeMonths: 1,
  afterTerm: 'open' as const,
  renewalMonths: null,
  note: null,
};

async function contract(world: World): Promise<string> {
  const body = { ...contractTerms, title: markOf(world), contactId: await contact(world) };
  return (await must(world.by, offers.createContract, { body })).id;
}

const expenseFacts = { kind: 'ticket' as const, happenedOn: day, amountCents: null, closedOn: null, note: null };

async function expense(world: World): Promise<string> {
  const body = { ...expenseFacts, note: markOf(world), contactId: await contact(world) };
  return (await must(world.by, createExpense, { body })).id;
}

async function pipeline(world: World): Promise<deals.PipelineView> {
  const body = { name: `${markOf(world)} ${newId()}`.slice(0, 60), stages: [{ name: 'Neu', probability: 10 }] };
  return must(world.workspace.owner, deals.addPipeline, { body });
}

async function stage(world: World, pipelineId?: string): Promise<string> {
  const params = { pipelineId: pipelineId ?? (await pipeline(world)).id };
  const body = { name: newId().slice(0, 60), probability: 20 };
  return (await must(world.workspace.owner, deals.addStage, { params, body })).id;
}

async function nextStep(world: World): Promise<string> {
  const body = { kind: 'call', title: markOf(world), dueOn: day, contactId: await contact(world) };
  return (await must(world.by, nextSteps.createNextStep, { body })).id;
}

const call = async (world: World, contactId?: string) =>
  (await must(world.by, calls.startCall, { body: { contactId: contactId ?? (await contact(world)) } })).call.id;

export const bookingPage = {
  title: 'Beratung',
  privacyUrl: 'https://klinke.example.org/datenschutz',
  where: { way: 'video' as const, at: 'own' as const },
  minutes: 30,
};

/** With a person of this world, at a time that has begun. */
export async function meeting(world: World, contactId?: string): Promise<string> {
  const body = {
    contactId: contactId ?? (await contact(world)),
    title: markOf(world),
    where: { way: 'video' as const, at: 'own' as const },
    startsAt: '2026-11-20T10:00:00Z',
    endsAt: '2026-11-20T10:30:00Z',
  };
  return (await must(world.by, meetings.createMeeting, { body })).meeting.id;
}

/** Ahead, at a provider that has made it. */
export async function meetingElsewhere(world: World): Promise<string> {
  const body = {
    contactId: await contact(world),
    title: markOf(world),
    where: { way: 'video' as const, at: await makers.meetingProvider(world) },
    startsAt: '2026-12-01T10:00:00Z',
    endsAt: '2026-12-01T10:30:00Z',
  };
  const { id: meetingId } = (await must(world.by, meetings.createMeeting, { body })).meeting;
  await eventually(async () => {
    await world.app.drain();
    const { place } = await must(world.by, meetings.getMeeting, { params: { meetingId } });
    expect(place?.state).toBe('made');
  });
  return meetingId;
}

/** At the door of a person of this world, who has invited us. */
export async function visit(world: World): Promise<string> {
  const body = {
    contactId: await contact(world),
    title: markOf(world),
    address: markOf(world),
    startsAt: '2026-11-20T10:00:00Z',
    endsAt: '2026-11-20T11:00:00Z',
    invitation: { at: thursday, about: markOf(world), proof: markOf(world) },
  };
  return (await must(world.by, meetings.planVisit, { body })).meetingId;
}

/** With a deal of this world to talk about. */
export async function teamMeeting(world: World): Promise<{ id: string; pointId: string }> {
  const dealId = await deal(world);
  // Everybody has one that runs at most.
  const lead = await world.workspace.person('lead');
  const { id } = await must(lead, teamMeetings.beginTeamMeeting, {});
  const { points } = await must(lead, teamMeetings.addPoint, { params: { teamMeetingId: id }, body: { dealId } });
  return { id, pointId: points.find((point) => point.deal?.id === dealId)?.id ?? '' };
}

/** One that leads into our own network: nobody is asked for it. */
export const ownCalendar = (mark: string) => ({
  kind: 'feed' as const,
  name: mark,
  address: `https://127.0.0.1/${newId()}.ics`,
});
const calendar = async (world: World) =>
  (await must(world.by, meetings.addCalendar, { body: ownCalendar(markOf(world)) })).id;

/** A script that begins with this step, and a call of this person in which it is read. */
export async function scriptRun(world: World, first?: scripts.ScriptStep): Promise<{ callId: string; runId: string }> {
  const scriptId = await script(world, first);
  const callId = await call(world);
  const { run } = await must(world.by, scripts.beginRun, { params: { callId }, body: { scriptId } });
  return { callId, runId: run.id };
}

async function script(world: World, first?: scripts.ScriptStep): Promise<string> {
  // It is the team's, whoever wrote it.
  const mark = markOf({ workspace: world.workspace });
  const greeting = { kind: 'say', key: 'gruss', title: mark, text: mark, next: null } as const;
  const body = { name: mark, steps: [first ?? greeting], cards: [{ key: 'teuer', title: mark, text: mark }] };
  return (await must(world.workspace.owner, scripts.createScript, { body })).id;
}

/** The bytes of the smallest PDF that is one by its beginning. */
export const pdf = '%PDF-1.4\n%%EOF beleg';

async function proof(world: World): Promise<{ id: string; contactId: string }> {
  const contactId = await contact(world);
  const { items } = await must(world.by, consent.listEntries, { params: { contactId }, query: {} });
  const params = { contactId, entryId: items[0]?.id };
  const query = { name: `${markOf(world)}.pdf` };
  const { id } = await must(world.by, consent.addProof, { params, query, bytes: pdf });
  return { id, contactId };
}

export async function outcome(world: World): Promise<string> {
  const callId = await call(world);
  const { items } = await must(world.by, calls.listDispositions, { query: {} });
  const disposition = items.find((item) => item.meaning === 'connected');
  await must(world.by, nextSteps.logOutcome, { body: { call: { callId }, dispositionId: disposition?.id ?? '' } });
  return callId;
}

const draft = (world: World) =>
  must(world.by, leads.uploadImport, {
    query: { name: `${markOf(world)}.csv` },
    bytes: `Name;Telefon\n${markOf(world)} Mia;${phone()}\n;x\n`,
  });

export async function doneImport(world: World): Promise<string> {
  const { id, settings, options } = await draft(world);
  const params = { importId: id };
  await must(world.by, leads.startImport, { params, body: { columns: [], settings, options } });
  await eventually(async () => expect((await must(world.by, leads.getImport, { params })).state).toBe('done'));
  return id;
}

/** By the owner, since nobody below an admin may take everything along. */
async function doneExport(world: World): Promise<string> {
  await noExportRuns(world);
  const { id } = await must(world.workspace.owner, integrations.startExport, {});
  await eventually(async () =>
    expect((await must(world.workspace.owner, integrations.getExport, { params: { exportId: id } })).state).toBe(
      'done',
    ),
  );
  return id;
}

/** Only one is made at a time: what runs comes to its end, what only seems to wait is cancelled. */
export async function noExportRuns({ workspace: { owner } }: World): Promise<void> {
  await eventually(async () => {
    const { items } = await must(owner, integrations.listExports, {});
    for (const { id, state } of items)
      if (state === 'waiting') await owner.call(integrations.cancelExport, { params: { exportId: id } });
    expect(items.filter(({ state }) => ['waiting', 'running', 'cancelling'].includes(state))).toEqual([]);
  });
}

const person = async (world: World) => (await world.workspace.person('member', { name: markOf(world) })).userId;

async function session(world: World): Promise<string> {
  const other = await world.workspace.person('member');
  return must(other, access.listSessions, {}).then(({ items }) => items[0]?.id ?? '');
}

const note = async (world: World) =>
  (await must(world.by, timeline.addNote, { body: { contactId: await contact(world), text: markOf(world) } })).id;

/** A line with everything a line can have. */
export const sipgateLine = (world: World) => ({
  kind: 'sipgate' as const,
  name: `${markOf(world)} ${newId()}`.slice(0, 80),
  number: phone(),
  settings: { tokenId: 'token-1', device: 'e0' },
  secret: 'streng geheim',
});
async function recordingWording(world: World): Promise<string> {
  const body = { channel: 'phone', purpose: 'recording', text: `${markOf(world)} ${newId()}: aufnehmen?` } as const;
  return (await must(world.workspace.owner, consent.releaseWording, { body })).id;
}

/** A call that is going on, with everybody's yes to its being recorded. */
export async function recordable(world: World): Promise<string> {
  await must(world.workspace.owner, conversations.changeRecordingPolicy, { body: { on: true, keepDays: 90 } });
  const agreement = { version: consent.agreementText.version, locale: 'de' } as const;
  await must(world.by, consent.agreeToRecording, { body: agreement });
  const callId = await call(world);
  const body = { says: 'yes', wordingId: await recordingWording(world) } as const;
  await must(world.by, conversations.sayOnRecording, { params: { callId }, body });
  return callId;
}

export const track = { segment: 1, party: 'user' } as const;
const sound = 'so klingt es';

/** How a part of a track is handed in. */
export const part = () => ({
  query: { at: 0, sha256: createHash('sha256').update(sound).digest('hex') },
  bytes: sound,
});

/** A recording that runs, with one stretch that is open. */
export async function recording(world: World): Promise<string> {
  const params = { callId: await recordable(world) };
  const { id: recordingId } = await must(world.by, conversations.startRecording, { params });
  await must(world.by, conversations.openSegment, { params: { recordingId }, body: { mediaType: 'audio/webm' } });
  return recordingId;
}

/** One that is over and lies where it is kept. */
export async function keptRecording(world: World): Promise<string> {
  const recordingId = await recording(world);
  await must(world.by, conversations.putPart, { params: { recordingId, ...track }, ...part() });
  await must(world.by, conversations.stopRecording, { params: { recordingId } });
  const body = { durationMs: 1_000, bytes: { user: sound.length, contact: 0 } };
  await must(world.by, conversations.closeSegment, { params: { recordingId, segment: 1 }, body });
  await eventually(async () =>
    expect((await must(world.by, conversations.getRecording, { params: { recordingId } })).state).toBe('kept'),
  );
  return recordingId;
}

export async function listening(world: World): Promise<{ id: string; recordingId: string }> {
  const recordingId = await keptRecording(world);
  const { id } = await must(world.by, conversations.listen, { params: { recordingId } });
  return { id, recordingId };
}

async function consentForm(world: World): Promise<consent.ConsentForm> {
  await makers.wording(world);
  const body = {
    name: markOf(world),
    heading: markOf(world),
    privacyUrl: 'https://sonnendach.example/datenschutz',
    channels: ['phone' as const],
  };
  return must(world.workspace.owner, consent.createForm, { body });
}

/** What a visitor sent: a number that waits for its code. */
async function consentRequest(world: World): Promise<{ id: string; code: string }> {
  const form = await consentForm(world);
  const fields = { lastName: markOf(world), phone: phone(), street: 'Weg 1', postalCode: '34117', city: 'Kassel' };
  const answer = await world.app.running.server.inject({
    method: 'POST',
    url: new URL(form.address).pathname,
    // Ten an hour are all that one line may send.
    remoteAddress: `10.1.${numbers >> 8}.${numbers & 255}`,
    headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fields, channel: 'phone' }).toString(),
  });
  const [, code = ''] = /class="code">(\d{6})</.exec(answer.body) ?? [];
  const { items } = await must(world.workspace.owner, consent.listRequests, { query: {} });
  const sent = items.find(({ formId }) => formId === form.id);
  if (!sent) throw new Error(`the form answered ${answer.statusCode}: ${answer.body}`);
  return { id: sent.id, code };
}

/** Somebody rings, as the telephone system of the team tells it. */
async function lineCall(world: World): Promise<string> {
  const body = { kind: 'pbx' as const, name: `${markOf(world)} ${newId()}`.slice(0, 80), number: phone() };
  const { id: lineId } = await must(world.workspace.owner, telephony.createLine, { body });
  const { webhookUrl } = await must(world.workspace.owner, telephony.getLineSetup, { params: { lineId } });
  const told = { event: 'newCall', callId: newId(), direction: 'in', from: phone(), to: body.number };
  const answer = await world.app.running.server.inject({
    method: 'POST',
    url: new URL(webhookUrl).pathname,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(told),
  });
  if (answer.statusCode !== 204) throw new Error(`webhook answered ${answer.statusCode}: ${answer.body}`);
  const db = dbOf<CallsTables>(world.app.ground, { workspaceId: world.workspace.id });
  const row = await db.selectFrom('lineCall').select('id').where('externalId', '=', told.callId).executeTakeFirst();
  return row?.id ?? '';
}

/** Counted, so that it says the same twice. */
async function audience(world: World): Promise<string> {
  const { id: audienceId } = await must(world.by, audiences.createAudience, { body: { name: markOf(world) } });
  await eventually(async () =>
    expect((await must(world.by, audiences.getAudience, { params: { audienceId } })).counting).toBe(false),
  );
  return audienceId;
}

/** As a job would have left it: thirty customers would be much to ask. */
async function avatar(world: World): Promise<string> {
  const db = dbOf<AudiencesTables>(world.app.ground, { workspaceId: world.workspace.id });
  const { owner } = world.workspace;
  const at = new Date(thursday);
  const key = { workspaceId: world.workspace.id, id: newId() };
  const figures = { valueCents: null, days: null, products: [], sources: [], lossReasons: [], channels: [], words: [] };
  const drawn = { name: markOf(world), drawnBy: owner.userId, drawnAt: at, seenFindings: '[]' };
  await db
    .insertInto('avatar')
    .values({
      ...key,
      outcome: 'won',
      ...drawn,
      findings: '[]',
      figures: JSON.stringify(figures),
      size: 0,
      createdAt: at,
      updatedAt: at,
      version: 1,
    } as never) // prettier-ignore
    .execute();
  return key.id;
}

/** Learned, and not approved yet. It says the rate of all. */
async function scoreModel({ app, workspace }: World): Promise<string> {
  const flat = {
    version: 1,
    target: 'won',
    positive: 'ja',
    baseRate: 0.4,
    verdict: 'useful',
    features: [],
    parts: null,
  };
  const row = {
    workspaceId: workspace.id,
    id: newId(),
    target: 'reach' as const,
    trainedAt: app.time.now,
    because: 'asked' as const,
    askedBy: null,
    rows: 100,
    outcomes: 40,
    baseRate: 0.4,
    verdict: 'useful' as const,
    card: JSON.stringify({
      used: [],
      ignored: [],
      suspectedLeaks: [],
      barred: [],
      validation: null,
      warnings: [],
      calibration: [],
      groups: [],
      seed: 1,
      engine: 'score 1',
      objectors: 0,
      slot: null,
      against: null,
    }) as never,
    model: JSON.stringify({ ...flat, calibration: [] }),
    approvedAt: null,
    approvedBy: null,
  };
  await dbOf<ScoringTables>(app.ground, { workspaceId: workspace.id }).insertInto('scoreModel').values(row).execute();
  return row.id;
}

/** How a fresh record of each kind comes about. The owner makes what a member may not. */
export const makers = {
  scoreModel,
  workspace: async (world: World) => world.workspace.id,
  user: person,
  session,
  invitation: async (world: World) =>
    (await must(world.workspace.owner, access.invite, { body: { email: `${newId()}@example.org`, role: 'member' } }))
      .id,
  apiKey: async (world: World) =>
    (await must(world.workspace.owner, access.createApiKey, { body: { name: markOf(world), scopes: ['all.read'] } }))
      .key.id,
  contact: (world: World) => contact(world),
  company,
  view: async (world: World) =>
    (await must(world.by, contacts.createView, { body: { subject: 'contact', name: markOf(world), query: {} } })).id,
  bulkChange: async (world: World) =>
    (
      await must(world.by, contacts.changeManyContacts, {
        body: { ids: [await contact(world)], change: { kind: 'add_tag', tag: markOf(world) } },
      })
    ).changeId,
  pipeline: async (world: World) => (await pipeline(world)).id,
  stage: (world: World) => stage(world),
  lossReason: async (world: World) =>
    (await must(world.workspace.owner, deals.addLossReason, { body: { name: newId() } })).id,
  deal: (world: World) => deal(world),
  contract: (world: World) => contract(world),
  expense: (world: World) => expense(world),
  disposition: async (world: World) =>
    (await must(world.workspace.owner, calls.addDisposition, { body: { name: newId(), meaning: 'busy' } })).id,
  call: (world: World) => call(world),
  meeting: (world: World) => meeting(world),
  teamMeeting: async (world: World) => (await teamMeeting(world)).id,
  teamMeetingPoint: async (world: World) => (await teamMeeting(world)).pointId,
  teamPlan: async ({ workspace: { owner } }: World) => {
    const body = { startsAt: '2026-12-01T08:00:00Z', minutes: 45, repeats: 'once' as const, memberIds: [owner.userId] };
    return (await must(owner, teamMeetings.planTeamMeeting, { body })).id;
  },
  proposal: async (world: World) => (await must(world.by, teamMeetings.propose, { body: { topic: markOf(world) } })).id,
  avatar,
  audience,
  calendar,
  bookingPage: async (world: World) => {
    const body = { ...bookingPage, title: markOf(world), hostIds: [world.workspace.owner.userId] };
    return (await must(world.workspace.owner, meetings.createBookingPage, { body })).id;
  },
  meetingProvider: async (world: World) => {
    const name = `${markOf(world)} ${newId()}`;
    const body = { kind: 'jitsi' as const, name, settings: { address: 'https://127.0.0.1' } };
    return (await must(world.workspace.owner, meetings.createProvider, { body })).id;
  },
  place: async (world: World) => {
    const body = { name: markOf(world), address: markOf(world), capacity: 2 };
    return (await must(world.workspace.owner, meetings.createPlace, { body })).id;
  },
  exhibitPicture: async (world: World) => {
    const bytes = smallPicture(newId());
    return (await must(world.workspace.owner, meetings.addExhibitPicture, { bytes })).pictureId;
  },
  lineCall,
  script: (world: World) => script(world),
  scriptRun: async (world: World) => (await scriptRun(world)).runId,
  recording,
  listening: async (world: World) => (await listening(world)).id,
  line: async (world: World) =>
    (await must(world.workspace.owner, telephony.createLine, { body: sipgateLine(world) })).id,
  customer: (world: World) => customer(world),
  nextStep,
  note,
  export: doneExport,
  draft: async (world: World) => (await draft(world)).id,
  consentEntry: async (world: World) => {
    const params = { contactId: await contact(world) };
    return (await must(world.by, consent.listEntries, { params, query: {} })).items[0]?.id ?? '';
  },
  wording: async (world: World) => {
    const body = { channel: 'phone', text: `${markOf(world)} ${newId()} darf mich anrufen.` };
    return (await must(world.workspace.owner, consent.releaseWording, { body })).id;
  },
  form: async (world: World) => (await consentForm(world)).id,
  request: async (world: World) => (await consentRequest(world)).id,
  showroom: async (world: World) => {
    await makers.wording(world);
    return (await must(world.workspace.owner, consent.startShowroom, { body: { name: markOf(world) } })).showroom.id;
  },
  letterBatch: async (world: World) => {
    const workspaceId = world.workspace.id;
    const form = await consentForm(world);
    const db = dbOf<ConsentTables>(world.app.ground, { workspaceId });
    const id = newId();
    const [people, leftOut] = [
      JSON.stringify({ filters: {} }),
      JSON.stringify({ consented: 0, refused: 0, homeless: 0 }),
    ];
    const text = { name: markOf(world), sender: 'Sonnendach', subject: 'Anruf', body: 'Ja?', closing: '' };
    const standing = { state: 'done' as const, households: 0, printed: 0, finishedAt: new Date(day) };
    const row = { workspaceId, id, formId: form.id, ...text, ...standing, people, leftOut };
    const file = { workspaceId, id: newId(), name: 'Briefe.pdf', mediaType: 'application/pdf' };
    const { sha256, bytes } = await world.app.ground.ports.files.put(Readable.from(Buffer.from(markOf(world))), 1000);
    const by = { createdBy: world.workspace.owner.userId, createdAt: new Date(day) };
    const files = dbOf<PlatformTables>(world.app.ground, { workspaceId });
    await files
      .insertInto('file')
      .values({ ...file, sha256: Buffer.from(sha256, 'hex'), bytes, ...by })
      .execute();
    await db
      .insertInto('consentLetterBatch')
      .values({ ...row, fileId: file.id, ...by })
      .execute();
    return id;
  },
  recordingWording,
  suppressionList: async (world: World) => {
    const query = { name: markOf(world) };
    const { owner } = world.workspace;
    return (await must(owner, consent.addSuppressionList, { query, bytes: `sperre-${newId()}@example.org` })).id;
  },
  proof: async (world: World) => (await proof(world)).id,
  auditEntry: async (world: World) =>
    (await must(world.workspace.owner, timeline.listAuditEntries, { query: { limit: 1 } })).items[0]?.id ?? '',
} satisfies Record<string, (world: World) => Promise<string>>;

export type Kind = keyof typeof makers;

/** Which record the id in a field means; `operation field` where the field alone doesn't say. */
const meanings: Record<string, Kind> = {
  workspaceId: 'workspace',
  userId: 'user',
  ownerId: 'user',
  sessionId: 'session',
  invitationId: 'invitation',
  keyId: 'apiKey',
  contactId: 'contact',
  modelId: 'scoreModel',
  companyId: 'company',
  viewId: 'view',
  changeId: 'bulkChange',
  pipelineId: 'pipeline',
  stageId: 'stage',
  moveDealsToStageId: 'stage',
  lossReasonId: 'lossReason',
  dealId: 'deal',
  contractId: 'contract',
  expenseId: 'expense',
  dispositionId: 'disposition',
  callId: 'call',
  meetingId: 'meeting',
  teamMeetingId: 'teamMeeting',
  planId: 'teamPlan',
  memberIds: 'user',
  proposalId: 'proposal',
  pointId: 'teamMeetingPoint',
  avatarId: 'avatar',
  audienceId: 'audience',
  calendarId: 'calendar',
  hostIds: 'user',
  pageId: 'bookingPage',
  at: 'meetingProvider',
  providerId: 'meetingProvider',
  placeId: 'place',
  pictureId: 'exhibitPicture',
  scriptId: 'script',
  runId: 'scriptRun',
  lineId: 'line',
  lineCallId: 'lineCall',
  recordingId: 'recording',
  listeningId: 'listening',
  'conversations.sayOnRecording wordingId': 'recordingWording',
  customerId: 'customer',
  nextStepId: 'nextStep',
  closesStepId: 'nextStep',
  noteId: 'note',
  importId: 'draft',
  exportId: 'export',
  entryId: 'auditEntry',
  'consent.addProof entryId': 'consentEntry',
  leaving: 'contact',
  wordingId: 'wording',
  proofId: 'proof',
  listId: 'suppressionList',
  formId: 'form',
  requestId: 'request',
  batchId: 'letterBatch',
  showroomId: 'showroom',
  'consent.handInCard wordingIds': 'wording',
  'consent.makeLetters ids': 'contact',
  'contacts.changeMany ids': 'contact',
  'deals.orderPipelines ids': 'pipeline',
  'deals.orderStages ids': 'stage',
  'deals.orderLossReasons ids': 'lossReason',
  'calls.orderDispositions ids': 'disposition',
};

export function kindOf(operation: Pick<Operation, 'name'>, field: string): Kind {
  const kind = meanings[`${operation.name} ${field}`] ?? meanings[field];
  if (kind === undefined)
    throw new Error(
      `Which record does "${field}" of ${operation.name} mean? Say so under "meanings" in test/doors/records.ts, and how one is made under "makers".`,
    );
  return kind;
}

export { call, consentRequest, contractTerms, contact, customer, deal, draft, expenseFacts, pipeline, proof, stage };
