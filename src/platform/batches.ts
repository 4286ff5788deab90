/** Reads on behind the last row until there are no more; each batch fits in memory, and nobody waits for all of them. */
export async function* inBatches<Row>(
  size: number,
  read: (after: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after: Row | undefined; ;) {
    const rows = await read(after);
    after = rows.at(-1);
    if (after !== undefined) yield rows;
    if (rows.length < size) return;
  }
}

/** Before every id there is. */
export const firstId = '00000000-0000-0000-0000-000000000000';
