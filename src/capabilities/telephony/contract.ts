import { z } from 'zod';
import { defineOperation, Download, Id, Instant, Line, Upload } from '#platform/operation';

/**
 * `pbx`: a telephone system that only tells of its calls; `sip`: any SIP account, with the page as the telephone and Janus between; `sip_wss`: a telephone system with SIP over
 * WebSocket, to which the page speaks itself.
 */
export const LineKind = z.enum(['pbx', 'sipgate', 'twilio', 'telnyx', 'sip', 'sip_wss']);
export type LineKind = z.infer<typeof LineKind>;

/** `browser`: the page is the telephone; `callback`: the carrier rings the user first; `none`: it only tells. */
export const Dials = z.enum(['browser', 'callback', 'none']);
export type Dials = z.infer<typeof Dials>;

export const dialsOf: Record<LineKind, Dials> = {
  pbx: 'none',
  sipgate: 'callback',
  twilio: 'callback',
  telnyx: 'callback',
  sip: 'browser',
  sip_wss: 'browser',
};

const word = (max: number) => Line(max).regex(/^\S+$/);
/** As people write it; kept as E.164. */
const number = Line(40);

/** What the carrier needs to know beside the secret, which is never shown again. */
export const lineSettings = {
  pbx: z.strictObject({}),
  /** The token's id, and the device that rings first, as in e0 or p0. */
  sipgate: z.strictObject({ tokenId: word(100), device: word(40) }),
  /** The number that rings first. */
  twilio: z.strictObject({ accountSid: word(100), agentNumber: number }),
  /** The connection of their call control; the public key their webhooks are signed with. */
  telnyx: z.strictObject({ connectionId: word(100), publicKey: word(100), agentNumber: number }),
  /** Where it registers and as whom. */
  sip: z.strictObject({ server: word(200), user: word(100) }),
  /** Without encryption only within this computer: the page's password goes over it. */
  sip_wss: z.strictObject({
    socket: word(200).regex(/^(wss:\/\/[a-z0-9.-]+|ws:\/\/localhost)(:\d{1,5})?(\/[^\s;,'"]*)?$/i),
    user: word(100),
  }),
} satisfies Record<LineKind, z.ZodType>;

/** What is set of it; which of these a line has, follows from its kind. */
export const LineSettings = z.strictObject({
  tokenId: z.string().optional(),
  device: z.string().optional(),
  accountSid: z.string().optional(),
  connectionId: z.string().optional(),
  publicKey: z.string().optional(),
  agentNumber: z.string().optional(),
  server: z.string().optional(),
  socket: z.string().optional(),
  user: z.string().optional(),
});
export type LineSettings = z.infer<typeof LineSettings>;

const lineFields = {
  name: Line(80),
  /** E.164: what the called person sees. There is no way to withhold it (§ 15 Abs. 2 TDDDG). */
  number,
  /** Whose line it is; null: the team's. */
  userId: Id.nullable().default(null),
};
/** Password or token at the carrier. Goes in, never comes out. */
const secret = Line(500);

export const CreateLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pbx'), ...lineFields, settings: lineSettings.pbx.default({}) }),
  z.strictObject({ kind: z.literal('sipgate'), ...lineFields, settings: lineSettings.sipgate, secret }),
  z.strictObject({ kind: z.literal('twilio'), ...lineFields, settings: lineSettings.twilio, secret }),
  z.strictObject({ kind: z.literal('telnyx'), ...lineFields, settings: lineSettings.telnyx, secret }),
  z.strictObject({ kind: z.literal('sip'), ...lineFields, settings: lineSettings.sip, secret }),
  /** Its password goes to one person's browser: it is nobody else's line. */
  z.strictObject({
    kind: z.literal('sip_wss'),
    ...lineFields,
    userId: Id,
    settings: lineSettings.sip_wss,
    secret,
  }),
]);
export type CreateLine = z.infer<typeof CreateLine>;

/** The kind stands: another carrier is another line. */
export const ChangeLine = z.strictObject({
  name: Line(80).optional(),
  number: number.optional(),
  userId: Id.nullable().optional(),
  /** All of them. */
  settings: LineSettings.optional(),
  secret: secret.optional(),
  archived: z.boolean().optional(),
});
export type ChangeLine = z.infer<typeof ChangeLine>;

export const LineView = z.strictObject({
  id: Id,
  name: z.string(),
  kind: LineKind,
  number: z.string(),
  userId: Id.nullable(),
  settings: LineSettings,
  hasSecret: z.boolean(),
  /** When the carrier told something last. */
  lastEventAt: Instant.nullable(),
  /** The latest webhook that was refused, and why. */
  refused: z.strictObject({ at: Instant, why: z.string() }).nullable(),
  archivedAt: Instant.nullable(),
  createdAt: Instant,
  version: z.number().int(),
});
export type LineView = z.infer<typeof LineView>;

const lineParams = z.strictObject({ lineId: Id });

export const listLines = defineOperation({
  name: 'telephony.listLines',
  method: 'GET',
  path: '/lines',
  summary: 'The lines to and from the telephone network',
  permission: 'telephony.admin',
  query: z.strictObject({ archived: z.stringbool().default(false) }),
  output: z.strictObject({ items: z.array(LineView) }),
});

export const createLine = defineOperation({
  name: 'telephony.createLine',
  method: 'POST',
  path: '/lines',
  summary: 'Add a line; its password or token is sealed and never shown again',
  permission: 'telephony.admin',
  body: CreateLine,
  output: LineView,
  refusals: ['line_exists', 'user_unknown', 'number_invalid'],
});

export const changeLine = defineOperation({
  name: 'telephony.changeLine',
  method: 'PATCH',
  path: '/lines/:lineId',
  summary: 'Change a line, archive it or bring it back',
  permission: 'telephony.admin',
  params: lineParams,
  body: ChangeLine,
  output: LineView,
  refusals: ['stale', 'line_exists', 'user_unknown', 'number_invalid', 'settings_invalid', 'line_needs_user'],
});

export const getLineSetup = defineOperation({
  name: 'telephony.getLineSetup',
  method: 'GET',
  path: '/lines/:lineId/setup',
  summary:
    'What is to be entered at the carrier: the address its messages go to. Whoever knows it can speak for the carrier',
  permission: 'telephony.admin',
  params: lineParams,
  output: z.strictObject({ webhookUrl: z.string() }),
});

/** Whose an extension is: a number, a user's id or name, as the carrier writes it. */
export const LineExtension = z.strictObject({ extension: Line(100), userId: Id });
export type LineExtension = z.infer<typeof LineExtension>;

export const LineExtensions = z.strictObject({
  lineId: Id,
  name: z.string(),
  number: z.string(),
  extensions: z.array(LineExtension),
  /** What the carrier called somebody of us lately, and nobody is known for. */
  heard: z.array(z.string()),
  version: z.number().int(),
});
export type LineExtensions = z.infer<typeof LineExtensions>;

export const listExtensions = defineOperation({
  name: 'telephony.listExtensions',
  method: 'GET',
  path: '/line-extensions',
  summary: 'Whose extensions and direct numbers the lines have',
  permission: 'telephony.manage',
  output: z.strictObject({ items: z.array(LineExtensions) }),
});

export const setExtensions = defineOperation({
  name: 'telephony.setExtensions',
  method: 'PUT',
  path: '/lines/:lineId/extensions',
  summary: 'Say whose the extensions of a line are, all of them: who is rung, who spoke, who calls back',
  permission: 'telephony.manage',
  params: lineParams,
  body: z.strictObject({ extensions: z.array(LineExtension).max(500) }),
  output: LineExtensions,
  status: 200,
  refusals: ['stale', 'user_unknown', 'extension_twice', 'line_tells_nothing'],
});

export const renewWebhook = defineOperation({
  name: 'telephony.renewWebhook',
  method: 'POST',
  path: '/lines/:lineId/webhook-renewal',
  summary: 'Give the line a new webhook address; the old one is dead at once',
  permission: 'telephony.admin',
  params: lineParams,
  output: LineView,
  status: 200,
  refusals: ['stale'],
});

/** How I telephone: on which line, and whether the page is the telephone. */
export const MyLine = z.strictObject({
  line: z.strictObject({ id: Id, name: z.string(), kind: LineKind, number: z.string() }).nullable(),
  /** The line speaks SIP: through Janus, where one is set up to carry the sound, or by itself. */
  speaksHere: z.boolean(),
  /** Whom a call can be passed on to. */
  colleagues: z.array(z.strictObject({ lineId: Id, name: z.string(), number: z.string() })),
});
export type MyLine = z.infer<typeof MyLine>;

export const getMyLine = defineOperation({
  name: 'telephony.getMyLine',
  method: 'GET',
  path: '/my-line',
  summary: 'The line I telephone on, and the lines of colleagues',
  permission: 'telephony.read',
  output: MyLine,
});

/** What the page needs to sign in to the telephone system by itself. */
export const MyAccount = z.strictObject({
  socket: z.string(),
  user: z.string(),
  password: z.string(),
  number: z.string(),
});
export type MyAccount = z.infer<typeof MyAccount>;

export const getMyAccount = defineOperation({
  name: 'telephony.getMyAccount',
  method: 'GET',
  path: '/my-line/account',
  summary: 'Where and with which password my own page signs in, on a line that speaks SIP over WebSocket',
  permission: 'telephony.write',
  output: MyAccount,
  refusals: ['secret_unreadable'],
});

/** On a telephone system that the page speaks with itself; on any other line the server asks this of itself. */
export const passOnTo = defineOperation({
  name: 'telephony.passOnTo',
  method: 'POST',
  path: '/my-line/targets',
  summary:
    'May a call be passed on to this number? Ordinary numbers in Germany, Austria and Switzerland; whoever is known there must be allowed to be called, and the use of that is written down',
  permission: 'telephony.write',
  body: z.strictObject({ number: z.string().min(1).max(40) }),
  output: z.strictObject({ number: z.string() }),
  status: 200,
  refusals: [
    'no_line',
    'number_invalid',
    'number_short',
    'number_abroad',
    'number_costly',
    'contact_not_allowed',
    'address_suppressed',
  ],
});

/** What I leave on mailboxes, in my own voice. */
export const MyGreeting = z.strictObject({
  greeting: z.strictObject({ seconds: z.number().int(), recordedAt: Instant }).nullable(),
});
export type MyGreeting = z.infer<typeof MyGreeting>;

export const getMyGreeting = defineOperation({
  name: 'telephony.getMyGreeting',
  method: 'GET',
  path: '/my-greeting',
  summary: 'Whether I have recorded what I leave on mailboxes',
  permission: 'telephony.write',
  output: MyGreeting,
});

export const recordMyGreeting = defineOperation({
  name: 'telephony.recordMyGreeting',
  method: 'PUT',
  path: '/my-greeting',
  summary:
    'Record what I leave on mailboxes: WAV, PCM 16 bit, one channel, 8 kHz, at most 60 seconds; it takes the place of the one before',
  permission: 'telephony.write',
  body: Upload,
  output: MyGreeting,
  refusals: ['greeting_unreadable', 'greeting_too_short', 'greeting_too_long', 'greeting_silent'],
});

export const removeMyGreeting = defineOperation({
  name: 'telephony.removeMyGreeting',
  method: 'DELETE',
  path: '/my-greeting',
  summary: 'Delete what I leave on mailboxes',
  permission: 'telephony.write',
  output: MyGreeting,
});

export const downloadMyGreeting = defineOperation({
  name: 'telephony.downloadMyGreeting',
  method: 'GET',
  path: '/my-greeting/sound',
  summary: 'Listen to what I leave on mailboxes',
  permission: 'telephony.write',
  output: Download,
});

export { endingOf } from './janus/endings.ts';
export { mostGreetingSeconds } from './rules/greeting-limit.ts';
export { mostRingMs } from './rules/ringing.ts';
export { Click } from './softphone/click.ts';
export { listenPath, telephonePath } from './softphone/paths.ts';
export type {
  Listener,
  ListenMode,
  ListenState,
  ListenWish,
  PassOnTo,
  TelephoneNews,
  TelephoneState,
  TelephoneTalk,
  TelephoneWish,
} from './softphone/messages.ts';

export const checkLine = defineOperation({
  name: 'telephony.checkLine',
  method: 'POST',
  path: '/lines/:lineId/check',
  summary: 'Ask the carrier whether it takes us in, without ringing anywhere',
  permission: 'telephony.admin',
  params: lineParams,
  /** `unchecked`: this kind of line has nobody to ask. */
  output: z.strictObject({ result: z.enum(['accepted', 'unchecked']) }),
  status: 200,
  refusals: [
    'secret_unreadable',
    'carrier_login_failed',
    'carrier_refused',
    'carrier_busy',
    'carrier_silent',
    'carrier_unreachable',
  ],
});
