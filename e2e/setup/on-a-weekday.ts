/** The server as `klinke serve --json` starts it, but on the latest weekday at ten: on Sundays and at night nobody may be called. */
import { readConfig } from '#platform/config';
import { callingTime } from '#workspace';
import { findPostgres, openHouse, startServer } from '../../src/main.ts';

const config = readConfig();
const behindMs = Date.now() - latestWeekday().getTime();
await using postgres = await findPostgres(config);
const house = await openHouse(postgres.owner, config, undefined, { clock: () => new Date(Date.now() - behindMs) });
const running = await startServer(house);
process.stdout.write(`${JSON.stringify({ address: running.address })}\n`);
await new Promise((resolve) => process.once('SIGTERM', resolve));
await running.stop();

function latestWeekday(): Date {
  const day = new Date();
  day.setUTCHours(9, 0, 0, 0);
  do day.setUTCDate(day.getUTCDate() - 1);
  while (day.getUTCDay() === 6 || !callingTime(day, 'DE-HE').open);
  return day;
}
