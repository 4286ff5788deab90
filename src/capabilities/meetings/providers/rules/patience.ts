const secondMs = 1000;

/** While somebody waits for the link, soon; later, more and more rarely. */
export function afterMs({
  tries,
  isNew,
  retryAfterSeconds = 0,
}: {
  tries: number;
  isNew: boolean;
  retryAfterSeconds?: number | undefined;
}): number {
  const own = isNew ? 2 * secondMs * 2 ** (tries - 1) : Math.min(30 * secondMs * 2 ** (tries - 1), 3_600 * secondMs);
  return Math.max(own, Math.min(retryAfterSeconds, 6 * 3_600) * secondMs);
}

/** So long people wait for their mail. */
const mostWaitMs = 150 * secondMs;

/** Whoever waits for a link is told soon that it takes place in our own room; what only changed has time. */
export function givesUp({
  tries,
  isNew,
  delayMs,
  waitedMs,
}: {
  tries: number;
  isNew: boolean;
  delayMs: number;
  waitedMs: number;
}): boolean {
  return isNew ? tries >= 7 || waitedMs + delayMs > mostWaitMs : tries >= 14;
}
