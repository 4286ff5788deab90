/** A column as it was written: each different text once, and for each row which. A blank cell is the text ''. */
export type Column = { readonly name: string; readonly words: readonly string[]; readonly codes: Uint32Array };

export type Table = { readonly rows: number; readonly columns: readonly Column[] };

/** What is wrong with a table, or cannot be told from it, in words for who brought it. */
export class TableProblem extends Error {
  override readonly name = 'TableProblem';
}

/** Takes rows one by one, of which there may be millions. */
export function collectTable(names: readonly string[]): { add(row: readonly string[]): void; table(): Table } {
  const parts = names.map(() => ({
    words: [] as string[],
    known: new Map<string, number>(),
    codes: new Uint32Array(1024),
  }));
  let rows = 0;
  return {
    add(row) {
      for (const [at, part] of parts.entries()) {
        const word = row[at]?.trim() ?? '';
        let code = part.known.get(word);
        if (code === undefined) {
          code = part.words.push(word) - 1;
          part.known.set(word, code);
        }
        if (rows === part.codes.length) {
          const wider = new Uint32Array(rows * 2);
          wider.set(part.codes);
          part.codes = wider;
        }
        part.codes[rows] = code;
      }
      rows += 1;
    },
    table: () => ({
      rows,
      columns: parts.map(({ words, codes }, at) => ({ name: names[at] ?? '', words, codes: codes.subarray(0, rows) })),
    }),
  };
}

export function columnOf(table: Table, name: string): Column {
  const found =
    table.columns.find((column) => column.name === name) ?? table.columns.find((column) => same(column.name, name));
  if (!found)
    throw new TableProblem(
      `Die Spalte „${name}“ gibt es in dieser Tabelle nicht. Da sind: ${table.columns
        .map((column) => column.name)
        .join(', ')
        .slice(0, 400)}.`,
    );
  return found;
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

export const textAt = (column: Column, row: number): string => column.words[column.codes[row] ?? 0] ?? '';
