import { seeded } from '#engine/random';
import type { Arm } from '../reach/schema.ts';

/** So many of the people in Heute stand there in an order of chance while an experiment runs. */
const randomShare = 0.1;

/** What chance has for this person on this day: the same however often one looks, so that the list never jumps. `at`: where in its group they stand, from 0 to 1. */
export function drawArm(
  key: { experimentId: string; userId: string; contactId: string },
  day: string,
): { arm: Arm; at: number } {
  const roll = seeded(hashOf(`${key.experimentId} ${key.userId} ${key.contactId} ${day}`));
  const arm = roll() < randomShare ? 'random' : 'expected';
  return { arm, at: roll() };
}

/** FNV-1a, 32 bit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
