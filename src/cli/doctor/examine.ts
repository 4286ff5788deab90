import { accessSync, constants, existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { ConsentTables, LedgerFault } from '#consent';
import { type Config, readConfig } from '#platform/config';
import type { AuditFault, Mark } from '#platform/audit';
import type { PgConnection } from '#platform/db';
import { pendingMigrations } from '#platform/migrate';
import { connectionFrom, ensurePostgres } from '#platform/postgres';
import type { PlatformTables } from '#platform/schema';
import { findServer } from '../server-claim.ts';
import { standingOfLines } from './lines.ts';

/** `note`: works, but somebody should know. `problem`: Klinke does not run like this. */
export type Finding = { what: string; state: 'ok' | 'note' | 'problem'; message: string };

type Answer = Omit<Finding, 'what'>;

const ok = (message: string): Answer => ({ state: 'ok', message });
const note = (message: string): Answer => ({ state: 'note', message });
const problem = (message: string): Answer => ({ state: 'problem', message });

export type Wish = {
  audit: boolean;
  /** A witness file kept elsewhere. */
  witness?: string | undefined;
};

export async function examine(wish: Wish): Promise<Finding[]> {
  const findings: Finding[] = [];
  const check = async (what: string, look: () => Answer | Promise<Answer>): Promise<boolean> => {
    const answer = await Promise.resolve()
      .then(look)
      .catch((error: unknown) => problem(error instanceof Error ? error.message : String(error)));
    findings.push({ what, ...answer });
    return answer.state !== 'problem';
  };

  await check('Node', node);
  let config: Config | undefined;
  await check('Einstellungen', () => {
    config = readConfig();
    return ok('lesbar und gültig');
  });
  if (!config) return findings;
  const settings = config;

  const folderWorks = await check('Datenordner', () => dataFolder(settings.dataDir));
  if (folderWorks) {
    await check('Server', () => server(settings.dataDir));
    await checkDatabase(settings, check, wish);
  }
  await check('E-Mail', () => mail(settings));
  await check('Telefon', () => telephone(settings));
  await check('Videoräume', () => videoRooms(settings));
  await check('Adresse', () => publicAddress(settings));
  return findings;
}

function node(): Answer {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 26 ? ok(process.versions.node) : problem(`${process.versions.node}, gebraucht wird 26 oder neuer`);
}

function dataFolder(dataDir: string): Answer {
  const exists = existsSync(dataDir);
  if (!exists) mkdirSync(dirname(dataDir), { recursive: true });
  const place = exists ? dataDir : dirname(dataDir);
  accessSync(place, constants.W_OK | constants.X_OK);
  const disk = statfsSync(place);
  const freeGB = (disk.bavail * disk.bsize) / 1e9;
  const words = `${dataDir}, ${freeGB.toFixed(1).replace('.', ',')} GB frei${exists ? '' : ' (entsteht beim ersten Start)'}`;
  if (freeGB < 0.1) return problem(`${words}: zu wenig, um sicher zu speichern`);
  return freeGB < 2 ? note(`${words}: das wird eng`) : ok(words);
}

async function server(dataDir: string): Promise<Answer> {
  const running = await findServer(dataDir);
  return running
    ? ok(`läuft, ${running.address ?? 'startet gerade'} (Prozess ${running.pid})`)
    : note('läuft gerade nicht');
}

type Check = (what: string, look: () => Answer | Promise<Answer>) => Promise<boolean>;

async function checkDatabase(config: Config, check: Check, { audit, witness }: Wish): Promise<void> {
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'postgres'))) {
    await check('PostgreSQL', () => note('eingebaut, noch nicht angelegt (geschieht beim ersten Start)'));
    return;
  }
  await using database = await open(config, check);
  if (!database) return;
  const { owner } = database;
  await check('Datenbankstand', () => migrations(owner));
  await check('Uhr', () => clock(owner));
  await check('Anschlüsse', () => lines(owner));
  if (!audit) return;
  await check('Ereigniskette', () => auditTrail(config.dataDir, witness));
  await check('Einwilligungen', auditConsent);
}

/** Recomputes the hash chain of every workspace, and compares it with what the witness beside the database and a copy kept elsewhere remember. */
async function auditTrail(dataDir: string, copy: string | undefined): Promise<Answer> {
  const [{ visitHouse }, { workspacesOf }, { verifyChain }, { dbOf }, { readMarks, readWitness }] = await Promise.all([
    import('../../main.ts'),
    import('../whose.ts'),
    import('#platform/audit'),
    import('#platform/ground'),
    import('#platform/witness'),
  ]);
  const beside = await readWitness(dataDir);
  const elsewhere = copy === undefined ? new Map<string, Mark[]>() : readMarks(readFileSync(copy, 'utf8'));
  if (copy !== undefined && elsewhere.size === 0) return problem(`In ${copy} steht kein Prüfwert.`);
  return visitHouse(async ({ ground, owner }) => {
    let [sealed, waiting, compared] = [0, 0, 0];
    const faults: string[] = [];
    const workspaces = await workspacesOf(owner);
    for (const { id, name } of workspaces) {
      const marks = [...(beside.get(id) ?? []), ...(elsewhere.get(id) ?? [])];
      const db = dbOf<PlatformTables>(ground, { workspaceId: id });
      const verdict = await verifyChain(db, id, ground.secrets.chain, { marks });
      sealed += verdict.sealed;
      waiting += verdict.waiting;
      compared += marks.length;
      faults.push(...verdict.faults.map((fault) => `${name}: ${inWords(fault)}`));
    }
    const known = new Set(workspaces.map(({ id }) => id));
    const gone = [...new Set([...beside.keys(), ...elsewhere.keys()])].filter((id) => !known.has(id));
    faults.push(...gone.map((id) => `der Arbeitsbereich ${id} fehlt ganz, ein Prüfwert kennt ihn`));
    if (faults.length > 0) return problem(`beschädigt. ${faults.slice(0, 20).join('; ')}`);
    const left = waiting > 0 ? `, ${waiting} warten auf ihr Siegel` : '';
    return ok(`unversehrt: ${sealed} Ereignisse geprüft, mit ${compared} Prüfwerten verglichen${left}`);
  });
}

function inWords({ what, seal, eventId }: AuditFault): string {
  return `${faultWords[what]}${eventId ? ` (${eventId})` : ''}${seal ? ` in Glied ${seal}` : ''}`;
}

const faultWords: Record<AuditFault['what'], string> = {
  event_missing: 'ein Ereignis fehlt',
  event_changed: 'ein Ereignis wurde verändert',
  event_unsealed: 'ein Ereignis wurde eingeschmuggelt',
  link_missing: 'ein Glied fehlt',
  link_broken: 'ein Glied passt nicht zum vorigen',
  end_missing: 'das Ende der Kette wurde abgeschnitten, bezeugt ist mehr',
  mark_differs: 'es steht etwas anderes als bezeugt',
};

/** Holds the consent ledger of every workspace against the chain. */
async function auditConsent(): Promise<Answer> {
  const [{ visitHouse }, { workspacesOf }, { verifyLedger }, { dbOf }] = await Promise.all([
    import('../../main.ts'),
    import('../whose.ts'),
    import('#consent'),
    import('#platform/ground'),
  ]);
  return visitHouse(async ({ ground, owner }) => {
    const faults: string[] = [];
    let entries = 0;
    let permits = 0;
    for (const { id, name } of await workspacesOf(owner)) {
      const audit = await verifyLedger(dbOf<ConsentTables & PlatformTables>(ground, { workspaceId: id }), id);
      entries += audit.entries;
      permits += audit.permits;
      faults.push(...audit.faults.map((fault) => `${name}: ${ledgerWords[fault.what]} (${fault.id})`));
    }
    if (faults.length > 0) return problem(`beschädigt. ${faults.slice(0, 20).join('; ')}`);
    return ok(`unversehrt: ${entries} Einträge und ${permits} Erlaubnisse stimmen mit der Kette überein`);
  });
}

const ledgerWords: Record<LedgerFault['what'], string> = {
  entry_changed: 'ein Eintrag wurde verändert',
  entry_unsealed: 'ein Eintrag wurde eingeschmuggelt',
  entries_missing: 'Einträge dieser Person fehlen',
  permit_changed: 'eine Erlaubnis oder ihre Nutzung wurde verändert',
  permit_missing: 'eine Erlaubnis oder ihre Nutzung fehlt',
  proof_broken: 'ein Beleg ist nicht der, der dazugelegt wurde',
  wording_broken: 'ein Wortlaut ist nicht der, der freigegeben wurde',
  permit_smuggled: 'eine Erlaubnis oder ihre Nutzung wurde eingeschmuggelt',
};

type Opened = { owner: PgConnection } & AsyncDisposable;

/** Also starts a database that rests, and lets it rest again afterwards. */
async function open(config: Config, check: Check): Promise<Opened | undefined> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let opened: Opened | undefined;
  await check('PostgreSQL', async () => {
    if (config.databaseUrl) {
      opened = { owner: connectionFrom(config.databaseUrl), [Symbol.asyncDispose]: async () => undefined };
      return ok(`eigenes (DATABASE_URL), Version ${await versionOf(opened.owner)}`);
    }
    const postgres = await ensurePostgres({ dataDir: config.dataDir, log: quiet });
    opened = { owner: postgres.connection, [Symbol.asyncDispose]: () => postgres.stop() };
    const state = postgres.startedHere ? 'ruht und lässt sich starten' : `läuft (Prozess ${postgres.pid})`;
    return ok(`eingebaut, Version ${await versionOf(postgres.connection)}, ${state}`);
  });
  return opened;
}

async function versionOf(owner: PgConnection): Promise<string> {
  const { version } = await ask<{ version: string }>(owner, `select current_setting('server_version') as version`);
  if (Number.parseInt(version, 10) < 15) throw new Error(`Version ${version} ist zu alt, gebraucht wird 15 oder neuer`);
  return version;
}

async function migrations(owner: PgConnection): Promise<Answer> {
  const pending = await pendingMigrations(owner);
  if (pending.length === 0) return ok('auf dem Stand dieser Fassung');
  return note(`${pending.length} Schritte stehen aus; der nächste Start holt sie nach`);
}

async function lines(owner: PgConnection): Promise<Answer> {
  const standing = await standingOfLines(owner);
  if (!standing || standing.length === 0)
    return note('keiner eingerichtet (Einstellungen, Anschlüsse); wer anruft, weiß Klinke dann nicht');
  const day = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ');
  const refused = standing.flatMap(({ name, refusedAt, refusal, heardAt }) =>
    refusedAt && refusal && (!heardAt || heardAt < refusedAt)
      ? [`${name}: zuletzt abgewiesen (${day(refusedAt)} UTC): ${refusal}`]
      : [],
  );
  const silent = standing
    .filter(({ listens, heardAt }) => listens && !heardAt)
    .map(({ name }) => `${name}: noch nichts gehört`);
  const troubles = [...refused, ...silent];
  return troubles.length > 0 ? note(troubles.join('; ')) : ok(`${standing.length} eingerichtet`);
}

async function clock(owner: PgConnection): Promise<Answer> {
  const before = Date.now();
  const { now } = await ask<{ now: Date }>(owner, 'select clock_timestamp() as now');
  const apartMs = Math.abs(now.getTime() - (before + Date.now()) / 2);
  const words = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (apartMs < 5_000) return ok(words);
  return note(`${words}; die Datenbank weicht um ${Math.round(apartMs / 1000)} Sekunden ab`);
}

async function mail({ smtpUrl, mailFrom }: Config): Promise<Answer> {
  if (!smtpUrl) return note('kein Versand eingerichtet (SMTP_URL); Nachrichten liegen im Postausgang der App');
  const { createTransport } = await import('nodemailer');
  const server = createTransport({ url: smtpUrl, connectionTimeout: 5_000, greetingTimeout: 5_000 });
  try {
    await server.verify();
    return ok(`${new URL(smtpUrl).host} nimmt an, Absender ${mailFrom}`);
  } catch (error) {
    return note(`${new URL(smtpUrl).host} nimmt nicht an: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    server.close();
  }
}

async function telephone({ janusUrl }: Config): Promise<Answer> {
  if (!janusUrl)
    return note('kein Janus eingerichtet (JANUS_URL); „Anrufen“ gibt die Nummer an das Telefonprogramm des Rechners');
  const [{ examineJanus, examineVoice }, { networkInterfaces }] = await Promise.all([
    import('#telephony'),
    import('node:os'),
  ]);
  const missing = await examineJanus(janusUrl).catch(() => undefined);
  if (missing === undefined) return note(`${janusUrl} antwortet nicht; ${withoutTelephone}`);
  if (missing.length > 0) return note(`Janus fehlt ${missing.join(' und ')}; ${withoutTelephone}`);
  // Whoever reaches Janus can use every telephone in it.
  for (const { address, family, internal } of Object.values(networkInterfaces()).flatMap((all) => all ?? [])) {
    if (family !== 'IPv4' || internal) continue;
    const open = Object.assign(new URL(janusUrl), { hostname: address }).href;
    if (await examineJanus(open).catch(() => undefined))
      return problem(`Janus ist unter ${open} für andere erreichbar; ws_ip = "127.0.0.1" in seiner Einstellung hilft`);
  }
  const voice = await examineVoice(janusUrl).catch(() => undefined);
  if (!voice?.heard)
    return problem(
      `Janus hört Klinke nicht${voice ? ` (UDP an ${voice.at})` : ''}, Tasten und Hinweise bleiben stumm; local_ip in janus.plugin.audiobridge.jcfg muss eine Adresse sein, die dieser Rechner erreicht, am besten 127.0.0.1`,
    );
  if (isLoopback(new URL(janusUrl).hostname) && !isLoopback(voice.at))
    return problem(
      `Wer ${voice.at} erreicht, könnte in jedes Gespräch hineinsprechen; local_ip = "127.0.0.1" in janus.plugin.audiobridge.jcfg hilft`,
    );
  return ok(`Janus antwortet unter ${janusUrl}`);
}

async function videoRooms({ janusUrl, turnUrl }: Config): Promise<Answer> {
  const four = 'vier Menschen sehen einander direkt';
  if (!janusUrl) return note(`${four}; für mehr fehlt Janus (JANUS_URL)`);
  const { examineJanus } = await import('#telephony');
  const missing = await examineJanus(janusUrl, ['janus.plugin.videoroom']).catch(() => undefined);
  if (missing === undefined) return note(`${four}; für mehr antwortet ${janusUrl} nicht`);
  if (missing.length > 0) return note(`${four}; für mehr fehlt Janus ${missing.join(' und ')}`);
  return turnUrl
    ? ok('bis zwölf Menschen')
    : note('bis zwölf Menschen; ohne eigenes Relais (TURN_URL) lassen manche Netze niemanden durch');
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || host.startsWith('127.');

const withoutTelephone = 'telefoniert wird bis dahin nicht in der Seite';

function publicAddress({ publicUrl }: Config): Answer {
  if (!publicUrl) return note('KLINKE_URL fehlt; Links in Mails führen nur auf diesen Rechner');
  if (new URL(publicUrl).protocol === 'https:') return ok(publicUrl);
  return note(`${publicUrl} ist nicht verschlüsselt (https)`);
}

async function ask<Row extends object>(connection: PgConnection, sql: string): Promise<Row> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<Row>(sql);
    const [row] = rows;
    if (!row) throw new Error('Die Datenbank antwortet nicht wie erwartet.');
    return row;
  } finally {
    await client.end();
  }
}
