/**
 * The server as `klinke serve --json` starts it, but on a machine whose clock begins at `KLINKE_BEGINS` and is put on by a time on standard input. Jobs go by the clock of the database,
 * so what was to run by the new time is told to run now.
 */
import { createInterface } from 'node:readline';
import pg from 'pg';
import { readConfig } from '#platform/config';
import { findPostgres, openHouse, startServer } from '../../src/main.ts';

const RealDate = Date;
let aheadMs = RealDate.parse(process.env['KLINKE_BEGINS'] ?? '') - RealDate.now();
// The sign-in library looks at no clock but this one.
globalThis.Date = new Proxy(RealDate, {
  construct: (real, args, self) => Reflect.construct(real, args.length > 0 ? args : [Date.now()], self) as Date,
  get: (real, name) => (name === 'now' ? () => real.now() + aheadMs : Reflect.get(real, name)),
});

const config = readConfig();
await using postgres = await findPostgres(config);
const running = await startServer(await openHouse(postgres.owner, config));
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
say({ address: running.address });
createInterface({ input: process.stdin }).on('line', (time) => {
  aheadMs = RealDate.parse(time) - RealDate.now();
  void wakeUntil(time).then(() => say({ time }));
});
await new Promise((resolve) => process.once('SIGTERM', resolve));
process.stdin.destroy();
await running.stop();

async function wakeUntil(time: string): Promise<void> {
  const client = new pg.Client(postgres.owner);
  await client.connect();
  await client.query(
    'update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now() and run_at <= $1',
    [time],
  );
  await client.end();
}
