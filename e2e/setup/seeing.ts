import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { received } from './meeting.ts';

const patient = { timeout: 90_000 };

/** New pictures come in. */
export async function sees(page: Page, pictures = 5): Promise<void> {
  const { frames } = await received(page);
  await expect.poll(async () => (await received(page)).frames, patient).toBeGreaterThan(frames + pictures);
}

/** Something is to be heard. */
export async function hears(page: Page): Promise<void> {
  const { energy } = await received(page);
  await expect.poll(async () => (await received(page)).energy, patient).toBeGreaterThan(energy + 0.0001);
}
