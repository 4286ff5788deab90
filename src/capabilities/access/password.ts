import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '#platform/ports';

const derive = promisify(argon2);
// OWASP's figures for argon2id: 19 MiB, two passes, one lane; about 25 ms.
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** At most two at once, off the main thread: a flood of sign-ins must not take the machine's memory. */
let running = 0;
const waiting: (() => void)[] = [];
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** A PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$tag */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = random(16);
  const tag = await inTurn(() => derive('argon2id', { ...cost, message: password.normalize('NFC'), nonce: salt }));
  const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${b64(salt)}$${b64(Buffer.from(tag))}`;
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored);
  if (!parts) return false;
  const [, memory, passes, parallelism, salt, tag] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const wanted = Buffer.from(tag, 'base64');
  const got = await inTurn(() =>
    derive('argon2id', {
      message: password.normalize('NFC'),
      nonce: Buffer.from(salt, 'base64'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: wanted.length,
    }),
  );
  return timingSafeEqual(Buffer.from(got), wanted);
}
