import type { Serve } from '#platform/http';
import type { MeetingsWorld } from '../commands/parts.ts';
import { chooseMails } from './commands.ts';
import * as contract from './contract.ts';
import { wantsMails } from './queries.ts';

export function hostRoutes(serve: Serve<MeetingsWorld>): void {
  serve(contract.getMyMeetingMails, async ({ db, actor }) => ({ wanted: await wantsMails(db, actor) }));
  serve(contract.setMyMeetingMails, ({ db, actor, body, now }) => chooseMails(db, actor, body, now));
}
