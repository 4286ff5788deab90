import { once } from 'node:events';
import { createServer } from 'node:net';

/** Of all addresses of this machine. Somebody else may take it meanwhile. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
