import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

const globalSetup = 'test/setup/prepared.ts';

/** The longest by far, but small as files, by whose size they are ordered: begun late, they would end alone. */
const longest = ['/e2e/pages.test.ts', '/test/doors.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]): ReturnType<BaseSequencer['sort']> {
    const isLongest = ({ moduleId }: (typeof files)[number]) => longest.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    // What a test leaves behind is tidied up in few large pieces: a tenth of its work.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
    // Generous: the machine may be slow, and others run beside.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: ['test/start/**', 'test/faults/**'],
          globalSetup: 'test/setup/global.ts',
          // What keeps tests apart is a workspace of their own. To load the whole house anew for every file was a third of the work.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // Real processes that are started, doubled and killed: one at a time, so that their times mean something.
          name: 'start',
          include: ['test/start/**/*.test.ts', 'test/faults/**/*.test.ts'],
          globalSetup,
          fileParallelism: false,
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stories',
          // One more than the processors: a third of a story is waiting.
          maxWorkers: 3,
          include: ['e2e/*.test.ts'],
          globalSetup: [globalSetup, 'e2e/setup/prepared-example.ts'],
        },
      },
      {
        extends: true,
        test: {
          // Two conversations at once take the sound from each other.
          name: 'sound',
          include: ['e2e/sound/*.test.ts'],
          globalSetup,
          fileParallelism: false,
        },
      },
    ],
  },
});
