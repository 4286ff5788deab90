import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Config, readConfig } from '#platform/config';
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
    await refuseTakenPort(config);
    const { serve } = await import('../main.ts');
    await serve({
      config,
      until: firstSignal(),
      onReady(address) {
        claim?.announce(address);
        process.stdout.write(json ? `${JSON.stringify({ address })}\n` : `Klinke läuft: ${address}\n`);
      },
    });
    return undefined;
  },
});

/** Tried before the database is woken; a moment later somebody else may still be quicker, and then `listen` says so. */
async function refuseTakenPort({ host, port }: Config): Promise<void> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
  } catch {
    const message = `Port ${port} gehört schon einem anderen Programm. Ein anderer geht so: PORT=${port + 1} npm start`;
    throw new Refusal(409, 'server.port_taken', message, { host, port });
  }
  await new Promise((closed) => probe.close(closed));
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
