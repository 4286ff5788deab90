import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Place } from './run.ts';
import { person } from './data.ts';

type Run = { rows: number; seconds: number; rowsPerSecond: number; peakMb: number };

/** A door log of strangers through the command line, into the large workspace: duplicate check, consent, visits and events as in the product. */
export async function importing(
  { dataDir, size, workspaceId }: Place,
  server: number,
): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-bench-'));
  try {
    const first = await bring(await list(folder, 100_000, 1), dataDir, workspaceId, 100_000, server);
    if (size.people < 1_000_000) return { import: first };
    const million = await bring(await list(folder, 1_000_000, 2), dataDir, workspaceId, 1_000_000, server);
    return {
      import: first,
      importMillion: { ...million, timesTheHundredThousand: Math.round((million.seconds / first.seconds) * 10) / 10 },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows that no earlier run has brought: the numbers carry the moment. */
async function list(folder: string, rows: number, round: number): Promise<string> {
  const path = join(folder, `liste-${round}.csv`);
  const out = createWriteStream(path);
  out.write('Vorname;Nachname;Telefon;E-Mail;Straße;Hausnr.;PLZ;Ort;Ergebnis;Datum;Vertreter\r\n');
  const stamp = ((Date.now() / 1000) % 10_000_000) | 0;
  for (let n = 0; n < rows; n++) {
    const one = person(n + 31, { people: rows, companies: rows / 5, deals: 0, events: 0 });
    const [address] = one.addresses;
    const number =
      `0152 ${String(stamp).padStart(7, '0')}${round}${n}`.slice(0, 5) +
      String((stamp * 7919 + n * 13 + round) % 100_000_000).padStart(8, '0');
    const line = [
      one.firstName,
      one.lastName,
      number,
      `${round}.${stamp}.${n}@example.net`,
      address?.street,
      address?.houseNumber,
      address?.postalCode,
      address?.city,
      n % 7 === 0 ? 'bitte nicht mehr klingeln' : 'nicht angetroffen',
      '17.05.2026',
      'Ö. Öztürk',
    ].join(';');
    if (!out.write(`${line}\r\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return path;
}

/** Beside the running server either of the two does the work, whoever hears of it first: the memory is that of the larger. */
async function bring(file: string, dataDir: string, workspaceId: string, rows: number, server: number): Promise<Run> {
  const program = resolve(import.meta.dirname, '../bin/klinke');
  const begun = performance.now();
  const child = spawn(program, ['import', file, '--json', '--workspace', workspaceId], {
    env: { ...process.env, KLINKE_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(server), peakOf(child.pid ?? 0));
  }, 200);
  await once(child, 'exit');
  clearInterval(watch);
  const answer = JSON.parse(said) as { rows?: number };
  if (answer.rows !== rows) throw new Error(`the import said ${said}`);
  const seconds = (performance.now() - begun) / 1000;
  return {
    rows,
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(rows / seconds),
    peakMb: Math.round(peakMb),
  };
}

/** Megabytes, or none of a process that has just ended. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
