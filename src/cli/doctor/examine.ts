import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type Config, readConfig } from '#platform/config';
import type { PgConnection } from '#platform/db';
import { pendingMigrations } from '#platform/migrate';
import { connectionFrom, ensurePostgres } from '#platform/postgres';
import { findServer } from '../server-claim.ts';
import { auditConsent, auditTrail } from './audit.ts';
import { type Answer, type Finding, note, ok, problem } from './finding.ts';
import { standingOfLines } from './lines.ts';
import { telephone, videoRooms } from './telephone.ts';

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
