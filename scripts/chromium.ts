import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** Chromium without the window around the page, which nobody sees here: the same pages for half of the work. */
export const headlessShell = 'chromium-headless-shell';

/** Where the browser is: as CHROMIUM says, or under the name distributions give it. */
export function findChromium(): string | undefined {
  const names = [headlessShell, 'chromium', 'chromium-browser', 'google-chrome'];
  const search = names.map((name) => `command -v ${name}`).join(' || ');
  return process.env['CHROMIUM'] ?? (spawnSync('sh', ['-c', search], { encoding: 'utf8' }).stdout.trim() || undefined);
}

export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium fehlt. Auf Debian: sudo apt-get install chromium');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page lives for seconds: to optimise its code takes more of the processor than it gives back, a seventh of a story.
      '--js-flags=--no-opt --no-maglev',
      ...more,
    ],
  });
}
