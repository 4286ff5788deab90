import { ensurePostgres } from '#platform/postgres';
import { readConfig } from '#platform/config';
import { openHouse, startServer } from '../../src/main.ts';
import { line, type Lines } from '../line.ts';
import { measureFlood, measureOffer, measureRaces } from './booking.ts';
import { measureCalendars } from './calendars.ts';
import { measureJoining, measureTable } from './joining.ts';

/** The bars of meeting people, without a browser. */
export async function meetingsAtDesk(dataDir: string): Promise<Lines> {
  const { connection } = await ensurePostgres({
    dataDir,
    log: { info: () => undefined, warn: console.error, error: console.error },
  });
  const config = { ...readConfig({ KLINKE_DATA: dataDir }), privateHosts: ['127.0.0.1'], logLevel: 'silent' };
  // Without jobs: nobody reads the mails of ten thousand bookings.
  const house = await openHouse(connection, { ...config, role: 'web', port: 0, host: '127.0.0.1' });
  const running = await startServer(house);
  try {
    return {
      ...(await line('calendars', () => measureCalendars(house.ground))),
      ...(await line('offer', () => measureOffer(house.ground))),
      ...(await line('races', () => measureRaces(house.ground))),
      ...(await line('flood', () => measureFlood(running))),
    };
  } finally {
    await running.stop();
  }
}

/** The bars of meeting by video, in browsers. */
export async function meetingsByVideo(): Promise<Lines> {
  return { ...(await line('joining', measureJoining)), ...(await line('table', measureTable)) };
}
