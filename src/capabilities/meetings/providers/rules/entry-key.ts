/** Under which the way into a meeting elsewhere is given out; it ends with the meeting. */
export const enterKind = 'treffen';

const hoursAfter = 4;

/** As long as a guest link to our own room; it moves with the meeting. */
export const entryUntil = ({ endsAt }: { endsAt: Date }): Date => new Date(endsAt.getTime() + hoursAfter * 3_600_000);
