import pg from 'pg';
import { newId } from '#platform/ids';
import { rage, stormOf } from '../../test/telephone/storm.ts';
import type { Place } from '../run.ts';
import { ask } from './ask.ts';

const calls = 200;
const number = '+4956110000';

/** The webhooks of so many calls at once, each three times and in any order, over HTTP. Anything but each call once and as it ended is no figure but a failure. */
export async function measureStorm(place: Place) {
  const { id, hook } = await pbxLine(place);
  // Numbers that nobody of the workspace has: what is measured leaves nothing to do behind.
  const storm = stormOf(calls, number, (n) => `4956130${String(n).padStart(5, '0')}`);
  const begun = performance.now();
  await rage(storm, async (message) => {
    const { ok, status } = await fetch(hook, { method: 'POST', body: new URLSearchParams(message) });
    if (!ok) throw new Error(`a webhook was answered with ${status}`);
  });
  const ms = Math.round(performance.now() - begun);

  const client = new pg.Client(place.owner);
  await client.connect();
  const { rows } = await client.query<{ name: string; state: string; count: number }>(
    'select external_id as name, min(state) as state, count(*)::int as count from line_call where line_id = $1 group by 1',
    [id],
  );
  await client.end();
  const is = new Map(rows.map(({ name, state, count }) => [name, `${count} ${state}`]));
  const wrong = Object.entries(storm.ends).flatMap(([name, end]) =>
    is.get(name) === `1 ${end}` ? [] : [`${name}: ${is.get(name) ?? 'not there'} instead of 1 ${end}`],
  );
  if (wrong.length > 0 || rows.length !== calls) throw new Error(`${rows.length} calls; ${wrong.join(', ')}`);
  return { calls, messages: storm.messages.length, ms, once: rows.length, bar: calls, met: true };
}

/** A telephone system of our own, and where it posts its calls. */
export async function pbxLine(place: Place): Promise<{ id: string; hook: string }> {
  const line = { kind: 'pbx', name: newId(), number, userId: place.userIds[0] };
  const { id } = await ask<{ id: string }>(place, 'POST', '/lines', line);
  const { webhookUrl } = await ask<{ webhookUrl: string }>(place, 'GET', `/lines/${id}/setup`);
  return { id, hook: place.ours + new URL(webhookUrl).pathname };
}
