import type { Serve } from '#platform/http';
import { addCalendar, type CalendarsWorld, readNow, removeCalendar, searchCalendars } from './commands.ts';
import * as contract from './contract.ts';
import { listCalendars } from './queries.ts';
import type { MeetingsTables } from '../schema.ts';
import { setWriting } from './writing/commands.ts';
import type { CalendarRow } from './schema.ts';

export function calendarRoutes(serve: Serve<CalendarsWorld & MeetingsTables>): void {
  serve(contract.listCalendars, async ({ db, actor }) => ({ items: (await listCalendars(db, actor)).map(toView) }));
  serve(contract.findCalendars, ({ body, ground: { config } }) => searchCalendars(config, body));
  serve(contract.addCalendar, async ({ db, actor, body, now, ground }) =>
    toView(await addCalendar(db, ground, actor, body, now)),
  );
  serve(contract.readCalendar, async ({ db, actor, params: { calendarId }, now }) =>
    toView(await readNow(db, actor, calendarId, now)),
  );
  serve(contract.writeIntoCalendar, async ({ db, actor, params: { calendarId }, body: { on }, now }) =>
    toView(await setWriting(db, actor, calendarId, on, now)),
  );
  serve(contract.removeCalendar, async ({ db, actor, params: { calendarId }, now }) => {
    await removeCalendar(db, actor, calendarId, now);
    return null;
  });
}

/** The one place where a calendar becomes what the outside sees. */
function toView(row: CalendarRow): contract.CalendarView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    host: row.host,
    userName: row.userName,
    readAt: row.readAt?.toISOString() ?? null,
    problem:
      row.problem !== null && row.problemSince !== null
        ? { code: row.problem, since: row.problemSince.toISOString() }
        : null,
    skipped: row.skipped,
    nextReadAt: row.nextReadAt.toISOString(),
    written: row.writingSince !== null,
    createdAt: row.createdAt.toISOString(),
  };
}
