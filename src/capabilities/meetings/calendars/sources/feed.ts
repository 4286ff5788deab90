import { ask, CalendarError, type OpenCalendar, type Reach } from './asking.ts';

export type Fetched = { unchanged: true } | { unchanged: false; bytes: Buffer; state: string | null };

/** `state`: what the server called the version that we know. */
export async function fetchFeed(calendar: OpenCalendar, state: string | null, reach: Reach): Promise<Fetched> {
  const { status, headers, body } = await ask(new URL(calendar.address), calendar, reach, {
    method: 'GET',
    headers: { accept: 'text/calendar, */*;q=0.5', ...(state !== null && { 'if-none-match': state }) },
  });
  if (status === 304 && state !== null) return { unchanged: true };
  if (status !== 200) throw new CalendarError('odd_answer');
  const etag = headers.etag;
  return { unchanged: false, bytes: body, state: etag !== undefined && etag.length <= 500 ? etag : null };
}
