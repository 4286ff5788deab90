import { JanusFailure } from './connection.ts';
import type { Leg } from './leg.ts';
import { keyTones } from './tones.ts';

/** Keys in the order in which they were pressed, as tones to the other end. */
export function createPressing(): (leg: Leg, keys: string) => Promise<void> {
  let pressed = Promise.resolve();
  const press = async (leg: Leg, keys: string): Promise<void> => {
    if (leg.held) throw new JanusFailure('refused', 'nobody would hear it');
    // Tones mixed with a voice are no keys.
    await leg.room.mute('page', true);
    try {
      await leg.room.speak(keyTones(keys));
    } finally {
      await leg.room.mute('page', leg.held).catch(() => undefined);
    }
  };
  return (leg, keys) => {
    const done = pressed.then(() => press(leg, keys));
    pressed = done.catch(() => undefined);
    return done;
  };
}
