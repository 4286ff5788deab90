import { parseDateTime, toZoned } from '@internationalized/date';
import { sessionIfAny } from '#web/session.ts';

/** A time on the wall of the workspace, not of the machine one happens to sit at. */
export function instantOf(on: string, time: string): string {
  const timeZone = sessionIfAny()?.workspace.timeZone ?? 'Europe/Berlin';
  return toZoned(parseDateTime(`${on}T${time}`), timeZone).toAbsoluteString();
}
