import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The only ones that another colour scheme changes. */
export const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** What axe complains about, in a form that fits a line; by all its rules, or by some. */
export async function axe(page: Page, rules?: string[]): Promise<string[]> {
  // A colour on its way from light to dark is neither, and what is still appearing has none of its own, from its second picture on. What never ends is there already.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.waitForFunction(
    () => !document.getAnimations().some(({ effect }) => effect?.getComputedTiming().endTime !== Infinity),
  );
  // The page's own policy forbids foreign scripts; the debugger may still evaluate one.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    // Where nothing is wrong, nobody reads how to find it.
    const needed = { resultTypes: ['violations'], selectors: false };
    const { violations } = await axe.run({ ...needed, ...(only && { runOnly: only }) });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
  }, rules);
}
