import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ProviderAddresses } from '#platform/ports';
import {
  ForgedMessage,
  type HookMessage,
  type KnownMeeting,
  MalformedMessage,
  type MeetingProvider,
  type OpenProvider,
  ProviderError,
  type Told,
  type WantedMeeting,
} from '../provider.ts';
import { askProvider, jsonIn, type Reach, read, readToken, refuseFailed } from './ask.ts';
import { isSame } from './signed.ts';

const Token = z.object({ access_token: z.string().min(1) });
const Meeting = z.object({ id: z.number().int(), join_url: z.url({ protocol: /^https$/ }).max(1000) });
const Listed = z.object({
  meetings: z.array(Meeting.extend({ agenda: z.string().optional() })),
  next_page_token: z.string().optional(),
});

/** A month of a busy host is one page. */
const mostPages = 10;

/**
 * Zoom takes no id of ours. So it stands in the agenda, and whoever asks a second time looks for it first. Every request gets a token of its own: they live an hour, and may be as many as one likes.
 */
export function zoom(addresses: ProviderAddresses, reach: Reach): MeetingProvider {
  async function login({ settings, secret }: OpenProvider): Promise<string> {
    const { accountId = '', clientId = '' } = settings;
    const answer = await askProvider(
      `${addresses.zoomLogin}/oauth/token`,
      {
        method: 'POST',
        authorization: `Basic ${Buffer.from(`${clientId}:${secret ?? ''}`).toString('base64')}`,
        form: { grant_type: 'account_credentials', account_id: accountId },
      },
      reach,
    );
    return `Bearer ${readToken(Token, answer).access_token}`;
  }
  const meetingsOf = (organizer: string): string =>
    `${addresses.zoom}/v2/users/${encodeURIComponent(organizer)}/meetings`;

  async function find(authorization: string, { meetingId, organizer }: KnownMeeting) {
    let page = '';
    for (let count = 0; count < mostPages; count++) {
      const query = new URLSearchParams({
        type: 'scheduled',
        page_size: '300',
        ...(page && { next_page_token: page }),
      });
      const answer = await askProvider(
        `${meetingsOf(organizer)}?${query.toString()}`,
        { method: 'GET', authorization },
        reach,
      );
      refuseUnknown(answer);
      const { meetings, next_page_token } = read(Listed, answer);
      const found = meetings.find(({ agenda }) => agenda?.includes(markOf(meetingId)));
      if (found) return found;
      if (!next_page_token) return undefined;
      page = next_page_token;
    }
    // Further on we would make a second one rather than look for ever.
    throw new ProviderError('refused');
  }

  async function remove(open: OpenProvider, known: KnownMeeting, authorization?: string): Promise<void> {
    const login_ = authorization ?? (await login(open));
    const externalId = known.externalId ?? (await find(login_, known))?.id;
    if (externalId === undefined) return;
    const answer = await askProvider(
      `${addresses.zoom}/v2/meetings/${externalId}`,
      { method: 'DELETE', authorization: login_ },
      reach,
    );
    if (answer.status !== 404) refuseFailed(answer);
  }

  async function change(open: OpenProvider, externalId: string, meeting: WantedMeeting, authorization?: string) {
    const answer = await askProvider(
      `${addresses.zoom}/v2/meetings/${externalId}`,
      { method: 'PATCH', authorization: authorization ?? (await login(open)), json: contentOf(meeting) },
      reach,
    );
    refuseFailed(answer);
  }

  return {
    kind: 'zoom',
    async make(open, meeting, askedBefore) {
      const authorization = await login(open);
      const found = askedBefore ? await find(authorization, { ...meeting, externalId: null }) : undefined;
      if (found) {
        await change(open, String(found.id), meeting, authorization);
        return { externalId: String(found.id), joinUrl: found.join_url };
      }
      const json = { ...contentOf(meeting), type: scheduled, agenda: markOf(meeting.meetingId) };
      const answer = await askProvider(meetingsOf(meeting.organizer), { method: 'POST', authorization, json }, reach);
      refuseUnknown(answer);
      const { id, join_url } = read(Meeting, answer);
      return { externalId: String(id), joinUrl: join_url };
    },
    change,
    remove,
    hear,
  };
}

const scheduled = 2;
const markOf = (meetingId: string): string => `Klinke ${meetingId}`;

const contentOf = ({ title, startsAt, endsAt }: WantedMeeting) => ({
  topic: title.slice(0, 200),
  start_time: startsAt.toISOString().replace(/\.\d+/, ''),
  duration: Math.max(1, Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000)),
});

/** `User does not exist` */
function refuseUnknown(answer: Parameters<typeof read>[1]): void {
  if (answer.status === 404) throw new ProviderError('organizer_unknown');
}

/** Older than this is somebody who has listened and plays it again. */
const mostSeconds = 300;

const Message = z.object({
  event: z.string().max(100),
  event_ts: z.number().optional(),
  payload: z.object({
    plainToken: z.string().max(500).optional(),
    object: z
      .object({
        id: z.union([z.string(), z.number()]).optional(),
        host_id: z.string().optional(),
        participant: z.object({ id: z.string().optional() }).optional(),
      })
      .optional(),
  }),
});

/** Signed is `v0:timestamp:body`, also where Zoom only asks whether we know the secret: else anybody could have anything signed. */
function hear({ hookSecret }: OpenProvider, { headers, rawBody, now }: HookMessage): Told {
  const [signature, timestamp] = [headers['x-zm-signature'], headers['x-zm-request-timestamp']];
  if (hookSecret === null) throw new ForgedMessage('Es ist kein Secret Token eingetragen.');
  if (typeof signature !== 'string' || typeof timestamp !== 'string' || !/^\d{1,13}$/.test(timestamp))
    throw new ForgedMessage('Die Unterschrift fehlt.');
  const hmac = (of: string | Buffer) => createHmac('sha256', hookSecret).update(of).digest('hex');
  const right = `v0=${hmac(Buffer.concat([Buffer.from(`v0:${timestamp}:`), rawBody]))}`;
  if (!isSame(Buffer.from(right), Buffer.from(signature)))
    throw new ForgedMessage('Die Unterschrift passt nicht zum Secret Token.');
  // Some of their messages have it in milliseconds.
  const said = timestamp.length > 10 ? Number(timestamp) / 1000 : Number(timestamp);
  if (Math.abs(now.getTime() / 1000 - said) > mostSeconds)
    throw new ForgedMessage('Die Nachricht ist zu alt, oder unsere Uhr geht falsch.');

  const message = Message.safeParse(jsonIn({ body: rawBody }));
  if (!message.success) throw new MalformedMessage('JSON');
  const { event, event_ts, payload } = message.data;
  if (event === 'endpoint.url_validation') {
    const plainToken = payload.plainToken ?? '';
    return { events: [], answer: { plainToken, encryptedToken: hmac(plainToken) } };
  }
  const { id, host_id, participant } = payload.object ?? {};
  if (id === undefined) return { events: [] };
  // The host is known by their id; a guest from outside has none.
  const isHost = participant?.id !== undefined && participant.id !== '' && participant.id === host_id;
  const type =
    event === 'meeting.participant_joined'
      ? isHost
        ? ('host_came' as const)
        : ('guest_came' as const)
      : event === 'meeting.ended'
        ? ('ended' as const)
        : undefined;
  if (!type) return { events: [] };
  const dedupeKey = createHash('sha256').update(rawBody).digest('hex');
  return { events: [{ dedupeKey, externalId: String(id), type, at: new Date(event_ts ?? now.getTime()) }] };
}
