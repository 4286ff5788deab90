import { expect } from 'vitest';
import { listSessions } from '#access/contract';
import * as calls from '#calls/contract';
import * as consent from '#consent/contract';
import * as conversations from '#conversations/contract';
import { changeContact } from '#contacts/contract';
import { setPicture } from '#audiences/contract';
import * as deals from '#deals/contract';
import { addCalendar } from '#meetings/contract';
import * as nextSteps from '#next-steps/contract';
import type { CallsTables, LineCallRow } from '#calls';
import type { IntegrationsTables } from '#integrations';
import type { LeadsTables } from '#leads';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import type { Operation } from '#platform/operation';
import { createLine, recordMyGreeting } from '#telephony/contract';
import { giveNotice, removeContract } from '#offers/contract';
import { hearObjection } from '#scripts/contract';
import { endTeamMeeting } from '#team-meetings/contract';
import { removeNote } from '#timeline/contract';
import * as scoring from '#scoring/contract';
import { eventually } from '../setup/eventually.ts';
import type { Client } from '../setup/house.ts';
import {
  bookingPage,
  call,
  consentRequest,
  contact,
  contractTerms,
  customer,
  deal,
  doneImport,
  expenseFacts,
  type Kind,
  kindOf,
  makers,
  must,
  keptRecording,
  listening,
  meeting,
  meetingElsewhere,
  noExportRuns,
  ownCalendar,
  outcome,
  part,
  pdf,
  pipeline,
  proof,
  scriptRun,
  recordable,
  sipgateLine,
  smallPicture,
  stage,
  teamMeeting,
  track,
  visit,
  type World,
} from './records.ts';
import { IdOf, isRecord, least, schemaOf } from './shapes.ts';

export type Input = { params: unknown; query: unknown; body: unknown; bytes?: string; as?: Client };

/** What the shape alone can't say: an input that opens the door, on records in the right state. An id left as IdOf gets a fresh record. */
type Hint = {
  params?: object;
  query?: object;
  body?: unknown;
  bytes?: string;
  /** Somebody of their own, where the call ends what they are. */
  as?: Client;
};
type Hints = Record<string, (world: World) => Promise<Hint> | Hint>;

const id = (field: string) => new IdOf(field);
const settings = { dateOrder: 'dmy', decimal: ',', defaultCountry: 'DE' };

const asking = [{ label: 'Dach?', required: true, choices: [{ label: 'Eigenes', hostIds: [id('hostIds')] }] }];
const teamPlan = {
  startsAt: '2026-12-01T08:00:00Z',
  minutes: 45,
  repeats: 'weekly' as const,
  memberIds: [id('memberIds')],
};
const leading = [
  { label: 'Was?', required: true, choices: [{ label: 'Heizung', hostIds: [], leadsTo: { pageId: id('pageId') } }] },
];

const classPolicy = {
  months: 24,
  hourCents: 6_000,
  visitCents: 3_000,
  ticketCents: 1_500,
  dunningLetterCents: 400,
  returnedDebitCents: 700,
  basis: 'shares',
  shareA: 20,
  shareB: 30,
  aFromCents: 200,
  bFromCents: 100,
  contactEveryDays: 30,
};

const talk = {
  title: 'Beratung',
  where: { way: 'video', at: 'own' },
  startsAt: '2026-12-01T10:00:00Z',
  endsAt: '2026-12-01T10:30:00Z',
};
const letter = { name: 'Nordstadt', sender: 'Sonnendach, 34117 Kassel', subject: 'Anruf?', text: 'Sagen Sie ja.' };

const greeting = { kind: 'say', key: 'gruss', title: 'Gruß', text: 'Guten Tag', next: null };
const reading = { kind: 'wording', key: 'lesen', channel: 'phone', onYes: null, onNo: null } as const;

/** The first bytes of a WebP, of letters alone. */
const picture = 'RIFF\x20\0\0\0WEBPVP8 von niemandem';

/** Two seconds of WAV, of letters alone. */
const spoken =
  'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\0\0\0\0\x02\0\x10\0data\x40\x40\0\0' + ' '.repeat(0x4040);

const exhibit = { name: 'Speicher', line: null, picture: { pictureId: id('pictureId'), alt: 'Ein Speicher' } };

/** By name of the operation; several, numbered, where one input can't carry every id. */
const hints: Hints = {
  'access.invite': () => ({ body: { email: `${newId()}@example.org`, role: 'lead' } }),
  'access.signOut': async ({ workspace }) => ({ as: await workspace.person('read_only') }),
  'access.revokeSession': async ({ workspace }) => {
    const as = await workspace.person('read_only');
    return { as, params: { sessionId: (await must(as, listSessions, {})).items[0]?.id } };
  },
  'contacts.create': () => ({ body: { lastName: 'Muster' } }),
  'contacts.changeMany': () => ({ body: { ids: [id('ids')], change: { kind: 'add_tag', tag: 'Solar' } } }),
  'contacts.changeView': ownView,
  'contacts.removeView': ownView,
  'contacts.listViews': () => ({ query: { subject: 'contact' } }),
  'contacts.search': () => ({ query: { q: 'Muster' } }),
  'forecasts.submit': ({ by }) => ({
    body: { ownerId: by.userId, period: '2026-11', commitCents: 100, bestCaseCents: 200 },
  }),
  'deals.orderPipelines': async ({ by }) => ({
    body: { ids: (await must(by, deals.listPipelines, { query: {} })).items.map((one) => one.id) },
  }),
  'deals.orderStages': async ({ by }) => {
    const [first] = (await must(by, deals.listPipelines, { query: {} })).items;
    return { params: { pipelineId: first?.id }, body: { ids: first?.stages.map((one) => one.id) } };
  },
  'deals.orderLossReasons': async ({ by }) => ({
    body: { ids: (await must(by, deals.listLossReasons, { query: {} })).items.map((one) => one.id) },
  }),
  'deals.addPipeline': () => ({ body: { name: newId(), stages: [{ name: 'Neu', probability: 10 }] } }),
  'deals.addLossReason': () => ({ body: { name: newId() } }),
  'deals.addStage': () => ({ body: { name: newId(), probability: 10 } }),
  'deals.archivePipeline': async (world) => {
    const { id: pipelineId } = await pipeline(world);
    return { params: { pipelineId }, body: await withDeal(world, await stage(world, pipelineId)) };
  },
  'deals.archiveStage': async (world) => {
    const [first] = (await must(world.by, deals.listPipelines, { query: {} })).items;
    const stageId = await stage(world, first?.id ?? '');
    return { params: { stageId }, body: await withDeal(world, stageId) };
  },
  'deals.lose': async ({ by }) => {
    const { items } = await must(by, deals.listLossReasons, { query: {} });
    return { body: { lossReasonId: items[0]?.id } };
  },
  'deals.reopen': async (world) => {
    const dealId = await makers.deal(world);
    await must(world.by, deals.winDeal, { params: { dealId }, body: {} });
    return { params: { dealId } };
  },
  'deals.search': () => ({ query: { q: 'Muster' } }),
  'deals.summary': () => ({ query: { contactId: id('contactId') } }),
  'deals.summary 2': () => ({ query: { companyId: id('companyId') } }),
  'consent.writeMail': async (world) => ({
    params: { contactId: await contact(world, { emails: [{ label: 'work', value: `${newId()}@example.org` }] }) },
    body: { subject: 'Ihr Termin', text: 'Bis morgen!', purpose: 'service' },
  }),
  'telephony.createLine': (world) => ({ body: { ...sipgateLine(world), userId: id('userId') } }),
  'telephony.checkLine': async ({ workspace: { owner } }) => ({
    params: {
      lineId: (await must(owner, createLine, { body: { kind: 'pbx', name: newId(), number: '+4956110000' } })).id,
    },
  }),
  'telephony.changeLine': () => ({ body: { userId: id('userId') } }),
  'telephony.setExtensions': () => ({ body: { extensions: [{ extension: '42', userId: id('userId') }] } }),
  'telephony.getMyAccount': async (world) => ({ as: await withOwnSocket(world) }),
  'telephony.passOnTo': async (world) => ({ as: await withOwnSocket(world), body: { number: '+49561987654' } }),
  'telephony.recordMyGreeting': () => ({ bytes: spoken }),
  'telephony.downloadMyGreeting': async ({ workspace }) => {
    const as = await workspace.person('member');
    await must(as, recordMyGreeting, { bytes: spoken });
    return { as };
  },
  'calls.tellTalk': async (world) => {
    const as = await withOwnSocket(world);
    const contactId = await makers.contact({ ...world, by: as });
    const number = '+4956112345';
    await must(as, changeContact, { params: { contactId }, body: { phones: [{ label: 'home', value: number }] } });
    const request = { at: world.app.time.now.toISOString(), about: 'Rückruf' };
    const { call: started } = await must(as, calls.startCall, { body: { contactId, purpose: 'service', request } });
    await must(as, calls.dialCall, { params: { callId: started.id } });
    return { as, body: { direction: 'outbound', callId: started.id, type: 'ringing' } };
  },
  'calls.tellTalk 2': async (world) => ({
    as: await withOwnSocket(world),
    body: { direction: 'inbound', talkId: newId(), number: null, type: 'ringing' },
  }),
  'calls.addDisposition': () => ({ body: { name: newId(), meaning: 'busy' } }),
  'calls.orderDispositions': async ({ by }) => ({
    body: { ids: (await must(by, calls.listDispositions, { query: {} })).items.map((one) => one.id) },
  }),
  'calls.start': async (world) => ({ body: await withOwnDeal(world) }),
  'calls.log': async (world) => ({
    body: { direction: 'inbound', startedAt: '2026-11-20T10:00:00Z', ...(await withOwnDeal(world)) },
  }),
  'calls.dial': async (world) => ({ params: { callId: await dialled(world) } }),
  // It speaks already; pressed twice, it is spoken once.
  'calls.leaveMessage': async (world) => {
    const callId = await dialled(world);
    const db = dbOf<CallsTables>(world.app.ground, { workspaceId: world.workspace.id });
    await db.updateTable('lineCall').set({ messageAt: world.app.time.now }).where('callId', '=', callId).execute();
    return { params: { callId } };
  },
  'calls.change': async (world) => {
    const { contactId, dealId } = await withOwnDeal(world);
    return { params: { callId: await call(world, contactId) }, body: { dealId } };
  },
  'calls.startDialer': () => ({ body: { name: 'Alle', people: { from: 'list' } } }),
  'calls.changeDialer': async (world) => ({ as: await atTheDialer(world), body: { paused: true } }),
  'calls.nextInDialer': async (world) => ({ as: await atTheDialer(world) }),
  'meetings.create': async (world) => ({ body: { ...(await withOwnDeal(world)), ...talk, hostIds: [id('hostIds')] } }),
  'meetings.change': async (world) => {
    const { contactId, dealId } = await withOwnDeal(world);
    return { params: { meetingId: await meeting(world, contactId) }, body: { dealId, hostIds: [id('hostIds')] } };
  },
  'meetings.createPage': () => ({
    body: { ...bookingPage, hostIds: [id('hostIds')], placeId: id('placeId'), questions: asking },
  }),
  'meetings.createPage 2': () => ({ body: { ...bookingPage, hostIds: [id('hostIds')], questions: leading } }),
  'meetings.changePage': () => ({ body: { hostIds: [id('hostIds')], placeId: id('placeId'), questions: asking } }),
  'meetings.createPlace': () => ({
    body: { name: 'Schauraum', address: 'Königsplatz 1', capacity: 2, exhibits: [exhibit] },
  }),
  'meetings.changePlace': () => ({ body: { exhibits: [exhibit] } }),
  'meetings.addExhibitPicture': () => ({ bytes: smallPicture(newId()) }),
  'meetings.listVisitors': () => ({ query: { on: '2026-11-23' } }),
  'meetings.setMyHours': () => ({ body: { timeZone: 'Europe/Berlin', hours: {}, exceptions: [] } }),
  'meetings.planVisit': () => ({
    body: {
      contactId: id('contactId'),
      title: 'Beratung',
      address: 'Weg 1, Kassel',
      startsAt: '2026-12-01T10:00:00Z',
      endsAt: '2026-12-01T11:00:00Z',
      invitation: { at: '2026-11-19T15:00:00Z', about: 'Dach', proof: 'Anruf' },
    },
  }),
  'meetings.listVisits': () => ({ query: { on: '2026-11-23' } }),
  'meetings.sayVisit': async (world) => ({
    params: { meetingId: await visit(world) },
    body: { state: 'held', note: 'War da', at: '2026-11-20T10:10:00Z' },
  }),
  'meetings.createProvider': () => ({
    body: { kind: 'jitsi', name: newId(), settings: { address: 'https://127.0.0.1' } },
  }),
  'meetings.enterElsewhere': async (world) => ({ params: { meetingId: await meetingElsewhere(world) } }),
  'meetings.sayOutcome': () => ({ body: { state: 'held' } }),
  'meetings.findCalendars': () => ({ body: { address: 'https://127.0.0.1/', userName: 'anna', password: 'geheim' } }),
  'meetings.addCalendar': () => ({ body: ownCalendar('Privat') }),
  'meetings.readCalendar': ofTheirOwn,
  'meetings.removeCalendar': ofTheirOwn,
  'meetings.writeIntoCalendar': async ({ workspace }) => {
    const as = await workspace.person('read_only');
    const body = { ...ownCalendar('Privat'), kind: 'caldav' as const, userName: 'anna', password: 'geheim' };
    return { as, params: { calendarId: (await must(as, addCalendar, { body })).id }, body: { on: true } };
  },
  'scoring.list': async (world) => ({ query: { target: 'deal_win', ids: await scoredDeal(world) } }),
  'scoring.ofDeal': async (world) => ({ params: { dealId: await scoredDeal(world) } }),
  'scoring.ofContact': async (world) => {
    const contactId = await contact(world);
    await told(
      world,
      async () => (await must(world.by, scoring.getContactScores, { params: { contactId } })).reach.none,
    );
    return { params: { contactId } };
  },
  'scoring.object': () => ({ body: { objectedAt: '2026-11-20T10:00:00Z', way: 'phone' } }),
  'scoring.withdrawObjection': async (world) => {
    const contactId = await contact(world);
    const body = { objectedAt: '2026-11-20T10:00:00Z', way: 'phone' } as const;
    await must(world.by, scoring.recordProfilingObjection, { params: { contactId }, body });
    return { params: { contactId } };
  },
  'scoring.bar': () => ({ body: { features: ['region'] } }),
  'scripts.create': () => ({ body: { name: 'Solar', steps: [greeting] } }),
  'scripts.change': () => ({ body: { name: 'Solar' } }),
  'scripts.hearObjection': () => ({ params: { card: 'teuer' } }),
  'scripts.takeBackObjection': async (world) => {
    const runId = await makers.scriptRun(world);
    const params = { runId, card: 'teuer' };
    await must(world.by, hearObjection, { params });
    return { params };
  },
  'scripts.answer': () => ({ body: { kind: 'next', place: 0 } }),
  'scripts.answer 2': async (world) => {
    const wordingId = await makers.wording(world);
    const { runId } = await scriptRun(world, { ...reading, text: '', title: 'Frage' });
    return { params: { runId }, body: { kind: 'wording', place: 0, says: 'yes', wordingId } };
  },
  'conversations.changeRecordingPolicy': () => ({ body: { on: true, keepDays: 90 } }),
  'conversations.startRecording': async (world) => ({ params: { callId: await recordable(world) } }),
  'conversations.sayOnRecording': () => ({ body: { says: 'yes', wordingId: id('wordingId') } }),
  'conversations.putPart': () => ({ params: track, ...part() }),
  'conversations.closeSegment': () => ({
    params: { segment: 1 },
    body: { durationMs: 1_000, bytes: { user: 0, contact: 0 } },
  }),
  'conversations.listen': async (world) => ({ params: { recordingId: await keptRecording(world) } }),
  'conversations.downloadTrack': async (world) => {
    const { recordingId } = await listening(world);
    const as = await world.workspace.person('read_only');
    const { id: listeningId } = await must(as, conversations.listen, { params: { recordingId } });
    return { as, params: { ...track, listeningId, recordingId } };
  },
  'consent.agreeToRecording': () => ({ body: { version: consent.agreementText.version, locale: 'de' } }),
  'consent.record': () => ({
    body: { state: 'denied', because: 'objected', channel: 'post', at: '2026-11-20T10:00:00Z', source: 'letter' },
  }),
  // The wording is one of ours, and what was said is its text.
  'consent.record 2': async ({ workspace }) => {
    const text = `${newId()} darf mich anrufen.`;
    const { id: wordingId } = await must(workspace.owner, consent.releaseWording, { body: { channel: 'phone', text } });
    const proof = { reference: 'Formular 7' };
    return {
      body: {
        state: 'granted',
        channel: 'phone',
        at: '2026-11-20T10:00:00Z',
        source: 'form',
        wording: text,
        wordingId,
        proof,
      },
    };
  },
  'consent.releaseWording': () => ({ body: { channel: 'phone', text: `${newId()} darf mich anrufen.` } }),
  'consent.createForm': async (world) => {
    await makers.wording(world);
    const privacyUrl = 'https://sonnendach.example/datenschutz';
    return { body: { name: 'Messe', heading: 'Bleiben wir in Kontakt', privacyUrl, channels: ['phone'] } };
  },
  'consent.recordSpoken': () => ({
    body: {
      at: '2026-11-20T10:00:00Z',
      reference: 'Anruf 7',
      answers: [{ wordingId: id('wordingId'), says: 'yes' }],
    },
  }),
  'consent.startShowroom': async (world) => {
    await makers.wording(world);
    return { body: { name: 'Am Eingang' } };
  },
  'consent.makeLetters': () => ({ body: { ...letter, formId: id('formId'), people: { filters: {} } } }),
  'consent.confirmNumber': async (world) => {
    const { id: requestId, code } = await consentRequest(world);
    return { params: { requestId }, body: { code } };
  },
  'consent.addSuppressionList': () => ({ query: { name: 'Robinson' }, bytes: `sperre-${newId()}@example.org` }),
  'consent.addSuppression': () => ({ body: { value: `sperre-${newId()}@example.org` } }),
  'consent.removeSuppression': async ({ workspace }) => {
    const body = { value: `sperre-${newId()}@example.org` };
    await must(workspace.owner, consent.addSuppression, { body });
    return { body };
  },
  'consent.changeContactCaps': () => ({ body: { perDay: 4, perWeek: 12 } }),
  'consent.addProof': async (world) => {
    const contactId = await contact(world);
    const { items } = await must(world.by, consent.listEntries, { params: { contactId }, query: {} });
    return { params: { contactId, entryId: items[0]?.id }, query: { name: 'Karte.pdf' }, bytes: pdf };
  },
  'consent.downloadProof': async (world) => {
    const { id: proofId, contactId } = await proof(world);
    return { params: { contactId, proofId } };
  },
  'consent.recordPresumption': async (world) => ({
    params: { contactId: await contact(world, { kind: 'business' }) },
    body: { basis: 'inquiry', reason: 'Hat am 20.11. um Rückruf gebeten.' },
  }),
  'consent.removePresumption': async (world) => {
    const contactId = await contact(world, { kind: 'business' });
    const body = { basis: 'inquiry', reason: 'Hat am 20.11. um Rückruf gebeten.' } as const;
    await must(world.by, consent.recordPresumption, { params: { contactId }, body });
    return { params: { contactId } };
  },
  'offers.createContract': () => ({
    body: { ...contractTerms, title: 'Wartung', contactId: id('contactId'), companyId: id('companyId') },
  }),
  'offers.createContract 2': () => ({ body: { ...contractTerms, title: 'Wartung', dealId: id('dealId') } }),
  'offers.changeContract': () => ({ body: { ...contractTerms, title: 'Wartung und Reinigung' } }),
  'offers.giveNotice': () => ({ body: { on: '2026-11-20', endsOn: '2027-11-23', reason: 'customer' } }),
  'offers.takeBackNotice': async (world) => {
    const contractId = await makers.contract(world);
    const body = { on: '2026-11-20', endsOn: '2027-11-23', reason: 'customer' } as const;
    await must(world.by, giveNotice, { params: { contractId }, body });
    return { params: { contractId } };
  },
  'offers.restoreContract': async (world) => {
    const contractId = await makers.contract(world);
    await must(world.by, removeContract, { params: { contractId } });
    return { params: { contractId } };
  },
  'scoring.customerOf': () => ({ query: { contactId: id('contactId') } }),
  'scoring.customerOf 2': () => ({ query: { companyId: id('companyId') } }),
  'scoring.listClasses': () => ({ query: { contactId: [id('contactId')], companyId: [id('companyId')] } }),
  'scoring.changeCare': async (world) => ({ params: { customerId: await customer(world, 'C') } }),
  'scoring.listExpenses': () => ({ query: { contactId: id('contactId') } }),
  'scoring.listExpenses 2': () => ({ query: { companyId: id('companyId') } }),
  'scoring.createExpense': () => ({ body: { ...expenseFacts, contactId: id('contactId') } }),
  'scoring.createExpense 2': () => ({ body: { ...expenseFacts, companyId: id('companyId') } }),
  'scoring.changeExpense': () => ({ body: { ...expenseFacts, closedOn: expenseFacts.happenedOn } }),
  'scoring.restoreExpense': async (world) => {
    const expenseId = await makers.expense(world);
    await must(world.by, scoring.removeExpense, { params: { expenseId } });
    return { params: { expenseId } };
  },
  'scoring.changeClassPolicy': () => ({ body: classPolicy }),
  'team-meetings.reopen': async (world) => {
    const { id: teamMeetingId } = await teamMeeting(world);
    await must(world.workspace.owner, endTeamMeeting, { params: { teamMeetingId } });
    return { params: { teamMeetingId } };
  },
  'team-meetings.plan': () => ({ body: teamPlan }),
  'team-meetings.changePlan': () => ({ body: teamPlan }),
  'team-meetings.propose': () => ({ body: { dealId: id('dealId') } }),
  'team-meetings.propose 2': () => ({ body: { topic: 'Urlaub' } }),
  'team-meetings.addPoint': () => ({ body: { dealId: id('dealId') } }),
  'team-meetings.addPoint 2': () => ({ body: { topic: 'Urlaub' } }),
  'audiences.setPicture': () => ({ bytes: picture }),
  'audiences.downloadPicture': async (world) => {
    const params = { avatarId: await makers.avatar(world) };
    await must(world.workspace.owner, setPicture, { params, bytes: picture });
    return { params };
  },
  'audiences.dial': async (world) => {
    await contact(world);
    return {};
  },
  'audiences.askRun': () => ({ body: { outcome: 'won', fields: ['region'] } }),
  'next-steps.create': () => ({
    body: { kind: 'task', title: 'Angebot', dueOn: '2026-11-24', contactId: id('contactId') },
  }),
  'next-steps.create 2': () => ({
    body: { kind: 'task', title: 'Angebot', dueOn: '2026-11-24', companyId: id('companyId') },
  }),
  'next-steps.create 3': () => ({
    body: { kind: 'task', title: 'Angebot', dueOn: '2026-11-24', dealId: id('dealId') },
  }),
  'next-steps.reopen': async (world) => {
    const nextStepId = await makers.nextStep(world);
    await must(world.by, nextSteps.completeNextStep, { params: { nextStepId } });
    return { params: { nextStepId } };
  },
  'next-steps.logOutcome': async (world) => {
    const { contactId, dealId } = await withOwnDeal(world);
    const callId = await call(world, contactId);
    const move = { dealId, stageId: id('stageId') };
    return { body: { call: { callId }, dispositionId: id('dispositionId'), dealId, move } };
  },
  'next-steps.logOutcome 2': async (world) => {
    const { contactId, dealId } = await withOwnDeal(world);
    const call = { direction: 'inbound', contactId, startedAt: '2026-11-20T10:00:00Z' };
    return { body: { call, dispositionId: id('dispositionId'), dealId } };
  },
  'next-steps.noteTouch': async (world) => ({ body: { callId: await call(world, await makers.contact(world)) } }),
  'next-steps.undoOutcome': async (world) => ({ params: { callId: await outcome(world) } }),
  'leads.uploadImport': () => ({ query: { name: 'Liste.csv' }, bytes: 'Name;Telefon\nMia;0561 4711\n' }),
  'leads.previewImport': () => ({ body: { columns: [], settings } }),
  'leads.startImport': () => ({
    body: { columns: [], settings, options: { onMatch: 'create', source: 'Liste', tags: [], ownerId: null } },
  }),
  'leads.cancelImport': async (world) => {
    const importId = await makers.draft(world);
    // As if it had been started, but without a job that could be faster than us.
    const db = dbOf<LeadsTables>(world.app.ground, { workspaceId: world.workspace.id });
    await db.updateTable('import').set({ state: 'waiting' }).where('id', '=', importId).execute();
    return { params: { importId } };
  },
  'integrations.startExport': async (world) => {
    await noExportRuns(world);
    return {};
  },
  'integrations.cancelExport': async (world) => {
    const exportId = await makers.export(world);
    const db = dbOf<IntegrationsTables>(world.app.ground, { workspaceId: world.workspace.id });
    await db.updateTable('export').set({ state: 'waiting' }).where('id', '=', exportId).execute();
    return { params: { exportId } };
  },
  'leads.undoImport': async (world) => ({ params: { importId: await doneImport(world) } }),
  'leads.downloadFailedRows': async (world) => ({ params: { importId: await doneImport(world) } }),
  'timeline.list': () => ({ query: { contactId: id('contactId') } }),
  'timeline.list 2': () => ({ query: { companyId: id('companyId') } }),
  'timeline.list 3': () => ({ query: { dealId: id('dealId') } }),
  'timeline.addNote': () => ({ body: { contactId: id('contactId'), text: 'Hat gefragt.' } }),
  'timeline.addNote 2': () => ({ body: { companyId: id('companyId'), text: 'Hat gefragt.' } }),
  'timeline.addNote 3': () => ({ body: { dealId: id('dealId'), text: 'Hat gefragt.' } }),
  'timeline.restoreNote': async (world) => {
    const noteId = await makers.note(world);
    await must(world.by, removeNote, { params: { noteId } });
    return { params: { noteId } };
  },
  'forecasts.changes': () => ({ query: { since: '2026-11-16' } }),
};

/** A call names no deal but one of the person. */
async function withOwnDeal(world: World): Promise<{ contactId: string; dealId: string }> {
  const contactId = await contact(world);
  return { contactId, dealId: await deal(world, contactId) };
}

/** It is scored a moment after it was made; asked twice, it says the same from then on. */
async function scoredDeal(world: World): Promise<string> {
  const dealId = await makers.deal(world);
  await told(world, async () => (await must(world.by, scoring.getDealScore, { params: { dealId } })).none);
  return dealId;
}

async function told({ app }: World, none: () => Promise<scoring.NoScore | null>): Promise<void> {
  const soon = async () => {
    await app.drain();
    expect(await none()).not.toBe('not_yet');
  };
  await eventually(soon);
}

async function atTheDialer({ workspace }: World): Promise<Client> {
  const as = await workspace.person('member');
  await must(as, calls.startDialer, { body: { name: 'Alle', people: { from: 'list' } } });
  return as;
}

/** A calendar is its user's alone. */
async function ofTheirOwn(world: World): Promise<Hint> {
  const as = await world.workspace.person('read_only');
  return { as, params: { calendarId: await makers.calendar({ ...world, by: as }) } };
}

/** Whose page speaks with the telephone system itself. */
async function withOwnSocket({ workspace }: World): Promise<Client> {
  const as = await workspace.person('member');
  const settings = { socket: 'wss://anlage.example.de/ws', user: '200' };
  const line = { kind: 'sip_wss' as const, number: '+4956110000', userId: as.userId, settings, secret: 'geheim' };
  await must(workspace.owner, createLine, { body: { ...line, name: newId() } });
  return as;
}

/** A call that rings already; to ring it once more is no other call. No carrier is there to be asked. */
async function dialled(world: World): Promise<string> {
  const callId = await call(world);
  const lineId = await makers.line(world);
  const db = dbOf<CallsTables>(world.app.ground, { workspaceId: world.workspace.id });
  const now = world.app.time.now;
  const row = { workspaceId: world.workspace.id, id: newId(), lineId, callId, direction: 'outbound', state: 'ringing' };
  const rest = {
    externalId: null,
    parentId: null,
    number: null,
    contactId: null,
    userId: world.by.userId,
    cause: null,
    messageAt: null,
  };
  const times = { rangAt: now, answeredAt: null, endedAt: null, createdAt: now, updatedAt: now };
  await db
    .insertInto('lineCall')
    .values({ ...row, ...rest, ...times } as LineCallRow)
    .execute();
  return callId;
}

/** Only its maker sees a view of their own. */
async function ownView(world: World): Promise<Hint> {
  const as = await world.workspace.person('read_only');
  return { as, params: { viewId: await makers.view({ ...world, by: as }) } };
}

/** An open deal stands in the stage, and has a place to go. */
async function withDeal(world: World, stageId: string): Promise<object> {
  await must(world.by, deals.createDeal, { body: { title: 'Dach', stageId } });
  return { moveDealsToStageId: id('moveDealsToStageId') };
}

/** More than one where the shape has either-or. */
export function inputNames({ name }: Operation): string[] {
  const known = Object.keys(hints).filter((hint) => hint === name || hint.startsWith(`${name} `));
  return known.length > 0 ? known : [name];
}

/** An input that opens this door, its ids still open. */
export async function inputFor(operation: Operation, name: string, world: World): Promise<Input> {
  const hint = (await hints[name]?.(world)) ?? {};
  return {
    params: { ...(least(schemaOf(operation, 'params'), 'params') as object), ...hint.params },
    query: hint.query ?? least(schemaOf(operation, 'query'), 'query'),
    body: hint.body ?? least(schemaOf(operation, 'body'), 'body'),
    ...(hint.bytes !== undefined && { bytes: hint.bytes }),
    ...(hint.as !== undefined && { as: hint.as }),
  };
}

/** The input with a record of this world for every id that is still open. */
export async function settle(
  operation: Operation,
  world: World,
  input: Input,
  recordOf: (kind: Kind, world: World) => Promise<string> = (kind) => makers[kind](world),
): Promise<Input> {
  const fill = async (value: unknown): Promise<unknown> => {
    if (value instanceof IdOf) return recordOf(kindOf(operation, value.field), world);
    if (Array.isArray(value)) return Promise.all(value.map(fill));
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).map(async ([name, inner]) => [name, await fill(inner)] as const);
    return Object.fromEntries(await Promise.all(entries));
  };
  return { ...input, params: await fill(input.params), query: await fill(input.query), body: await fill(input.body) };
}
