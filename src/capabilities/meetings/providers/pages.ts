import { findWorkspace } from '#workspace';
import { systemActor } from '#platform/actor';
import { notFound, Refusal } from '#platform/errors';
import { givenKey, readGivenKey } from '#platform/given-key';
import { dbOf } from '#platform/ground';
import { html } from '#platform/html';
import { openPage, type OpenPageAnswer, type OpenPageCall, type ServePage } from '#platform/open-pages';
import { notePage } from '../booking/pages/pages.ts';
import { spanIn, words } from '../booking/words.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { findMeeting, type HostedMeeting } from '../queries/meetings.ts';
import { giveGuestLink } from '../room/commands.ts';
import { entryFor } from './entering.ts';
import { enterKind, entryUntil } from './rules/entry-key.ts';

/**
 * Where a meeting is entered whose provider wants a token of everybody. The link stands in mails and holds as long as the meeting; the token is made when somebody looks. It leads to wherever the
 * meeting takes place by then.
 */
export function entryPages(serve: ServePage): void {
  serve('GET', '/treffen/:key', (call) =>
    orGone(call, async () => {
      const { meeting, home, db } = await meetingOf(call);
      const say = words[call.locale];
      const { workspaceId, id } = meeting;
      const guest = { id: 'guest', name: null, role: 'guest' } as const;
      const address = await entryFor(db, call.ground, meeting, guest);
      const key = givenKey(call.ground.secrets, enterKind, { workspaceId, id });
      const way =
        address === undefined
          ? html`<form method="post" action="/treffen/${key}"><button>${say.enter}</button></form>`
          : html`<p><a class="button" href="${address}" rel="noreferrer noopener">${say.enter}</a></p>`;
      return {
        html: openPage(
          call.locale,
          meeting.title,
          html`<p class="soft">${say.with(home.name)}</p>
            <h1>${meeting.title}</h1>
            <p>${spanIn(call.locale, meeting, home.timeZone)}</p>
            ${meeting.state === 'cancelled' ? html`<p>${say.cancelled}</p>` : way}`,
        ),
      };
    }),
  );
  serve('POST', '/treffen/:key', (call) =>
    orGone(call, async () => {
      const { db, meeting } = await meetingOf(call);
      const { token } = await giveGuestLink(
        db,
        systemActor(meeting.workspaceId),
        meeting.id,
        call.ground.secrets,
        call.now,
      );
      return { goTo: `/raum/${token}` };
    }),
  );
}

async function meetingOf({ params, ground, now }: OpenPageCall) {
  const named = readGivenKey(ground.secrets, enterKind, params['key']);
  if (!named) throw notFound();
  const db = dbOf<MeetingsWorld>(ground, { workspaceId: named.workspaceId });
  const [meeting, home] = await Promise.all([
    findMeeting(db, { workspaceId: named.workspaceId, meetingId: named.id }),
    findWorkspace(db, named.workspaceId),
  ]);
  if (!meeting || !home || meeting.way !== 'video' || isOver(meeting, now)) throw notFound();
  return { db, meeting, home };
}

const isOver = (meeting: HostedMeeting, now: Date): boolean => entryUntil(meeting) <= now;

async function orGone(call: OpenPageCall, page: () => Promise<OpenPageAnswer>): Promise<OpenPageAnswer> {
  try {
    return await page();
  } catch (error) {
    if (!(error instanceof Refusal) || ![404, 409].includes(error.status)) throw error;
    const say = words[call.locale];
    return { status: 404, html: notePage(call.locale, say.gone, say.goneNote) };
  }
}
