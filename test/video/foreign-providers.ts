import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderAddresses } from '#platform/ports';

export type Standing = { id: string; owner: string; title: string; startsAt: string; endsAt: string; joinUrl: string };
type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: unknown;
};
type Answer = { status: number; json?: unknown; headers?: Record<string, string> };

/**
 * `before`: says this and does nothing. `lost`: does it, and the line breaks in the middle of the answer. `hangs`: does it, and never answers.
 */
export type Trouble = { before: Answer } | 'lost' | 'hangs';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What an administrator brings from each of them. */
export const keys = {
  zoom: { accountId: 'acc_1', clientId: 'zoom_client', secret: 'zoom secret', hookSecret: 'zoom-hook-token' },
  meet: JSON.stringify({
    type: 'service_account',
    client_email: 'klinke@sonnendach.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }),
  teams: { tenantId: 'sonnendach.example', clientId: 'teams_client', secret: 'teams secret' },
  organizer: '11111111-2222-4333-8444-555555555555',
};

/**
 * Zoom, Google and Microsoft as their pages describe them, over real HTTP: whoever has no token is told 401, a body of the wrong shape 400, what is not there 404. Only what we ask for is there.
 */
export async function foreignProviders(): Promise<ForeignProviders> {
  const standing: Record<'zoom' | 'meet' | 'teams', Map<string, Standing>> = {
    zoom: new Map(),
    meet: new Map(),
    teams: new Map(),
  };
  const agendas = new Map<string, string>();
  const externalIds = new Map<string, string>();
  const removedEvents = new Map<string, Standing>();
  const calls: string[] = [];
  const troubles: { at: RegExp; trouble: Trouble }[] = [];
  const unknownUsers = new Set<string>();
  const secrets = { zoom: keys.zoom.secret, teams: keys.teams.secret };
  let count = 81_000_000_000;

  const refused = (status: number, json: object = {}): Answer => ({ status, json });
  const isBearer = (call: Call, token: string) => call.headers.authorization === `Bearer ${token}`;
  const isTime = (value: unknown): value is string =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);

  const routes: [RegExp, (call: Call, ...found: string[]) => Answer][] = [
    [
      /^POST \/zoom-login\/oauth\/token$/,
      ({ headers, body }) => {
        const form = body as URLSearchParams;
        const basic = Buffer.from(`${keys.zoom.clientId}:${secrets.zoom}`).toString('base64');
        if (headers.authorization !== `Basic ${basic}` || form.get('account_id') !== keys.zoom.accountId)
          return refused(400, { reason: 'Invalid client_id or client_secret', error: 'invalid_client' });
        if (form.get('grant_type') !== 'account_credentials') return refused(400, { error: 'unsupported_grant_type' });
        return { status: 200, json: { access_token: 'zoom-token', token_type: 'bearer', expires_in: 3599 } };
      },
    ],
    [
      /^POST \/zoom\/v2\/users\/([^/]+)\/meetings$/,
      (call, owner = '') => {
        if (!isBearer(call, 'zoom-token')) return refused(401, { code: 124, message: 'Invalid access token.' });
        if (unknownUsers.has(owner)) return refused(404, { code: 1001, message: `User does not exist: ${owner}.` });
        const { topic, type, start_time, duration, agenda = '' } = call.body as Record<string, unknown>;
        if (typeof topic !== 'string' || type !== 2 || !isTime(start_time) || typeof duration !== 'number')
          return refused(400, { code: 300, message: 'Validation Failed.' });
        const id = String(count++);
        const joinUrl = `https://us02web.zoom.us/j/${id}?pwd=x`;
        standing.zoom.set(id, {
          id,
          owner,
          title: topic,
          startsAt: start_time,
          endsAt: endOf(start_time, duration),
          joinUrl,
        });
        agendas.set(id, String(agenda));
        const start_url = `https://us02web.zoom.us/s/${id}?zak=secret`;
        return {
          status: 201,
          json: { id: Number(id), host_id: `host of ${owner}`, topic, join_url: joinUrl, start_url },
        };
      },
    ],
    [
      /^GET \/zoom\/v2\/users\/([^/]+)\/meetings$/,
      (call, owner = '') => {
        if (!isBearer(call, 'zoom-token')) return refused(401);
        if (call.query.get('type') !== 'scheduled') return refused(400);
        const own = [...standing.zoom.values()].filter((each) => each.owner === owner);
        // Two on a page, so that whoever looks must turn it.
        const from = Number(call.query.get('next_page_token') ?? 0);
        const meetings = own.slice(from, from + 2).map(({ id, joinUrl, title }) => ({
          id: Number(id),
          join_url: joinUrl,
          topic: title,
          agenda: agendas.get(id)?.slice(0, 250),
        }));
        const next = from + 2 < own.length ? String(from + 2) : '';
        return { status: 200, json: { page_size: 2, next_page_token: next, meetings } };
      },
    ],
    [
      /^(PATCH|DELETE) \/zoom\/v2\/meetings\/(\d+)$/,
      (call, _method, id = '') => {
        if (!isBearer(call, 'zoom-token')) return refused(401);
        const before = standing.zoom.get(id);
        if (!before) return refused(404, { code: 3001, message: 'Meeting does not exist' });
        if (call.method === 'DELETE') standing.zoom.delete(id);
        else {
          const { topic, start_time, duration } = call.body as Record<string, unknown>;
          if (!isTime(start_time) || typeof duration !== 'number') return refused(400);
          standing.zoom.set(id, {
            ...before,
            title: String(topic),
            startsAt: start_time,
            endsAt: endOf(start_time, duration),
          });
        }
        return { status: 204 };
      },
    ],
    [
      /^POST \/google-login\/token$/,
      ({ body }) => {
        const form = body as URLSearchParams;
        const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
        const right = verify(
          'sha256',
          Buffer.from(`${head}.${claims}`),
          createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
          Buffer.from(signature, 'base64url'),
        );
        if (!right || form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
          return refused(400, { error: 'invalid_grant' });
        const { scope, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, string>;
        if (scope !== 'https://www.googleapis.com/auth/calendar.events' || unknownUsers.has(sub ?? ''))
          return refused(401, { error: 'unauthorized_client' });
        return { status: 200, json: { access_token: `google-${sub}`, expires_in: 3599, token_type: 'Bearer' } };
      },
    ],
    [
      /^POST \/google\/calendar\/v3\/calendars\/primary\/events$/,
      (call) => {
        const owner = /^Bearer google-(.+)$/.exec(call.headers.authorization ?? '')?.[1];
        if (owner === undefined) return refused(401);
        const { id, conferenceData } = call.body as {
          id: string;
          conferenceData?: { createRequest?: { requestId?: string; conferenceSolutionKey?: { type?: string } } };
        };
        if (!/^[0-9a-v]{5,1024}$/.test(id)) return refused(400, { error: { code: 400 } });
        if (standing.meet.has(id) || removedEvents.has(id))
          return refused(409, { error: { code: 409, message: 'The requested identifier already exists.' } });
        const wanted = conferenceData?.createRequest;
        const asks = wanted?.requestId && wanted.conferenceSolutionKey?.type === 'hangoutsMeet';
        const made = eventOf(call.body, { id, owner, joinUrl: `https://meet.google.com/${id.slice(-10)}` });
        if (!made) return refused(400);
        standing.meet.set(id, made);
        const isAsked = asks && call.query.get('conferenceDataVersion') === '1';
        return { status: 200, json: { id, status: 'confirmed', ...(isAsked && { hangoutLink: made.joinUrl }) } };
      },
    ],
    [
      /^(PATCH|DELETE) \/google\/calendar\/v3\/calendars\/primary\/events\/([0-9a-v]+)$/,
      (call, _method, id = '') => {
        if (!call.headers.authorization?.startsWith('Bearer google-')) return refused(401);
        const { status } = (call.body ?? {}) as { status?: string };
        const before = standing.meet.get(id) ?? (status === 'confirmed' ? removedEvents.get(id) : undefined);
        if (call.method === 'DELETE') {
          if (!before) return refused(410, { error: { code: 410, message: 'Resource has been deleted' } });
          standing.meet.delete(id);
          removedEvents.set(id, before);
          return { status: 204 };
        }
        const made = before && eventOf(call.body, before);
        if (!made) return refused(404);
        standing.meet.set(id, made);
        return { status: 200, json: { id, status: 'confirmed', hangoutLink: made.joinUrl } };
      },
    ],
    [
      /^POST \/microsoft-login\/([^/]+)\/oauth2\/v2.0\/token$/,
      ({ body }, tenant) => {
        const form = body as URLSearchParams;
        const right =
          tenant === keys.teams.tenantId &&
          form.get('client_id') === keys.teams.clientId &&
          form.get('client_secret') === secrets.teams &&
          form.get('grant_type') === 'client_credentials' &&
          form.get('scope') === 'https://graph.microsoft.com/.default';
        if (!right) return refused(401, { error: 'invalid_client' });
        return { status: 200, json: { access_token: 'graph-token', expires_in: 3599, token_type: 'Bearer' } };
      },
    ],
    [
      /^POST \/graph\/v1.0\/users\/([^/]+)\/onlineMeetings\/createOrGet$/,
      (call, owner = '') => {
        if (!isBearer(call, 'graph-token')) return refused(401);
        if (owner !== keys.organizer)
          return refused(403, { error: { code: 'Forbidden', message: 'No Application Access Policy found' } });
        const { externalId, subject = '', startDateTime, endDateTime } = call.body as Record<string, string>;
        if (!externalId) return refused(400);
        const known = standing.teams.get(externalIds.get(externalId) ?? '');
        if (known) return { status: 200, json: { id: known.id, joinWebUrl: known.joinUrl } };
        const id = `MSpk${count++}`;
        const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${id}/0`;
        const made = { id, owner, title: subject, startsAt: startDateTime ?? '', endsAt: endDateTime ?? '', joinUrl };
        standing.teams.set(id, made);
        externalIds.set(externalId, id);
        return { status: 201, json: { id, joinWebUrl: joinUrl, subject } };
      },
    ],
    [
      /^(PATCH|DELETE) \/graph\/v1.0\/users\/([^/]+)\/onlineMeetings\/([^/]+)$/,
      (call, _method, _owner, id = '') => {
        if (!isBearer(call, 'graph-token')) return refused(401);
        const before = standing.teams.get(id);
        if (!before) return refused(404);
        if (call.method === 'DELETE') {
          standing.teams.delete(id);
          return { status: 204 };
        }
        const { subject, startDateTime, endDateTime } = call.body as Record<string, string>;
        // Never one without the other.
        if ((startDateTime === undefined) !== (endDateTime === undefined)) return refused(400);
        standing.teams.set(id, {
          ...before,
          title: subject ?? before.title,
          startsAt: startDateTime ?? before.startsAt,
          endsAt: endDateTime ?? before.endsAt,
        });
        return { status: 200, json: { id, joinWebUrl: before.joinUrl } };
      },
    ],
  ];

  const server = createServer((request, response) => {
    void (async () => {
      const call = await callOf(request);
      const name = `${call.method} ${call.path}`;
      calls.push(name);
      const next = troubles.findIndex(({ at }) => at.test(name));
      const [{ trouble } = { trouble: undefined }] = next < 0 ? [] : troubles.splice(next, 1);
      if (typeof trouble === 'object') return send(response, trouble.before);
      const route = routes.find(([path]) => path.test(name));
      const found = route?.[0].exec(name)?.slice(1) ?? [];
      const answer = route ? route[1](call, ...found.map(decodeURIComponent)) : refused(404);
      if (trouble === 'hangs') return;
      if (trouble === 'lost') {
        response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': '5000' });
        response.write('{"id":');
        return void setTimeout(() => response.destroy(), 20);
      }
      send(response, answer);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    addresses: {
      zoomLogin: `${home}/zoom-login`,
      zoom: `${home}/zoom`,
      googleLogin: `${home}/google-login`,
      google: `${home}/google`,
      microsoftLogin: `${home}/microsoft-login`,
      graph: `${home}/graph`,
    },
    standing,
    calls,
    secrets,
    unknownUsers,
    trouble: (at, trouble) => void troubles.push({ at, trouble }),
    forget: () => {
      for (const kind of Object.values(standing)) kind.clear();
      for (const list of [calls, troubles]) list.length = 0;
      unknownUsers.clear();
      removedEvents.clear();
      Object.assign(secrets, { zoom: keys.zoom.secret, teams: keys.teams.secret });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ForeignProviders = {
  addresses: ProviderAddresses;
  standing: Record<'zoom' | 'meet' | 'teams', Map<string, Standing>>;
  /** Method and path of everything that was asked. */
  calls: string[];
  /** What they take for the right secrets. */
  secrets: { zoom: string; teams: string };
  unknownUsers: Set<string>;
  /** Once, for the next request that it fits. */
  trouble: (at: RegExp, trouble: Trouble) => void;
  forget: () => void;
} & AsyncDisposable;

const endOf = (from: string, minutes: number): string =>
  new Date(Date.parse(from) + minutes * 60_000).toISOString().replace('.000', '');

function eventOf(body: unknown, before: Pick<Standing, 'id' | 'owner' | 'joinUrl'>): Standing | undefined {
  const { summary, start, end } = body as {
    summary?: string;
    start?: { dateTime?: string };
    end?: { dateTime?: string };
  };
  if (!summary || !start?.dateTime || !end?.dateTime) return undefined;
  const { id, owner, joinUrl } = before;
  return { id, owner, joinUrl, title: summary, startsAt: start.dateTime, endsAt: end.dateTime };
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
  const body: unknown = isForm ? new URLSearchParams(text) : text === '' ? undefined : JSON.parse(text);
  return { method: request.method ?? '', path: pathname, query: searchParams, headers: request.headers, body };
}

function send(response: ServerResponse, { status, json, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}
