/** Many calls of one telephone system at once, as it posts them in sipgate's form: each message three times and all in any order. */
export type Storm = {
  messages: Record<string, string>[];
  /** How each call must have ended, by the carrier's name for it. */
  ends: Record<string, 'ended' | 'missed' | 'failed'>;
};

const causes = ['normalClearing', 'cancel', 'busy', 'forwarded'] as const;

/** `other`: who is at the other end of the n-th call. */
export function stormOf(calls: number, number: string, other: (n: number) => string): Storm {
  const ends: Storm['ends'] = {};
  const told = Array.from({ length: calls }, (_, n) => {
    const callId = `call ${n}`;
    const inbound = n % 2 === 0;
    const cause = causes[n % causes.length] ?? 'cancel';
    ends[callId] = cause === 'normalClearing' ? 'ended' : inbound && cause !== 'forwarded' ? 'missed' : 'failed';
    const sides = inbound ? { from: other(n), to: number } : { from: number, to: other(n) };
    const call = { callId, direction: inbound ? 'in' : 'out', ...sides };
    const spoken = cause === 'normalClearing' ? [{ event: 'answer', ...call }] : [];
    return [{ event: 'newCall', ...call }, ...spoken, { event: 'hangup', ...call, cause }];
  }).flat();
  const messages = [...told, ...told, ...told]
    .map((message) => ({ message, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ message }) => message);
  return { messages, ends };
}

/** Fifty connections of a carrier, each sending as fast as it is heard. */
export async function rage({ messages }: Storm, tell: (message: Record<string, string>) => Promise<void>) {
  await Promise.all(
    Array.from({ length: 50 }, async (_, lane) => {
      for (const message of messages.filter((_, index) => index % 50 === lane)) await tell(message);
    }),
  );
}
