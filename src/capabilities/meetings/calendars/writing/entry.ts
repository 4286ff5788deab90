export type Entry = {
  meetingId: string;
  workspaceId: string;
  title: string;
  location: string | null;
  startsAt: Date;
  endsAt: Date;
  /** Where to read on. */
  url: string | null;
  writtenAt: Date;
};

/** By this we know our own entries again when we read the calendar: a meeting makes busy by itself, at the time it has now. */
export const uidEnding = (workspaceId: string): string => `@${workspaceId}.klinke`;

/** The file in the host's calendar (RFC 5545; without METHOD, as RFC 4791 wants it). */
export function entryText({
  meetingId,
  workspaceId,
  title,
  location,
  startsAt,
  endsAt,
  url,
  writtenAt,
}: Entry): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Klinke//Klinke//DE',
    'BEGIN:VEVENT',
    `UID:${meetingId}${uidEnding(workspaceId)}`,
    `DTSTAMP:${stamp(writtenAt)}`,
    `DTSTART:${stamp(startsAt)}`,
    `DTEND:${stamp(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    ...(location === null ? [] : [`LOCATION:${escaped(location)}`]),
    ...(url === null ? [] : [`URL:${url}`]),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}

const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n');

/** A line has at most 75 bytes; never in the midst of a letter. */
function folded(line: string): string {
  const lines = [''];
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > 74) {
      lines.push('');
      bytes = 0;
    }
    lines[lines.length - 1] += letter;
    bytes += size;
  }
  return lines.join('\r\n ');
}
