export type Lines = Record<string, unknown>;

/** What can't be measured is not met; the others are measured all the same. */
export async function line(name: string, measure: () => Promise<object>): Promise<Lines> {
  process.stderr.write(`${name} …\n`);
  try {
    return { [name]: await measure() };
  } catch (error) {
    return { [name]: { failed: String(error), met: false } };
  }
}
