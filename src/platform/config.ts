import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const env = z.object({
  KLINKE_DATA: z.string().min(1).default('./data'),
  PORT: z.coerce
    .number('muss eine Zahl sein')
    .int()
    .min(0)
    .max(65535, 'muss zwischen 0 und 65535 liegen')
    .default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  /** Where people reach us, as in https://klinke.example.de; needed for links in mails and behind a proxy. */
  KLINKE_URL: z.url({ protocol: /^https?$/, error: 'muss eine Adresse wie https://klinke.example.de sein' }).optional(),
  /** Number of proxies in front of us whose X-Forwarded-* we may believe. */
  KLINKE_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'muss mit postgres:// beginnen' }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'muss mit smtp:// oder smtps:// beginnen' }).optional(),
  MAIL_FROM: z.string().min(3).default('Klinke <klinke@localhost>'),
  /** Where our own Janus listens, for telephoning in the page; on this machine, for nobody else. */
  JANUS_URL: z.url({ protocol: /^wss?$/, error: 'muss mit ws:// oder wss:// beginnen' }).optional(),
  /** Names as in addresses that users may enter although they lead into our own network, as in cloud.intern,192.168.1.20. */
  KLINKE_PRIVATE_HOSTS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== ''),
    )
    .default([]),
  /** A TURN server (coturn with `use-auth-secret`), for video between networks that don't let each other through. */
  TURN_URL: z
    .string()
    .regex(/^turns?:[\w.:[\]-]+(\?transport=(udp|tcp))?$/, 'muss eine Adresse wie turn:turn.example.de:3478 sein')
    .optional(),
  TURN_SECRET: z.string().min(16, 'muss mindestens 16 Zeichen haben').optional(),
  KLINKE_ROLE: z.enum(['all', 'web', 'worker'], 'muss all, web oder worker sein').default('all'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
});

export type Config = {
  dataDir: string;
  port: number;
  host: string;
  publicUrl: string | undefined;
  proxies: number;
  databaseUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  janusUrl: string | undefined;
  privateHosts: readonly string[];
  turnUrl: string | undefined;
  turnSecret: string | undefined;
  role: 'all' | 'web' | 'worker';
  logLevel: string;
};

/** Throws an error whose message names each wrong variable in words. */
export function readConfig(from: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ''));
  const read = env.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Die Einstellungen stimmen nicht:\n${lines.join('\n')}`);
  }
  const it = read.data;
  return {
    dataDir: resolve(it.KLINKE_DATA),
    port: it.PORT,
    host: it.HOST,
    publicUrl: it.KLINKE_URL?.replace(/\/+$/, ''),
    proxies: it.KLINKE_PROXIES,
    databaseUrl: it.DATABASE_URL,
    smtpUrl: it.SMTP_URL,
    mailFrom: it.MAIL_FROM,
    janusUrl: it.JANUS_URL,
    privateHosts: it.KLINKE_PRIVATE_HOSTS,
    turnUrl: it.TURN_URL,
    turnSecret: it.TURN_SECRET,
    role: it.KLINKE_ROLE,
    logLevel: it.LOG_LEVEL,
  };
}

const Secrets = z.object({
  /** Signs session cookies. */
  session: z.string().min(40),
  /** Keys the hash chain of the event log. */
  chain: z.string().min(40),
  /** Password of the application's own database login. */
  database: z.string().min(40),
});
export type Secrets = z.infer<typeof Secrets>;

/** Made once, on the first start; lives in the data folder, readable by its owner alone. */
export function readSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true });
    const fresh = () => randomBytes(32).toString('base64url');
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ session: fresh(), chain: fresh(), database: fresh() }, null, 2), {
      mode: 0o600,
    });
    renameSync(draft, path);
    chmodSync(path, 0o600);
  }
  const read = Secrets.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.success)
    throw new Error(
      `${path} ist beschädigt. Bitte aus der Sicherung zurückholen; ohne sie gelten keine Anmeldungen mehr.`,
    );
  return read.data;
}
