/** So long the link of the mail leads to the page, and so long the next one waits. */
export const linkHours = 24;

type Waiting = { id: string; enteredAt: Date; toldAt: Date | null; leftAt: Date | null };

export const isWaiting = ({ toldAt, leftAt }: Waiting): boolean => toldAt === null && leftAt === null;

/** Told lately, and still with a day to come. */
export function isInvited({ toldAt }: Pick<Waiting, 'toldAt'>, now: Date): boolean {
  return toldAt !== null && toldAt.getTime() + linkHours * 3_600_000 > now.getTime();
}

/**
 * Whom to tell now: for each free time one, in the order in which they came. Whoever was told in the last day and has not booked counts as one of the free times, so that there are never more
 * invited than there are times for them. `freeFor` counts the times that fit what somebody answered.
 */
export function toTell<Entry extends Waiting>(
  entries: readonly (Entry & { booked: boolean })[],
  freeFor: (entry: Entry) => number,
  now: Date,
): Entry[] {
  let invited = entries.filter((entry) => isInvited(entry, now) && !entry.booked).length;
  const inOrder = entries
    .filter(isWaiting)
    .toSorted((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime() || (a.id < b.id ? -1 : 1));
  return inOrder.filter((entry) => {
    if (freeFor(entry) <= invited) return false;
    invited++;
    return true;
  });
}
