import { ensurePostgres } from '#platform/postgres';
import { readConfig } from '#platform/config';
import { openHouse } from '../../src/main.ts';
import { line, type Lines } from '../line.ts';
import { measureCalendars } from './calendars.ts';
import { measureJoining, measureTable } from './joining.ts';

/** The bars of meeting people, without a browser. */
export async function meetingsAtDesk(dataDir: string): Promise<Lines> {
  const { connection } = await ensurePostgres({
    dataDir,
    log: { info: () => undefined, warn: console.error, error: console.error },
  });
  const config = { ...readConfig({ KLINKE_DATA: dataDir }), privateHosts: ['127.0.0.1'], logLevel: 'silent' };
  const house = await openHouse(connection, config);
  try {
    process.stderr.write('calendars …\n');
    return { calendars: await measureCalendars(house.ground) };
  } finally {
    await house.stop();
  }
}

/** The bars of meeting by video, in browsers. */
export async function meetingsByVideo(): Promise<Lines> {
  return { ...(await line('joining', measureJoining)), ...(await line('table', measureTable)) };
}
