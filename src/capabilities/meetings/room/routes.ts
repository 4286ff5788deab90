import { notFound, Refusal } from '#platform/errors';
import type { Ground } from '#platform/ground';
import type { Serve, ServeOpen } from '#platform/http';
import type { Sockets } from '#platform/sockets';
import { toMeetingViews } from '../answers.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { findMeeting } from '../queries/meetings.ts';
import { giveGuestLink, revokeGuestLink } from './commands.ts';
import * as contract from './contract.ts';
import type { Rooms } from './rooms.ts';
import { showVisit } from './visits.ts';

export function roomRoutes(serve: Serve<MeetingsWorld>, serveOpen: ServeOpen, sockets: Sockets, rooms: Rooms): void {
  serve(contract.giveGuestLink, async ({ db, actor, params: { meetingId }, ground, now }) => {
    const { token, expiresAt } = await giveGuestLink(db, actor, meetingId, ground.secrets, now);
    return { address: `${houseOf(ground)}/raum/${token}`, expiresAt: expiresAt.toISOString() };
  });
  serve(contract.revokeGuestLink, async ({ db, actor, params: { meetingId }, now }) => {
    await revokeGuestLink(db, actor, meetingId, now);
    rooms.shutLobby(actor.workspaceId, meetingId);
    return null;
  });
  serve(contract.listKnocks, async ({ db, actor: { workspaceId, userId } }) => {
    const knocks = rooms.knocking(workspaceId);
    const meetings = await Promise.all(knocks.map(({ meetingId }) => findMeeting(db, { workspaceId, meetingId })));
    const mine = meetings.flatMap((meeting) => (meeting?.hostIds.includes(userId) ? [meeting] : []));
    const views = await toMeetingViews(db, workspaceId, mine);
    return {
      items: views.map(({ id: meetingId, contactId, contactName }) => {
        const names = knocks.find((knock) => knock.meetingId === meetingId)?.names ?? [];
        return { meetingId, contactId, contactName, names };
      }),
    };
  });
  serveOpen(contract.visitRoom, ({ body, ground, now }) => showVisit(ground, body.token, now));
  const filesOf = (key: string) => {
    const found = rooms.filesOf(key);
    if (!found) throw new Refusal(403, 'not_inside', 'Sie sind nicht (mehr) in diesem Raum.');
    return found;
  };
  serveOpen(contract.giveFile, async ({ query: { key, id, name }, body }) => {
    const { files, give } = filesOf(key);
    const file = await files.take(id, name, body);
    if (file) give(file);
    return null;
  });
  serveOpen(contract.takeFile, async ({ params: { fileId }, query: { key } }) => {
    const file = await filesOf(key).files.open(fileId);
    if (!file) throw notFound();
    return file;
  });
  sockets.serveSocket(contract.hostsPath, 'meetings.write', rooms.hosts);
  sockets.serveOpenSocket(contract.guestsPath, rooms.guests);
}

/** What a stranger sends along as its host must never end up in an address we give out. */
const houseOf = ({ config }: Ground): string => config.publicUrl ?? `http://localhost:${config.port}`;
