import { z } from 'zod';
import type { ProviderAddresses } from '#platform/ports';
import { type MeetingProvider, type OpenProvider, ProviderError, type WantedMeeting } from '../provider.ts';
import { askProvider, type Reach, read, readToken, refuseFailed } from './ask.ts';

const Token = z.object({ access_token: z.string().min(1) });
const Meeting = z.object({
  id: z.string().min(1).max(1000),
  joinWebUrl: z.url({ protocol: /^https$/ }).max(2000),
});

/** Graph gives the meeting of one external id, and makes it where there is none: so there is never a second one. */
export function teams(addresses: ProviderAddresses, reach: Reach): MeetingProvider {
  async function login({ settings, secret }: OpenProvider): Promise<string> {
    const { tenantId = '', clientId = '' } = settings;
    const answer = await askProvider(
      `${addresses.microsoftLogin}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
      {
        method: 'POST',
        form: {
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: secret ?? '',
          scope: 'https://graph.microsoft.com/.default',
        },
      },
      reach,
    );
    return `Bearer ${readToken(Token, answer).access_token}`;
  }
  const meetingsOf = (organizer: string): string =>
    `${addresses.graph}/v1.0/users/${encodeURIComponent(organizer)}/onlineMeetings`;

  async function getOrMake(authorization: string, organizer: string, json: object) {
    const answer = await askProvider(
      `${meetingsOf(organizer)}/createOrGet`,
      { method: 'POST', authorization, json },
      reach,
    );
    if (answer.status === 404) throw new ProviderError('organizer_unknown');
    return { ...read(Meeting, answer), isNew: answer.status === 201 };
  }

  async function put(authorization: string, externalId: string, meeting: WantedMeeting): Promise<void> {
    const address = `${meetingsOf(meeting.organizer)}/${encodeURIComponent(externalId)}`;
    refuseFailed(await askProvider(address, { method: 'PATCH', authorization, json: contentOf(meeting) }, reach));
  }

  return {
    kind: 'teams',
    async make(open, meeting) {
      const authorization = await login(open);
      const json = { externalId: meeting.meetingId, ...contentOf(meeting) };
      const { id, joinWebUrl, isNew } = await getOrMake(authorization, meeting.organizer, json);
      if (!isNew) await put(authorization, id, meeting);
      return { externalId: id, joinUrl: joinWebUrl };
    },
    async change(open, externalId, meeting) {
      await put(await login(open), externalId, meeting);
    },
    async remove(open, { meetingId, externalId, organizer }) {
      const authorization = await login(open);
      // There is no way to look without making it.
      const id = externalId ?? (await getOrMake(authorization, organizer, { externalId: meetingId })).id;
      const address = `${meetingsOf(organizer)}/${encodeURIComponent(id)}`;
      const answer = await askProvider(address, { method: 'DELETE', authorization }, reach);
      if (answer.status !== 404) refuseFailed(answer);
    },
  };
}

const contentOf = ({ title, startsAt, endsAt }: WantedMeeting) => ({
  subject: title,
  startDateTime: startsAt.toISOString(),
  endDateTime: endsAt.toISOString(),
});
