import type { Readable } from 'node:stream';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import type { PlatformTables } from '#platform/schema';
import { greetingRecorded, greetingRemoved } from '../events.ts';
import { deleteGreeting, findGreeting, putGreeting } from '../queries/greetings.ts';
import { mostGreetingSeconds } from '../rules/greeting-limit.ts';
import { mostGreetingBytes, type ReadGreeting, readGreeting, secondsOf } from '../rules/greeting.ts';
import type { GreetingRow, TelephonyTables } from '../schema.ts';

type User = Actor & { userId: string };

export async function recordGreeting(
  db: Db<TelephonyTables & PlatformTables>,
  actor: User,
  body: Readable,
  now: Date,
): Promise<GreetingRow> {
  const read = readGreeting(await wholeOf(body));
  if ('problem' in read) throw refused(read.problem);
  const { samples } = read;
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const row: GreetingRow = { workspaceId, userId, samples, recordedAt: now };
    await putGreeting(trx, row);
    await announce(trx, actor, greetingRecorded, { seconds: secondsOf(samples) }, now);
    return row;
  });
}

/** Removing what is not there changes nothing. */
export function removeGreeting(db: Db<TelephonyTables & PlatformTables>, actor: User, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (await deleteGreeting(trx, actor)) await announce(trx, actor, greetingRemoved, {}, now);
  });
}

export async function requireGreeting(
  db: Db<TelephonyTables>,
  person: { workspaceId: string; userId: string },
): Promise<{ samples: Buffer; seconds: number }> {
  const greeting = await findGreeting(db, person);
  if (greeting) return { samples: greeting.samples, seconds: secondsOf(greeting.samples) };
  throw new Refusal(409, 'no_greeting', 'Sie haben noch keine Ansage aufgenommen (Einstellungen → Mein Telefon).');
}

async function wholeOf(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostGreetingBytes) throw refused('too_long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refused(problem: Extract<ReadGreeting, { problem: string }>['problem']): Refusal {
  const words = {
    unreadable: 'Das ist keine Tonaufnahme, wie Klinke sie braucht (WAV, 16 Bit, ein Kanal, 8 kHz).',
    too_short: 'Die Ansage ist kürzer als eine Sekunde.',
    too_long: `Die Ansage ist länger als ${mostGreetingSeconds} Sekunden. So lange hört kaum jemand zu.`,
    silent: 'Auf dieser Aufnahme ist nichts zu hören. Ist das Mikrofon an?',
  };
  return new Refusal(422, `greeting_${problem}`, words[problem]);
}
