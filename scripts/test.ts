/**
 * `npm test`: everything that must hold before a change lands. Each check counts as one, each test as one; a skipped test counts as
 * failed. Ends with one line of figures and exit code 0 only when nothing failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findChromium } from './chromium.ts';

type Count = { passed: number; failed: number };

process.chdir(resolve(import.meta.dirname, '..'));
const reports = mkdtempSync(join(tmpdir(), 'klinke-reports-'));

const steps: [name: string, doStep: () => Count][] = [
  ['types', () => check('tsc', '--noEmit', '-p', '.')],
  ['lint', () => check('oxlint', '--type-aware', '--deny-warnings')],
  ['format', () => check('oxfmt', '--check')],
  ['unused', () => check('knip')],
  ['messages', () => run(process.execPath, 'scripts/messages.ts', 'check')],
  ['tests', () => (bringPeers(), tests('house'))],
  ['start', () => tests('start')],
  ['stories', () => (hasChromium() ? tests('stories') : noChromium())],
  ['sound', () => (hasChromium() ? tests('sound') : noChromium())],
];

const total: Count = { passed: 0, failed: 0 };
const summary: string[] = [];
for (const [name, doStep] of steps) {
  process.stdout.write(`\n── ${name}\n`);
  const begun = performance.now();
  const { passed, failed } = doStep();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  summary.push(`${failed === 0 ? '✓' : '✗'} ${name.padEnd(8)} ${passed} passed, ${failed} failed, ${seconds} s`);
}
rmSync(reports, { recursive: true, force: true });

process.stdout.write(`\n${summary.join('\n')}\n\ntests: ${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function check(tool: string, ...args: string[]): Count {
  return run(join('node_modules/.bin', tool), ...args);
}

function run(program: string, ...args: string[]): Count {
  const { status } = spawnSync(program, args, { stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function tests(project: string): Count {
  const report = join(reports, `${project}.json`);
  const { status } = spawnSync(
    'node_modules/.bin/vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { stdio: 'inherit', timeout: 20 * 60_000 },
  );
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const told = JSON.parse(readFileSync(report, 'utf8')) as Record<'numTotalTests' | 'numPassedTests', number>;
  const failed = told.numTotalTests - told.numPassedTests;
  // An error outside any test (a file that does not load, an unhandled rejection) shows only in the exit code.
  return { passed: told.numPassedTests, failed: status === 0 ? failed : Math.max(failed, 1) };
}

function hasChromium(): boolean {
  const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'];
  return findChromium() !== undefined || (install(packages) && findChromium() !== undefined);
}

/** Janus is ours; SIPp plays everybody else's telephone, Radicale everybody else's calendar. */
function bringPeers(): void {
  const there = ['janus', 'sipp', 'radicale', 'turnserver'].every((name) => spawnSync('which', [name]).status === 0);
  if (!there && !install(['janus', 'sip-tester', 'radicale', 'coturn']))
    process.stdout.write(
      'Es fehlen Janus, SIPp, Radicale oder coturn. Auf Debian: sudo apt-get install janus sip-tester radicale coturn\n',
    );
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

function noChromium(): Count {
  process.stdout.write('Für die Browsergeschichten fehlt Chromium. Auf Debian: sudo apt-get install chromium\n');
  return { passed: 0, failed: 1 };
}
