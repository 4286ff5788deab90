/** One line of a calendar: `DTSTART;TZID=Europe/Berlin:20261123T093000`. */
export type Property = { name: string; params: Map<string, string>; value: string };

/** What stands between BEGIN and END, with the parts inside it that we read. */
export type Component = { name: string; properties: Property[]; parts: Component[] };

const read = new Set(['VEVENT', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT']);
const wanted = new Set([
  'UID',
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'TRANSP',
  'STATUS',
  'TZID',
  'TZOFFSETFROM',
  'TZOFFSETTO',
]);
const isWanted = (name: string): boolean => wanted.has(name) || name === 'BEGIN' || name === 'END';
const mostLineChars = 256 * 1024;
/** Deeper than that nothing of ours can stand; what is there is passed over without being remembered. */
const mostDepth = 16;

/**
 * The events and time zones of a calendar's text, one by one, without anything that would tell what they are about. `whole` is false where the text
 * breaks off, `found` where there was no calendar at all; `broken` counts events without an end.
 */
export function* componentsIn(
  text: string,
  told: { found: boolean; whole: boolean; broken: number },
): Generator<Component> {
  const open: { name: string; component?: Component }[] = [];
  let deeper = 0;
  for (const line of linesIn(text)) {
    const begun = /^BEGIN:\s*([\w-]{1,60})\s*$/i.exec(line)?.[1]?.toUpperCase();
    if (begun !== undefined) {
      if (open.length >= mostDepth) {
        deeper++;
        continue;
      }
      if (begun === 'VCALENDAR') told.found = true;
      if (begun === 'VEVENT') told.broken += leave(open, 'VEVENT');
      const within = open.at(-1)?.component;
      const component: Component | undefined =
        read.has(begun) && (open.at(-1)?.name === 'VCALENDAR' || within?.name === 'VTIMEZONE')
          ? { name: begun, properties: [], parts: [] }
          : undefined;
      if (component) within?.parts.push(component);
      open.push(component ? { name: begun, component } : { name: begun });
      continue;
    }
    const ended = /^END:\s*([\w-]{1,60})\s*$/i.exec(line)?.[1]?.toUpperCase();
    if (ended !== undefined) {
      if (deeper > 0) {
        deeper--;
        continue;
      }
      const at = open.findLastIndex(({ name }) => name === ended);
      if (at === -1) continue;
      const [closed, ...inside] = open.splice(at);
      told.broken += inside.filter(({ component }) => component?.name === 'VEVENT').length;
      if (closed?.component && open.at(-1)?.name === 'VCALENDAR') yield closed.component;
      continue;
    }
    const property = deeper === 0 && open.at(-1)?.component ? propertyOf(line) : undefined;
    if (property) open.at(-1)?.component?.properties.push(property);
  }
  told.whole = open.every(({ name }) => name !== 'VCALENDAR') && deeper === 0;
}

/** An event begins where the one before has not ended: that one is lost. */
function leave(open: { name: string }[], name: string): number {
  const at = open.findLastIndex((one) => one.name === name);
  if (at === -1) return 0;
  open.splice(at);
  return 1;
}

/** Folded lines in one piece, but for those that nobody reads. */
function* linesIn(text: string): Generator<string> {
  const all = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  let line = '';
  let keep = false;
  for (let from = 0; from < all.length;) {
    let to = all.indexOf('\n', from);
    if (to === -1) to = all.length;
    const end = all.charCodeAt(to - 1) === 13 && to > from ? to - 1 : to;
    const first = all.charCodeAt(from);
    if (first === 32 || first === 9) {
      if (keep && line.length + end - from <= mostLineChars) line += all.slice(from + 1, end);
      // Too long to be true: a half of it would say something else.
      else if (keep) [line, keep] = ['', false];
    } else {
      if (keep) yield line;
      const [, name = '', ends] = /^([A-Za-z-]+)([;:])?/.exec(all.slice(from, Math.min(end, from + 24))) ?? [];
      // Even a name may be folded.
      const half = ends === undefined && end - from < 20;
      keep = (half || isWanted(name.toUpperCase())) && end - from <= mostLineChars;
      line = keep ? all.slice(from, end) : '';
    }
    from = to + 1;
  }
  if (keep) yield line;
}

function propertyOf(line: string): Property | undefined {
  const head = /^([A-Za-z-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):/.exec(line);
  if (!head?.[1]) return undefined;
  const params = new Map<string, string>();
  for (const [, name, value] of (head[2] ?? '').matchAll(/;([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)/g))
    if (name && value !== undefined) params.set(name.toUpperCase(), value.replaceAll('"', ''));
  return { name: head[1].toUpperCase(), params, value: line.slice(head[0].length).trim() };
}
