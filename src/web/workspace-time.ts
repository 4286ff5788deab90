import { sessionIfAny } from '#web/session.ts';
import { instantIn } from '#web/zoned-time.ts';

/** The instant of a day and time on the wall of the workspace, not of the machine one happens to sit at. */
export function instantOf(on: string, time: string): string {
  return instantIn(sessionIfAny()?.workspace.timeZone ?? 'Europe/Berlin', on, time);
}
