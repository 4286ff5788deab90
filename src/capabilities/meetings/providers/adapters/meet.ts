import { z } from 'zod';
import type { ProviderAddresses } from '#platform/ports';
import { type MeetingProvider, type OpenProvider, ProviderError, type WantedMeeting } from '../provider.ts';
import { askProvider, type Reach, read, readToken, refuseFailed } from './ask.ts';
import { seconds, signedByKey } from './signed.ts';

const Token = z.object({ access_token: z.string().min(1) });
/** The key file of a service account, as far as we need it. */
const KeyFile = z.object({ client_email: z.email(), private_key: z.string().includes('PRIVATE KEY') });
const Event = z.object({
  hangoutLink: z
    .url({ protocol: /^https$/ })
    .max(1000)
    .optional(),
});

const scope = 'https://www.googleapis.com/auth/calendar.events';

export const isKeyFile = (text: string): boolean => keyFileIn(text) !== undefined;

function keyFileIn(text: string): z.infer<typeof KeyFile> | undefined {
  try {
    return KeyFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A meeting at Google is an entry in somebody's calendar that has a link. Its id is ours, so there is never a second one. */
export function meet(addresses: ProviderAddresses, reach: Reach): MeetingProvider {
  async function login({ secret }: OpenProvider, organizer: string): Promise<string> {
    const key = keyFileIn(secret ?? '');
    if (!key) throw new ProviderError('secret_unreadable');
    const address = `${addresses.googleLogin}/token`;
    const from = seconds(reach.now);
    const claims = { iss: key.client_email, sub: organizer, scope, aud: address, iat: from, exp: from + 600 };
    let assertion: string;
    try {
      assertion = signedByKey(claims, key.private_key);
    } catch {
      throw new ProviderError('secret_unreadable');
    }
    const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
    const answer = await askProvider(address, { method: 'POST', form }, reach);
    return `Bearer ${readToken(Token, answer).access_token}`;
  }

  const events = `${addresses.google}/calendar/v3/calendars/primary/events`;
  const quiet = 'conferenceDataVersion=1&sendUpdates=none';

  async function put(authorization: string, externalId: string, json: object) {
    const answer = await askProvider(
      `${events}/${externalId}?${quiet}`,
      { method: 'PATCH', authorization, json },
      reach,
    );
    return read(Event, answer);
  }

  return {
    kind: 'meet',
    async make(open, meeting) {
      const authorization = await login(open, meeting.organizer);
      const id = idOf(meeting.meetingId);
      const json = {
        ...contentOf(meeting),
        conferenceData: { createRequest: { requestId: id, conferenceSolutionKey: { type: 'hangoutsMeet' } } },
      };
      const answer = await askProvider(
        `${events}?${quiet}`,
        { method: 'POST', authorization, json: { id, ...json } },
        reach,
      );
      // It is there, perhaps as it was before, perhaps removed: then it comes back.
      const { hangoutLink } =
        answer.status === 409 ? await put(authorization, id, { ...json, status: 'confirmed' }) : read(Event, answer);
      if (hangoutLink === undefined) throw new ProviderError('not_ready');
      return { externalId: id, joinUrl: hangoutLink };
    },
    async change(open, externalId, meeting) {
      await put(await login(open, meeting.organizer), externalId, contentOf(meeting));
    },
    async remove(open, { meetingId, organizer }) {
      const authorization = await login(open, organizer);
      const answer = await askProvider(
        `${events}/${idOf(meetingId)}?sendUpdates=none`,
        { method: 'DELETE', authorization },
        reach,
      );
      if (answer.status !== 404 && answer.status !== 410) refuseFailed(answer);
    },
  };
}

/** Google takes a to v and digits. */
const idOf = (meetingId: string): string => `klinke${meetingId.replaceAll('-', '')}`;

const contentOf = ({ title, startsAt, endsAt }: WantedMeeting) => ({
  summary: title,
  start: { dateTime: startsAt.toISOString() },
  end: { dateTime: endsAt.toISOString() },
  // When somebody is busy, is said by the meeting itself; a calendar that is read would say it twice.
  transparency: 'transparent',
});
