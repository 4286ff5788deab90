import { readConfig } from '#platform/config';
import { Refusal } from '#platform/errors';
import { defineCommand } from './command.ts';
import { claimServer } from './server-claim.ts';

export const command = defineCommand({
  usage: 'serve',
  options: {},
  async run({ json }) {
    const config = readConfig();
    // Beside an external database several processes may share the work; alone, one serves a data folder.
    using claim = config.role === 'all' ? await claimServer(config.dataDir) : undefined;
    const { serve } = await import('../main.ts');
    const serving = serve({
      config,
      until: firstSignal(),
      onReady(address) {
        claim?.announce(address);
        process.stdout.write(json ? `${JSON.stringify({ address })}\n` : `Klinke läuft: ${address}\n`);
      },
    });
    await serving.catch((error: unknown) => {
      throw isPortTaken(error) ? portTaken(config.port) : error;
    });
    return undefined;
  },
});

const isPortTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

function portTaken(port: number): Refusal {
  const message = `Port ${port} gehört schon einem anderen Programm. Ein anderer geht so: PORT=${port + 1} npm start`;
  return new Refusal(409, 'server.port_taken', message, { port });
}

/** Fires on the first SIGTERM or Ctrl-C. Who asks a second time does not want to wait for a clean end. */
function firstSignal(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (ending.signal.aborted && signal === 'SIGINT') process.exit(130);
      ending.abort();
    });
  }
  return ending.signal;
}
