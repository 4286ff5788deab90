/** Draws the icons of the installed app from src/web/public/icon.svg with a real Chromium. Run it after changing the drawing. */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const folder = 'src/web/public';
const drawing = readFileSync(`${folder}/icon.svg`, 'utf8');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

for (const { name, size, share } of [
  { name: 'icon-180', size: 180, share: 0.66 },
  { name: 'icon-192', size: 192, share: 0.7 },
  { name: 'icon-512', size: 512, share: 0.7 },
  // Phones cut a maskable icon to their own shape; only the middle is sure to stay.
  { name: 'icon-maskable-512', size: 512, share: 0.5 },
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, colorScheme: 'light' });
  const edge = Math.round(size * share);
  await page.setContent(
    `<style>body{margin:0;height:100vh;display:grid;place-items:center;background:#fbfaf8}svg{width:${edge}px;height:${edge}px}</style>${drawing}`,
  );
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.close();
}
await browser.close();
