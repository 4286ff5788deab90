import { z } from 'zod';
import { defineOperation, Id, Instant, Line } from '#platform/operation';
import { ProviderKind, ProviderProblem } from '../contract/shapes.ts';

const word = (max: number) => Line(max).regex(/^\S+$/);
const https = z.url({ protocol: /^https$/ }).max(300);
/** In whose account meetings are made; left out: in that of the first host, by their e-mail address. */
const organizer = word(200).optional();

/** As Entra writes it. */
const objectId = Line(36).regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What the provider needs to know beside the secret, which is never shown again. */
export const providerSettings = {
  /** Of a server-to-server OAuth app. */
  zoom: z.strictObject({ accountId: word(200), clientId: word(200), organizer }),
  /** The secret is the key file of a service account with domain-wide delegation. */
  meet: z.strictObject({ organizer }),
  /** Of an app with an application access policy for the organizer, whom Graph knows by object id. */
  teams: z.strictObject({ tenantId: word(100), clientId: word(100), organizer: objectId }),
  /** With an app id, whoever enters gets a token that the secret has signed. */
  jitsi: z.strictObject({ address: https, appId: word(100).optional() }),
  /** `frontEnd`: LiveKit Meet, or what takes the same address. */
  livekit: z.strictObject({ address: z.url({ protocol: /^wss$/ }).max(300), frontEnd: https, apiKey: word(100) }),
} satisfies Record<ProviderKind, z.ZodType>;

/** What is set of it; which of these a provider has, follows from its kind. */
export const ProviderSettings = z.strictObject({
  accountId: z.string().optional(),
  clientId: z.string().optional(),
  tenantId: z.string().optional(),
  organizer: z.string().optional(),
  address: z.string().optional(),
  appId: z.string().optional(),
  frontEnd: z.string().optional(),
  apiKey: z.string().optional(),
});
export type ProviderSettings = z.infer<typeof ProviderSettings>;

/** Goes in, never comes out. */
const secret = z.string().trim().min(1).max(8000);
/** By which Zoom signs what it tells. */
const hookSecret = word(300);
const name = Line(80);

export const CreateProvider = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('zoom'),
    name,
    settings: providerSettings.zoom,
    secret,
    hookSecret: hookSecret.optional(),
  }),
  z.strictObject({ kind: z.literal('meet'), name, settings: providerSettings.meet, secret }),
  z.strictObject({ kind: z.literal('teams'), name, settings: providerSettings.teams, secret }),
  z.strictObject({ kind: z.literal('jitsi'), name, settings: providerSettings.jitsi, secret: secret.optional() }),
  z.strictObject({ kind: z.literal('livekit'), name, settings: providerSettings.livekit, secret }),
]);
export type CreateProvider = z.infer<typeof CreateProvider>;

/** The kind stands: another one is another provider. */
export const ChangeProvider = z.strictObject({
  name: name.optional(),
  /** All of them. */
  settings: ProviderSettings.optional(),
  secret: secret.optional(),
  hookSecret: hookSecret.optional(),
  archived: z.boolean().optional(),
});
export type ChangeProvider = z.infer<typeof ChangeProvider>;

export const ProviderView = z.strictObject({
  id: Id,
  kind: ProviderKind,
  name: z.string(),
  settings: ProviderSettings,
  hasSecret: z.boolean(),
  /** Meetings by video take place there unless somebody says otherwise. */
  usual: z.boolean(),
  /** Planned meetings whose last change could not be told there. */
  troubled: z.number().int(),
  /** When it told of a meeting last. */
  lastEventAt: Instant.nullable(),
  /** The latest message that was refused, and why. */
  refused: z.strictObject({ at: Instant, why: z.string() }).nullable(),
  archivedAt: Instant.nullable(),
  createdAt: Instant,
  version: z.number().int(),
});
export type ProviderView = z.infer<typeof ProviderView>;

const providerParams = z.strictObject({ providerId: Id });

export const listProviders = defineOperation({
  name: 'meetings.listProviders',
  method: 'GET',
  path: '/meeting-providers',
  summary: 'Where meetings by video take place beside our own room, with their settings',
  permission: 'meetings.admin',
  query: z.strictObject({ archived: z.stringbool().default(false) }),
  output: z.strictObject({ items: z.array(ProviderView) }),
});

export const createProvider = defineOperation({
  name: 'meetings.createProvider',
  method: 'POST',
  path: '/meeting-providers',
  summary: 'Add a provider of meetings by video; its secret is sealed and never shown again',
  permission: 'meetings.admin',
  body: CreateProvider,
  output: ProviderView,
  refusals: ['provider_exists', 'key_file_invalid', 'secret_missing'],
});

export const changeProvider = defineOperation({
  name: 'meetings.changeProvider',
  method: 'PATCH',
  path: '/meeting-providers/:providerId',
  summary: 'Change a provider, archive it or bring it back; what could not be told there is tried again',
  permission: 'meetings.admin',
  params: providerParams,
  body: ChangeProvider,
  output: ProviderView,
  refusals: ['stale', 'provider_exists', 'settings_invalid', 'key_file_invalid', 'secret_missing'],
});

/** Made in an hour from now and removed at once; of Jitsi only the page is asked for, of LiveKit the list of rooms. */
export const checkProvider = defineOperation({
  name: 'meetings.checkProvider',
  method: 'POST',
  path: '/meeting-providers/:providerId/check',
  summary: 'Make a meeting there and remove it again, to see whether all is well',
  permission: 'meetings.admin',
  params: providerParams,
  output: z.strictObject({ problem: ProviderProblem.nullable() }),
  status: 200,
});

export const getProviderSetup = defineOperation({
  name: 'meetings.getProviderSetup',
  method: 'GET',
  path: '/meeting-providers/:providerId/setup',
  summary: 'What is to be entered at the provider: the address its messages go to; null where it has none',
  permission: 'meetings.admin',
  params: providerParams,
  output: z.strictObject({ webhookUrl: z.string().nullable() }),
});

export const VideoPlaces = z.strictObject({
  /** Null: our own room. */
  usualId: Id.nullable(),
  items: z.array(z.strictObject({ id: Id, kind: ProviderKind, name: z.string() })),
});
export type VideoPlaces = z.infer<typeof VideoPlaces>;

export const listVideoPlaces = defineOperation({
  name: 'meetings.listVideoPlaces',
  method: 'GET',
  path: '/video-places',
  summary: 'Where a meeting by video can take place, and where it does unless somebody says otherwise',
  permission: 'meetings.read',
  output: VideoPlaces,
});

export const chooseUsualPlace = defineOperation({
  name: 'meetings.chooseUsualPlace',
  method: 'PUT',
  path: '/video-places/usual',
  summary: 'Say where meetings by video take place from now on unless somebody says otherwise',
  permission: 'meetings.admin',
  body: z.strictObject({ providerId: Id.nullable() }),
  output: VideoPlaces,
  refusals: ['provider_unknown'],
});

const meetingParams = z.strictObject({ meetingId: Id });

export const retryPlace = defineOperation({
  name: 'meetings.retryPlace',
  method: 'POST',
  path: '/meetings/:meetingId/place-retry',
  summary: 'Ask the provider of a meeting once more; whoever was told of our own room is told of the link',
  permission: 'meetings.write',
  params: meetingParams,
  output: z.strictObject({ retried: z.boolean() }),
  status: 200,
});

export const enterElsewhere = defineOperation({
  name: 'meetings.enterElsewhere',
  method: 'POST',
  path: '/meetings/:meetingId/entry',
  summary: 'The way into a meeting at a provider for one of us: with our name, and as a moderator where there are any',
  permission: 'meetings.write',
  params: meetingParams,
  output: z.strictObject({ address: z.string() }),
  status: 200,
  refusals: ['meeting_not_there', 'secret_unreadable'],
});
