import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** What a command tells: words for a person, and the same as data for `--json`. */
export type Answer = { text: string; json: unknown; exitCode?: number };

/** One word after `klinke`. Commands that need a database bring their own; nothing is loaded before it is asked for. */
export type Command<Options extends ParseArgsOptionsConfig = ParseArgsOptionsConfig> = {
  /** As a person types it, without `klinke`. */
  usage: string;
  options: Options;
  /** `words`: what stands beside the options. `undefined`: everything has been said already. */
  run(given: { values: Values<Options>; words: string[]; json: boolean }): Promise<Answer | undefined>;
};

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>['values'];

export function defineCommand<const Options extends ParseArgsOptionsConfig>(
  command: Command<Options>,
): Command<Options> {
  return command;
}

/** The person typed something we do not understand: exit code 2 and the right way to say it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
