import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../setup/eventually.ts';
import { freePort } from '../setup/free-port.ts';

/** A real CalDAV server (Debian's radicale) with one login and nothing in it. */
export type Radicale = {
  /** Ends in a slash. */
  address: string;
  userName: string;
  password: string;
  /** Makes a calendar and tells its address. */
  makeCalendar(name: string, components?: string): Promise<string>;
  put(address: string, ics: string): Promise<void>;
  remove(address: string): Promise<void>;
  /** Everything in a calendar, as one file. */
  read(address: string): Promise<string>;
} & AsyncDisposable;

export async function startRadicale(): Promise<Radicale> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-radicale-'));
  const [userName, password] = ['anna', 'geheim und schön'];
  writeFileSync(join(folder, 'users'), `${userName}:${password}\n`);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/`;
  const settings = {
    'server-hosts': `127.0.0.1:${port}`,
    'auth-type': 'htpasswd',
    'auth-htpasswd-filename': join(folder, 'users'),
    'auth-htpasswd-encryption': 'plain',
    'auth-delay': '0',
    'storage-filesystem-folder': join(folder, 'collections'),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('radicale', ['--config', '', ...args], { stdio: 'ignore' });
  let failed = false;
  child.on('error', () => (failed = true));
  const gone = new Promise((resolve) => child.once('close', resolve));
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  const send = async (method: string, to: string, body?: string, type = 'application/xml'): Promise<string> => {
    const answer = await fetch(to, {
      method,
      headers: { authorization, 'content-type': type },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`radicale answered ${answer.status} to ${method}: ${text}`);
    return text;
  };
  const it: Radicale = {
    address,
    userName,
    password,
    async makeCalendar(name, components = 'VEVENT') {
      const made = `${address}${userName}/${encodeURIComponent(name)}/`;
      await send(
        'MKCALENDAR',
        made,
        `<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>${name}</D:displayname><C:supported-calendar-component-set><C:comp name="${components}"/></C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>`,
      );
      return made;
    },
    async put(to, ics) {
      await send('PUT', to, ics, 'text/calendar; charset=utf-8');
    },
    async remove(to) {
      await send('DELETE', to);
    },
    read: (from) => send('GET', from),
    async [Symbol.asyncDispose]() {
      if (!failed) {
        child.kill();
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await eventually(async () => {
      if (failed) throw new Error('radicale is not installed: sudo apt-get install radicale');
      await fetch(address);
    });
  } catch (error) {
    await it[Symbol.asyncDispose]();
    throw error;
  }
  return it;
}
