import { readAway } from '../reading.ts';
import type { Interval } from '../rules/busy.ts';
import type { DavItem } from '../rules/dav.ts';
import { ask, CalendarError, type OpenCalendar, type Reach } from './asking.ts';
import type { Fetched } from './feed.ts';

const names = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"';
const propfind = (...properties: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?><D:propfind ${names}><D:prop>${properties.map((name) => `<${name}/>`).join('')}</D:prop></D:propfind>`;

/** The entries within the window, if anything has changed since `state`. */
export async function fetchEntries(
  calendar: OpenCalendar,
  state: string | null,
  window: Interval,
  reach: Reach,
): Promise<Fetched> {
  const [self] = await collections(new URL(calendar.address), calendar, reach, '0', ['S:getctag', 'D:sync-token']);
  const current = self?.state ?? null;
  if (current !== null && current === state) return { unchanged: true };
  const range = `<C:time-range start="${stamp(window.from)}" end="${stamp(window.to)}"/>`;
  const { status, body } = await ask(new URL(calendar.address), calendar, reach, {
    method: 'REPORT',
    headers: { depth: '1', 'content-type': 'application/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?><C:calendar-query ${names}><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${range}</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`,
  });
  if (status !== 207) throw new CalendarError('odd_answer');
  return { unchanged: false, bytes: body, state: current };
}

const stamp = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '');

export type FoundCalendar = { address: string; name: string };

/** From whatever address of the server somebody has at hand, over whose it is and where their calendars are. */
export async function findCollections(login: OpenCalendar, reach: Reach): Promise<FoundCalendar[]> {
  let from = new URL(login.address);
  const asked = ['D:current-user-principal', 'D:resourcetype', 'D:displayname', 'C:calendar-home-set'];
  let [here] = await collections(from, login, reach, '0', asked).catch(async (error: unknown) => {
    const elsewhere = error instanceof CalendarError && ['not_there', 'odd_answer'].includes(error.problem);
    if (!elsewhere || from.pathname !== '/') throw error;
    from = new URL('/.well-known/caldav', from);
    return collections(from, login, reach, '0', asked);
  });
  if (here?.types.includes('calendar')) return [found(here, from)];
  if (here?.home === undefined && here?.principal !== undefined) {
    from = addressIn(here.principal, from);
    [here] = await collections(from, login, reach, '0', asked);
  }
  const home = addressIn(here?.home ?? from.href, from);
  const inside = await collections(home, login, reach, '1', [
    'D:resourcetype',
    'D:displayname',
    'C:supported-calendar-component-set',
  ]);
  return inside
    .filter(
      ({ types, components }) =>
        types.includes('calendar') && (components.length === 0 || components.includes('VEVENT')),
    )
    .slice(0, 100)
    .map((item) => found(item, home));
}

function found(item: DavItem, from: URL): FoundCalendar {
  const address = addressIn(item.href, from);
  const last = address.pathname.split('/').findLast((part) => part !== '') ?? '';
  return { address: address.href, name: (item.name ?? decoded(last)).slice(0, 80) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function addressIn(href: string, from: URL): URL {
  if (!URL.canParse(href, from)) throw new CalendarError('odd_answer');
  return new URL(href, from);
}

async function collections(
  address: URL,
  login: OpenCalendar,
  reach: Reach,
  depth: '0' | '1',
  properties: readonly string[],
): Promise<DavItem[]> {
  const { status, body } = await ask(address, login, reach, {
    method: 'PROPFIND',
    headers: { depth, 'content-type': 'application/xml; charset=utf-8' },
    body: propfind(...properties),
  });
  if (status !== 207) throw new CalendarError('odd_answer');
  const result = await readAway({ kind: 'collections', bytes: body });
  if ('problem' in result) throw new CalendarError(result.problem);
  return 'items' in result ? result.items : [];
}
