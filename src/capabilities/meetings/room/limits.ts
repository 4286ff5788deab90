/** So many see each other without a server in between: each sends their picture to every other one. */
export const mostDirect = 4;
/** By way of Janus: eleven pictures to be drawn and 8 Mbit/s are what an ordinary notebook and line bear. */
export const mostPeople = 12;
/** So long a Janus that did not answer is left alone. */
export const janusAgainMs = 5_000;
export const mostWaiting = 20;
export const mostSaid = 200;
export const mostFileBytes = 25 * 1024 ** 2;
export const mostFiles = 40;
/** Signals kept for one whose connection is lost. */
export const mostMissed = 200;

/** So long a guest link works after the meeting was to end. */
export const linkHours = 4;

/** So long somebody who has lost the connection keeps their place at the table. */
export const graceMs = 30_000;
/** So long a room without anybody remembers who was let in, and what was written. */
export const memoryMs = 30 * 60_000;

/** Messages of one page: so many at once, and so many each second in the long run. */
export const burst = 300;
export const perSecond = 30;

/** So often our people are told that somebody waits at the same door. */
export const knockEveryMs = 60_000;
