/**
 * `npm test`: everything that must hold before a change lands. Each check counts as one, each test as one; a skipped test counts as
 * failed. Ends with one line of figures and exit code 0 only when nothing failed.
 *
 * What failed is told once more below the figures: whoever sees only the end of a long output sees that.
 *
 * What mostly waits (for telephones, and for processes that die and come back) runs beside what computes; types and the like take what both
 * leave of the processors. A step is shown whole when it has ended; meanwhile a line a minute says how far they are.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, setPriority, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { findChromium, headlessShell } from './chromium.ts';

type Step = { name: string; program: string; args: string[]; report?: string; niceness?: number };
type Ended = { name: string; passed: number; failed: number; failures: string[]; seconds: number };
type Report = {
  numTotalTests: number;
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
};

process.chdir(resolve(import.meta.dirname, '..'));
const reports = mkdtempSync(join(tmpdir(), 'klinke-reports-'));
const told = (name: string) => join(reports, `${name}.txt`);

// What they know of the types, these two otherwise work out anew for every core: twice the work, in half the room.
process.env['GOMAXPROCS'] = '1';
// Nor do they tidy up before they are done: a fifth of their work. Beyond the limit they do, so that a small machine bears it.
process.env['GOGC'] = 'off';
process.env['GOMEMLIMIT'] = '5GiB';
// Our own command is started a hundred times, of the same code.
process.env['NODE_COMPILE_CACHE'] = join(reports, 'compiled');
// Sound that comes late is none: who waits goes first where all want the processor. Chromium, run by root, would take a better place for itself.
const behind = (niceness: number, steps: readonly Step[]) => steps.map((step) => ({ ...step, niceness }));
const withoutRights = ['setpriv', '--bounding-set=-sys_nice'];
const stayingNice = spawnSync('setpriv', [...withoutRights.slice(1), 'true']).status === 0 ? withoutRights : [];
const sources = [
  check('types', 'tsc', '--noEmit', '-p', '.', '--checkers', '1'),
  check('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  check('format', 'oxfmt', '--check'),
  check('unused', 'knip'),
  { name: 'messages', program: process.execPath, args: ['scripts/messages.ts', 'check'] },
];

bringPeers();
const running = new Set<string>();
const progress = setInterval(() => process.stdout.write(`… ${[...running].map(howFar).join(', ')}\n`), 60_000);
const lanes = [
  behind(15, [tests('tests', 'house'), tests('stories')]),
  [tests('start'), ...behind(19, sources)],
  [tests('sound')],
];
const ended = (await Promise.all(lanes.map(lane))).flat();
clearInterval(progress);
rmSync(reports, { recursive: true, force: true });

const sum = (which: 'passed' | 'failed') => ended.reduce((total, step) => total + step[which], 0);
for (const { name, passed, failed, seconds } of ended)
  process.stdout.write(
    `${failed === 0 ? '✓' : '✗'} ${name.padEnd(8)} ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s\n`,
  );
for (const failure of ended.flatMap(({ failures }) => failures)) process.stdout.write(`\n✗ ${failure}\n`);
process.stdout.write(`\ntests: ${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;

function check(name: string, tool: string, ...args: string[]): Step {
  return { name, program: join('node_modules/.bin', tool), args };
}

function tests(name: string, project = name): Step {
  const report = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { ...check(name, 'vitest', 'run', '--project', project, ...reporters), report };
}

async function lane(steps: readonly Step[]): Promise<Ended[]> {
  const done: Ended[] = [];
  for (const step of steps) done.push(await take(step));
  return done;
}

async function take({ name, program, args, report, niceness = 0 }: Step): Promise<Ended> {
  const begun = performance.now();
  running.add(name);
  // Into a file: a process left behind could hold a pipe open.
  const output = openSync(told(name), 'w');
  const [command = '', ...rest] = [...(niceness > 0 ? stayingNice : []), program, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', output, output],
    timeout: 40 * 60_000,
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  });
  if (child.pid !== undefined) setPriority(child.pid, Math.min(getPriority() + niceness, 19));
  const [status] = (await once(child, 'exit').catch((error: unknown) => [error])) as [unknown];
  running.delete(name);
  process.stdout.write(`\n── ${name}\n${readFileSync(told(name), 'utf8')}\n`);
  return { name, ...count(name, status === 0, report), seconds: (performance.now() - begun) / 1000 };
}

function count(name: string, fine: boolean, report: string | undefined): Omit<Ended, 'name' | 'seconds'> {
  const end = () => readFileSync(told(name), 'utf8').trim().slice(-2000);
  if (report === undefined && fine) return { passed: 1, failed: 0, failures: [] };
  if (report === undefined || !existsSync(report)) return { passed: 0, failed: 1, failures: [`${name}\n${end()}`] };
  const { numTotalTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const failures = testResults.flatMap((file) => failuresOf(`${name}: ${relative('.', file.name)}`, file));
  // An unhandled rejection belongs to no test: it shows only in the exit code, and at the end of what was told.
  if (!fine && failures.length === 0) failures.push(`${name}, outside of any test\n${end()}`);
  return { passed: numPassedTests, failed: Math.max(numTotalTests - numPassedTests, failures.length), failures };
}

/** A file that does not load has no tests that failed, but a message of its own. */
function failuresOf(where: string, { status, message, assertionResults }: Report['testResults'][number]): string[] {
  const tests = assertionResults.filter((test) => test.status !== 'passed');
  if (tests.length === 0) return status === 'passed' ? [] : [`${where}\n${message}`];
  return tests.map(
    (test) => `${where}: ${test.fullName} (${test.status})\n${test.failureMessages.join('\n').slice(0, 2000)}`,
  );
}

function howFar(name: string): string {
  const files = readFileSync(told(name), 'utf8').match(/\.test\.tsx? .*\(\d+ tests?/g)?.length ?? 0;
  return files > 0 ? `${name} (${files} files)` : name;
}

/** Janus is ours; SIPp plays everybody else's telephone, Radicale everybody else's calendar; the stories are seen in Chromium. */
function bringPeers(): void {
  const has = (name: string) => spawnSync('which', [name]).status === 0;
  if (!['janus', 'sipp', 'radicale', 'turnserver'].every(has)) bring('janus', 'sip-tester', 'radicale', 'coturn');
  const fonts = ['fonts-liberation', 'fonts-noto-color-emoji'];
  if (process.env['CHROMIUM'] !== undefined || has(headlessShell) || install([headlessShell, ...fonts])) return;
  if (findChromium() === undefined) bring('chromium', ...fonts);
}

function bring(...packages: string[]): void {
  if (!install(packages))
    process.stdout.write(`Es fehlt etwas von diesen; auf Debian: sudo apt-get install ${packages.join(' ')}\n`);
}

/** On a bare Debian machine that is ours. Nothing of it is to run by itself: a service would listen for everybody. */
function install(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: 'inherit',
    env,
  });
  if (ours) rmSync(policy);
  return status === 0;
}
