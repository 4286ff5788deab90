import { expect, test } from 'vitest';
import { mostGreetingSeconds } from './greeting-limit.ts';
import { readGreeting, secondsOf, toWav } from './greeting.ts';

const spoken = (seconds: number, loudness = 0.3) => {
  const samples = Buffer.alloc(Math.round(seconds * 8_000) * 2);
  for (let at = 0; at < samples.length / 2; at++)
    samples.writeInt16LE(Math.round(loudness * 32_000 * Math.sin(at / 3)), at * 2);
  return samples;
};
const changed = (at: number, to: number) => {
  const wav = toWav(spoken(2));
  wav.writeUInt16LE(to, at);
  return wav;
};

test.each([
  ['as the page sends it', toWav(spoken(2)), undefined],
  ['as long as it may be', toWav(spoken(mostGreetingSeconds)), undefined],
  ['longer', toWav(spoken(mostGreetingSeconds + 0.1)), 'too_long'],
  ['hardly a word', toWav(spoken(0.5)), 'too_short'],
  ['with the microphone off', toWav(spoken(2, 0)), 'silent'],
  ['in two channels', changed(22, 2), 'unreadable'],
  ['in another encoding', changed(20, 6), 'unreadable'],
  ['at another rate', changed(24, 16_000), 'unreadable'],
  ['in 8 bit', changed(34, 8), 'unreadable'],
  ['broken off', toWav(spoken(2)).subarray(0, 1_000), 'unreadable'],
  [
    'a chunk that claims four gigabytes',
    Buffer.concat([Buffer.from('RIFF    WAVEjunk'), Buffer.alloc(64, 0xff)]),
    'unreadable',
  ],
  ['chunks without any content', Buffer.concat([Buffer.from('RIFF    WAVE'), Buffer.alloc(64)]), 'unreadable'],
  ['sound before its form is said', Buffer.concat([Buffer.from('RIFF    WAVEdata'), Buffer.alloc(64)]), 'unreadable'],
  ['something else', Buffer.from('%PDF-1.7 and more, much more of it than a header'), 'unreadable'],
  ['nothing', Buffer.alloc(0), 'unreadable'],
])('a greeting %s', (_, wav, problem) => {
  const read = readGreeting(wav);
  expect('problem' in read ? read.problem : undefined).toBe(problem);
});

test('what was put in comes out again', () => {
  const samples = spoken(1.5);
  expect(readGreeting(toWav(samples))).toEqual({ samples });
  expect(secondsOf(samples)).toBe(2);
});
