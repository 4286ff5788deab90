import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { type CallingTime, callingTime, findWorkspace, type Place, zoneOf } from '#workspace';
import { Channel, type ContactAct, type MayContactAnswer, type Purpose, type RecordingAnswer } from './contract.ts';
import { gateVersion, ringingChannels } from './country-rules.ts';
import { findGateFacts, type GateFacts } from './queries/gate.ts';
import { type ChannelState, type ContactAsk, type ContactDecision, decideContact } from './rules/decide-contact.ts';
import { findCaps, findKey, isSuppressed } from './queries/suppression.ts';
import { type Caps, nextTry, ourCaps } from './rules/caps.ts';
import { channelState, standingEntry } from './rules/ledger.ts';
import { countryOfParty, type Home, placeOfParty } from './rules/party.ts';
import { findAgreement, findRecordingLedger } from './queries/recording.ts';
import { decideRecording } from './rules/decide-recording.ts';
import { suppressionHash } from './rules/suppressed.ts';
import type { ConsentEntryRow, ConsentTables } from './schema.ts';

type Ask = { workspaceId: string; channel: Channel; purpose: Purpose; at: Date };
/** For purpose `requested`: when the person asked, and what about. Without it nothing was requested. */
type WithRequest = { request?: { at: Date; about: string } | undefined };

/** May we contact this person over this channel for this purpose? Every door asks here before it acts. */
export async function mayContact(
  db: Db<ConsentTables>,
  ask: Ask & WithRequest & { contactId: string },
): Promise<MayContactAnswer> {
  const { home, facts } = await loadFacts(db, ask.workspaceId, [ask.contactId]);
  const [about] = facts;
  if (!about) throw notFound();
  return answer(about, home, ask);
}

/** For lists. A contact that the asker may not see has no answer, and no answer means no. */
export async function mayContactMany(
  db: Db<ConsentTables>,
  ask: Ask & {
    contactIds: readonly string[];
    /** For purpose `requested`: what each of them asked for. */
    requests?: ReadonlyMap<string, { at: Date; about: string }>;
  },
): Promise<Map<string, MayContactAnswer>> {
  const { home, facts } = await loadFacts(db, ask.workspaceId, ask.contactIds);
  const { requests, ...question } = ask;
  return new Map(
    facts.map((about) => {
      const request = requests?.get(about.contactId);
      return [about.contactId, answer(about, home, { ...question, request })];
    }),
  );
}

/** Whoever put it there. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Does one of these numbers and addresses of somebody we don't know yet stand on a suppression list? */
export async function anySuppressed(
  db: Db<ConsentTables>,
  workspaceId: string,
  values: readonly (string | null)[],
): Promise<boolean> {
  const key = await findKey(db, workspaceId);
  if (!key) return false;
  for (const value of values)
    if (value !== null && (await isSuppressed(db, workspaceId, suppressionHash(key, value.toLowerCase()), nobody)))
      return true;
  return false;
}

/** May what this user and this person say to each other be recorded? */
export async function mayRecord(
  db: Db<ConsentTables>,
  ask: { workspaceId: string; contactId: string; userId: string; switchedOn: boolean; at: Date },
): Promise<RecordingAnswer> {
  const { switchedOn, at } = ask;
  const [agreement, word] = await Promise.all([findAgreement(db, ask), recordingWordOf(db, ask)]);
  return decideRecording({ switchedOn, agreement, word, at });
}

/** The standing word of this person about being recorded. */
export async function recordingWordOf(
  db: Db<ConsentTables>,
  ask: { workspaceId: string; contactId: string; at: Date },
): Promise<ConsentEntryRow | undefined> {
  const ledger = await findRecordingLedger(db, ask);
  const standing = standingEntry(ledger, ask.at);
  return ledger.find(({ id }) => id === standing?.id);
}

/** The clock of the person called. */
export async function zoneOfContact(
  db: Db<ConsentTables>,
  ask: { workspaceId: string; contactId: string },
): Promise<string> {
  const { home, facts } = await loadFacts(db, ask.workspaceId, [ask.contactId]);
  const [about] = facts;
  if (!about) throw notFound();
  return zoneOf(placeOfParty(about, home));
}

/** Three statements, sent together, whatever the number of contacts. */
export async function loadFacts(
  db: Db<ConsentTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<{ home: GateHome; facts: GateFacts[] }> {
  const [home, caps = ourCaps, facts] = await Promise.all([
    findWorkspace(db, workspaceId),
    findCaps(db, workspaceId),
    findGateFacts(db, workspaceId, contactIds),
  ]);
  if (!home) throw notFound();
  return { home: { ...home, caps }, facts };
}

/** Where the workspace sells from, and how often it lets one person be tried. */
export type GateHome = Home & { name: string; timeZone: string; caps: Caps };

export function answer(
  about: GateFacts,
  home: GateHome,
  ask: Omit<Ask, 'workspaceId'> & WithRequest,
): MayContactAnswer {
  const { channel, purpose, at, request } = ask;
  const hours = ringingChannels.includes(channel) ? callingTimeAt(at, placeOfParty(about, home)) : alwaysOpen;
  const answered = toAnswer(
    decideContact({
      contact: { kind: about.kind, country: countryOfParty(about, home) },
      channel,
      purpose,
      at,
      request,
      states: statesOf(about),
      presumption: about.presumption ?? undefined,
      swiss: about.directory ?? undefined,
      callerNumber,
      suppressedAt: suppressedSince(about, channel),
      notBefore: notBefore(about, home, channel, at),
      callingTime: hours,
    }),
  );
  if (!answered.allowed || purpose !== 'requested' || hours.open) return answered;
  const { because, opensAt } = hours;
  return { ...answered, quiet: { because, ...(opensAt && { until: opensAt.toISOString() }) } };
}

const alwaysOpen: CallingTime = { open: true };

function suppressedSince({ suppressedPhone, suppressedEmail }: GateFacts, channel: Channel): Date | undefined {
  const by: Record<Channel, Date | null> = {
    phone: suppressedPhone,
    sms: suppressedPhone,
    email: suppressedEmail,
    post: null,
    visit: null,
  };
  return by[channel] ?? undefined;
}

const actOver: Partial<Record<Channel, ContactAct>> = { phone: 'call', email: 'mail' };

/** Where the caps are reached: the first moment after them at which it may ring there. */
function notBefore(about: GateFacts, home: GateHome, channel: Channel, at: Date): Date | undefined {
  const act = actOver[channel];
  if (!act || about.tries.length === 0) return undefined;
  const tries = about.tries.filter((each) => each.act === act).map((each) => each.at);
  const due = nextTry(tries, at, home.caps, home.timeZone);
  if (!due || !ringingChannels.includes(channel)) return due;
  const then = callingTimeAt(due, placeOfParty(about, home));
  return then.open ? due : (then.opensAt ?? due);
}

/**
 * Calls are made with the user's own telephone (`tel:`), which shows its number unless its owner has switched that off; the page
 * Einwilligungen tells them not to (§ 15 Abs. 2 TDDDG).
 */
export const callerNumber = 'shown' satisfies ContactAsk['callerNumber'];

function statesOf(about: GateFacts): Partial<Record<Channel, ChannelState>> {
  return Object.fromEntries(about.standing.map((entry) => [entry.channel, channelState(entry)]));
}

export function toAnswer(decision: ContactDecision): MayContactAnswer {
  const ruleVersion = gateVersion;
  if (decision.allowed) {
    const { basis, norm, entryId } = decision;
    return { allowed: true, basis, norm, ruleVersion, entryId };
  }
  const { because, norm, facts, next } = decision;
  const { since, until, granted, missing, ...rest } = facts;
  return {
    allowed: false,
    because,
    norm,
    ruleVersion,
    facts: {
      ...rest,
      ...(since && { since: since.toISOString() }),
      ...(until && { until: until.toISOString() }),
      ...(granted && { granted: Channel.options.filter((channel) => granted.includes(channel)) }),
      ...(missing && { missing: [...missing] }),
    },
    next: [...next],
  };
}

/** A list of a thousand people in one Land asks the same question a thousand times; hours and holidays change by the minute at most. */
function callingTimeAt(at: Date, place: Place): CallingTime {
  const key = `${place} ${Math.floor(at.getTime() / 60_000)}`;
  const known = callingTimes.get(key);
  if (known) return known;
  const found = callingTime(at, place);
  // `at` may come from outside: bounded.
  if (callingTimes.size >= 500) callingTimes.clear();
  callingTimes.set(key, found);
  return found;
}

const callingTimes = new Map<string, CallingTime>();
