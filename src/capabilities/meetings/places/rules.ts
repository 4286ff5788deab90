/** Where a meeting is that takes place there. */
export function placeLine({ name, address }: { name: string; address: string }): string {
  return (name === address ? address : `${name}, ${address}`).slice(0, 300);
}

/** So long after the end of a visit whoever has not checked in counts as not having come. */
export const absentAfterMs = 30 * 60_000;
