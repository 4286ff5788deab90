import { ask, CalendarError, type OpenCalendar, type Reach } from '../sources/asking.ts';

const addressOf = ({ address }: OpenCalendar, meetingId: string): URL =>
  new URL(`klinke-${meetingId}.ics`, address.endsWith('/') ? address : `${address}/`);

/**
 * Puts the entry there, over the version that we know. Has somebody changed or removed it in the meantime, or did we put it there and forget, we look
 * again and put it over what is there now: when a meeting is, is said in Klinke.
 */
export async function putEntry(
  calendar: OpenCalendar,
  meetingId: string,
  { text, etag }: { text: string; etag: string | null },
  reach: Reach,
): Promise<string | null> {
  const address = addressOf(calendar, meetingId);
  const put = (known: string | null) =>
    ask(address, calendar, reach, {
      method: 'PUT',
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        ...(known === null ? { 'if-none-match': '*' } : { 'if-match': known }),
      },
      body: text,
    });
  let answer = await put(etag);
  if (answer.status === 412) answer = await put(await etagOf(address, calendar, reach));
  if (![200, 201, 204].includes(answer.status)) throw new CalendarError('odd_answer');
  // Who changes what was put says no ETag: it has to be asked for.
  return answer.headers.etag ?? etagOf(address, calendar, reach);
}

/** What is gone already is gone. */
export async function deleteEntry(
  calendar: OpenCalendar,
  meetingId: string,
  etag: string | null,
  reach: Reach,
): Promise<void> {
  const address = addressOf(calendar, meetingId);
  const remove = (known: string | null) =>
    ask(address, calendar, reach, { method: 'DELETE', ...(known !== null && { headers: { 'if-match': known } }) });
  try {
    let answer = await remove(etag);
    if (answer.status === 412) answer = await remove(await etagOf(address, calendar, reach));
    if (![200, 202, 204].includes(answer.status)) throw new CalendarError('odd_answer');
  } catch (error) {
    if (!(error instanceof CalendarError && error.problem === 'not_there')) throw error;
  }
}

/** Null: nothing is there. */
async function etagOf(address: URL, calendar: OpenCalendar, reach: Reach): Promise<string | null> {
  try {
    return (await ask(address, calendar, reach, { method: 'GET' })).headers.etag ?? null;
  } catch (error) {
    if (error instanceof CalendarError && error.problem === 'not_there') return null;
    throw error;
  }
}
