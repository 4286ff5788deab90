import { setUp } from '#access';
import { type AllTables, prepareWorkspace } from '#capabilities';
import { recordConsents } from '#consent';
import { insertContacts } from '#contacts';
import { readConfig } from '#platform/config';
import { dbOf, type Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import { ensurePostgres } from '#platform/postgres';
import { openHouse } from '../../src/main.ts';
import { line, type Lines } from '../line.ts';
import { measureGate } from './gate.ts';
import { measureList } from './list.ts';
import { measurePage } from './page.ts';
import { measurePopup } from './popup.ts';
import { measureRinging } from './ringing.ts';
import { measureStorm } from './storm.ts';
import type { Place } from '../run.ts';

/** A Monday morning in Kassel: what may ring does not hang on when somebody measures. */
export const monday = new Date('2026-11-23T09:30:00Z');

export type Desk = {
  ground: Ground;
  workspaceId: string;
  userId: string;
  /** A thousand people who said yes to the telephone. */
  contactIds: string[];
};

/** The bars of deciding whom to call next, each on a thousand people in a workspace of their own. */
export async function callsAtDesk(dataDir: string): Promise<Lines> {
  const { connection } = await ensurePostgres({
    dataDir,
    log: { info: () => undefined, warn: console.error, error: console.error },
  });
  const house = await openHouse(connection, { ...readConfig({ KLINKE_DATA: dataDir }), logLevel: 'silent' });
  try {
    const desk = await furnish(house.ground);
    return {
      ...(await line('gate', () => measureGate(desk))),
      ...(await line('dialerPage', () => measurePage(desk))),
      ...(await line('dialerList', () => measureList(desk))),
    };
  } finally {
    await house.stop();
  }
}

/** The bars of what comes from outside, at the large workspace; and of what goes out, beside it. */
export async function callsOverHttp(place: Place): Promise<Lines> {
  return {
    ...(await line('popup', () => measurePopup(place))),
    ...(await line('storm', () => measureStorm(place))),
    ...(await line('ringing', measureRinging)),
  };
}

async function furnish(ground: Ground): Promise<Desk> {
  const { workspaceId, userId } = await setUp(
    ground,
    {
      workspaceName: 'Bench calls',
      country: 'DE',
      region: 'DE-HE',
      locale: 'de',
      name: 'Bench',
      email: `${newId()}@example.org`,
      password: 'messen statt meinen',
      example: false,
    },
    { onlyFirst: false, prepare: prepareWorkspace },
  );
  const actor = { kind: 'user', workspaceId, userId, role: 'owner', seesOnlyOwn: false } as const;
  const contactIds = await dbOf<AllTables>(ground, { workspaceId })
    .transaction()
    .execute(async (trx) => {
      const people = Array.from({ length: 1_000 }, (_, index) => ({
        lastName: `Muster ${index}`,
        phones: [{ label: 'mobile', value: `+49561${String(200_000 + index)}` }],
      }));
      const ids = (await insertContacts(trx, actor, people, monday)).map(({ id }) => id);
      const yes = { channel: 'phone', state: 'granted', at: new Date('2026-11-20T15:00:00Z'), source: 'form' } as const;
      const proof = {
        reference: 'Formular 4711',
        personName: 'Erika Muster',
        personAddress: 'Königsstraße 1, 34117 Kassel',
        advertiser: 'us' as const,
      };
      const words = ids.map((contactId) => ({ ...yes, contactId, wording: 'Ja, rufen Sie an.', proof }));
      await recordConsents(trx, actor, words, monday);
      return ids;
    });
  return { ground, workspaceId, userId, contactIds };
}
