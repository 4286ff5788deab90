import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { Refusal } from './errors.ts';
import { watch } from './sockets.ts';

/** The other end of a line, and what became of it. */
function opened(stillWelcome: () => Promise<boolean>, answers = true) {
  const heard: string[] = [];
  const line = new EventEmitter();
  const socket = Object.assign(line, {
    ping: () => void (heard.push('ping'), answers && line.emit('pong')),
    terminate: () => void heard.push('cut off'),
  });
  return { heard, check: watch(socket as never, stillWelcome) };
}
const settled = () => new Promise((soon) => setImmediate(soon));

test('whoever gives no sign of life until the next look is cut off', () => {
  const { heard, check } = opened(async () => true, false);
  check();
  check();
  expect(heard).toEqual(['ping', 'cut off']);
});

test('however long the database takes to say who may stay, whoever answers does', async () => {
  const answers: ((yes: boolean) => void)[] = [];
  const { heard, check } = opened(() => new Promise((resolve) => answers.push(resolve)));
  for (let look = 0; look < 3; look++) check();
  expect(answers).toHaveLength(1);
  answers[0]?.(true);
  await settled();
  expect(heard).toEqual(['ping', 'ping', 'ping']);
  check();
  answers[1]?.(false);
  await settled();
  expect(heard.at(-1)).toBe('cut off');
});

test.each([
  ['is signed out', new Refusal(401, 'not_signed_in', 'Bitte melden Sie sich an.'), ['ping', 'cut off']],
  ['can not be asked for', new Error('Connection terminated'), ['ping']],
])('whoever %s', async (_, error, becomes) => {
  const { heard, check } = opened(() => Promise.reject(error));
  check();
  await settled();
  expect(heard).toEqual(becomes);
});
