import { expect, test } from 'vitest';
import { startJanus } from '../../../../test/telephone/janus.ts';
import { openJanus } from './connection.ts';

test('a connection on which nothing is said stays: its pulse is answered', async () => {
  await using janus = await startJanus();
  const gone: string[] = [];
  // A machine with much else to do may let a second pass.
  const session = await openJanus(janus.url, (why) => gone.push(why), { everyMs: 20, answerWithinMs: 2_000 });
  const begun = performance.now();
  // Twice as long as the first pulse may stay without an answer.
  while (performance.now() - begun < 4_000 && gone.length === 0) await session.ask({ janus: 'info' });
  session.close();
  expect(gone).toEqual([]);
});

test('whoever has stopped answering is gone, though the line still stands', async () => {
  await using janus = await startJanus();
  const gone = Promise.withResolvers<string>();
  await openJanus(janus.url, gone.resolve, { everyMs: 20, answerWithinMs: 200 });
  janus.freeze();
  expect(await gone.promise).toBe('Janus does not answer');
});
