import { expect, test } from 'vitest';
import { ownAddress, startJanus } from '../../../../test/telephone/janus.ts';
import { examineVoice } from './voice-check.ts';

test('a tone of ours comes back through a room, and the room is gone', async () => {
  await using janus = await startJanus();
  expect(await examineVoice(janus.url)).toEqual({ at: '127.0.0.1', heard: true });
  await expect.poll(() => janus.leftovers()).toEqual({ sessions: 0, rooms: 0 });
});

test('one that takes it from others too is known by its address', async () => {
  // No address of this machine: Janus then takes the first that others reach.
  await using janus = await startJanus({ voiceAt: '127.0.0.66' });
  expect(await examineVoice(janus.url)).toEqual({ at: ownAddress, heard: true });
});
