import pg from 'pg';
import { changeUser, createApiKey, revokeApiKey, signOut } from '#access/contract';
import { createContact } from '#contacts/contract';
import { must } from '../doors/records.ts';
import { testDatabase } from '../setup/database.ts';
import { type Client, startApp, type TestApp } from '../setup/house.ts';

/** A running house with credentials in every state of decay. */
export type Victim = {
  app: TestApp;
  host: string;
  owner: Client;
  /** What stands in braces in the corpus. */
  fill(text: string): string;
};

export async function openVictim(): Promise<Victim> {
  const app = await startApp();
  const [home, away] = [await app.workspace('Hier'), await app.workspace('Drüben')];
  const { owner } = home;
  const [admin, left, gone, late, idle] = [
    await home.person('admin'),
    await home.person('admin'),
    await home.person('member'),
    await home.person('member'),
    await home.person('member'),
  ];
  const contactOf = async (client: Client, lastName: string) =>
    (await must(client, createContact, { body: { lastName } })).id;
  const key = (client: Client, ...scopes: string[]) => must(client, createApiKey, { body: { name: 'Kasse', scopes } });

  const [good, other, revoked, reading] = [
    (await key(owner, 'all.owner')).secret,
    (await key(owner, 'all.owner')).secret,
    await key(owner, 'all.owner'),
    (await key(owner, 'contacts.read')).secret,
  ];
  const [ofAdmin, ofLeft] = [(await key(admin, 'all.owner')).secret, (await key(left, 'all.owner')).secret];
  await must(owner, revokeApiKey, { params: { keyId: revoked.key.id } });
  await must(owner, changeUser, { params: { userId: left.userId }, body: { ended: true } });
  await must(gone, signOut, {});
  await age(late, `expires_at = '2026-11-23T09:00:00Z'`);
  await age(idle, `updated_at = '2026-11-22T09:00:00Z'`);

  const [name = '', value = ''] = splitAt(cookieOf(owner), '=');
  const [token = '', signature = ''] = splitAt(decodeURIComponent(value), '.');
  const [, otherSignature = ''] = splitAt(decodeURIComponent(splitAt(cookieOf(admin), '=')[1] ?? ''), '.');
  const signed = (text: string, by: string) => `${name}=${encodeURIComponent(`${text}.${by}`)}`;
  const [prefix, , id, secret] = good.split('_');
  const address = app.running.server.server.address();
  const host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;

  const values: Record<string, string> = {
    host,
    contact: await contactOf(owner, 'Eigen'),
    foreign: await contactOf(away.owner, 'Fremd'),
    workspace: home.id,
    away: away.id,
    owner: owner.userId,
    admin: admin.userId,
    cookie: cookieOf(owner),
    'cookie tampered': signed(token, `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`),
    'cookie swapped': signed(token, otherSignature),
    'cookie unsigned': `${name}=${encodeURIComponent(token)}`,
    'cookie unprefixed': `klinke=${value}`,
    'cookie lower': `${name.toLowerCase()}=${value}`,
    'cookie expired': cookieOf(late),
    'cookie idle': cookieOf(idle),
    'cookie signed out': cookieOf(gone),
    key: good,
    'key short': `Bearer ${good.slice(0, -1)}`,
    'key changed': `Bearer ${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`,
    'key upper': `Bearer ${good.toUpperCase().replace('KLK', 'klk')}`,
    'key with another secret': `Bearer ${[prefix, home.id.replaceAll('-', ''), id, other.split('_')[3]].join('_')}`,
    'key in the other workspace': `Bearer ${[prefix, away.id.replaceAll('-', ''), id, secret].join('_')}`,
    'key revoked': revoked.secret,
    'key of one who left': ofLeft,
    'key of an admin': ofAdmin,
    'key that reads': reading,
  };
  // What was true a second ago is believed no longer.
  app.time.now = new Date(app.time.now.getTime() + 2_000);
  return {
    app,
    host,
    owner,
    fill: (text) => Object.entries(values).reduce((filled, [word, one]) => filled.replaceAll(`{${word}}`, one), text),
  };
}

const cookieOf = (client: Client): string => client.headers['cookie'] ?? '';

function splitAt(text: string, sign: string): [string, string] {
  const at = sign === '.' ? text.lastIndexOf(sign) : text.indexOf(sign);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Time that passed for the sessions of one person alone. */
async function age(client: Client, change: string): Promise<void> {
  const database = new pg.Client((await testDatabase()).owner);
  await database.connect();
  await database.query(`update session set ${change} where user_id = $1`, [client.userId]);
  await database.end();
}
