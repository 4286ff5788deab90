import { z } from 'zod';
import type { Db } from '#platform/db';
import { enqueue } from '#platform/jobs';
import type { CalendarRow, CalendarTables } from './schema.ts';

export const reading = {
  name: 'meetings.readCalendar',
  payload: z.strictObject({ workspaceId: z.uuid(), calendarId: z.uuid() }),
  attempts: 3,
};

/**
 * One after the other for the whole house: servers that hang must not keep the workers from what people wait for. `runAt` by the clock of the queue,
 * which is the database's.
 */
export async function readSoon(trx: Db<CalendarTables>, { workspaceId, id }: CalendarRow, afterMs = 0): Promise<void> {
  await enqueue(
    trx,
    reading,
    { workspaceId, calendarId: id },
    {
      key: `calendar ${id}`,
      queue: 'calendars',
      ...(afterMs > 0 && { runAt: new Date(Date.now() + afterMs) }),
    },
  );
}
