import { xmlReader } from '#platform/tables/xml';

/** What a CalDAV server tells of one address: only what we asked for. */
export type DavItem = {
  href: string;
  name?: string;
  types: string[];
  components: string[];
  /** Another one: something in the calendar has changed. */
  state?: string;
  principal?: string;
  home?: string;
  data?: string;
};

const mostItems = 60_000;

/** `undefined`: not the answer of a CalDAV server, or only half of one. */
export function readDav(bytes: Uint8Array): { items: DavItem[] } | undefined {
  const items: DavItem[] = [];
  const path: string[] = [];
  let item: DavItem | undefined;
  let text = '';
  let closed = false;
  const reader = xmlReader({
    open(name, attributes) {
      path.push(name);
      text = '';
      if (name === 'response') item = { href: '', types: [], components: [] };
      if (path.at(-2) === 'resourcetype') item?.types.push(name);
      if (name === 'comp' && path.at(-2) === 'supported-calendar-component-set')
        item?.components.push((attributes['name'] ?? '').toUpperCase());
    },
    text(piece) {
      text += piece;
    },
    close(name) {
      const within = path.at(-2);
      path.pop();
      closed = path.length === 0 && name === 'multistatus';
      const said = text.trim();
      text = '';
      if (!item) return;
      if (name === 'href') {
        if (within === 'response') item.href = said;
        if (within === 'current-user-principal') item.principal = said;
        if (within === 'calendar-home-set') item.home ??= said;
      }
      if (said !== '') {
        if (name === 'displayname') item.name = said.slice(0, 200);
        if (name === 'getctag') item.state = said.slice(0, 500);
        if (name === 'sync-token') item.state ??= said.slice(0, 500);
        if (name === 'calendar-data') item.data = said;
      }
      if (name === 'response') {
        items.push(item);
        item = undefined;
        if (items.length > mostItems) throw new Error('Too many.');
      }
    },
  });
  try {
    const step = 1024 * 1024;
    for (let from = 0; from < bytes.length; from += step) reader.write(Buffer.from(bytes.subarray(from, from + step)));
  } catch {
    return undefined;
  }
  return closed ? { items } : undefined;
}
