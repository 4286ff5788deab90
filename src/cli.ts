import { runCommandLine } from './cli/run.ts';

// Whatever a failed start left open must not keep a process alive that has said its last word.
process.exit(await runCommandLine(process.argv.slice(2)));
