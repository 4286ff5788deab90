/** What somebody has of the page already, in the time that counts. */
export type Load = { bookings: number; lastAt: Date | null };

/** Whose turn it is: who has fewest, of those who waited longest, and at last by id, so that the same facts always choose the same. */
export function chooseHost(userIds: readonly string[], loads: ReadonlyMap<string, Load>): string | undefined {
  const load = (userId: string) => loads.get(userId) ?? { bookings: 0, lastAt: null };
  return userIds.toSorted((a, b) => {
    const [one, other] = [load(a), load(b)];
    return (
      one.bookings - other.bookings ||
      (one.lastAt?.getTime() ?? -Infinity) - (other.lastAt?.getTime() ?? -Infinity) ||
      (a < b ? -1 : 1)
    );
  })[0];
}
