import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from './calling.ts';

export async function recordedFor(phone: Locator, seconds: number): Promise<void> {
  await expect.poll(() => recordedSeconds(phone)).toBeGreaterThanOrEqual(seconds);
}

export async function recordedSeconds(phone: Locator): Promise<number> {
  const timer = phone.getByRole('group', { name: 'Aufnahme' }).locator('[role=timer]');
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec((await timer.textContent()) ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

type CallRow = { id: string };
export const callsOf = async (page: Page, contactId: string) =>
  (await ask<{ items: CallRow[] }>(page, 'GET', `/calls?contactId=${contactId}`)).items;

export async function recordings(page: Page, contactId: string): Promise<{ id: string; state: string }[]> {
  const [call] = await callsOf(page, contactId);
  const path = `/calls/${call?.id}/recordings`;
  return (await ask<{ items: { id: string; state: string }[] }>(page, 'GET', path)).items;
}

type Told = { segment: number; party: string; offsetMs: number; durationMs: number };
type Heard = Told & { energy: number; seconds: number };

/** Every track as the browser decodes it: how long, and how loud on average. */
export async function soundOf(page: Page, recordingId: string): Promise<Heard[]> {
  const listening = await ask<{ id: string; tracks: Told[] }>(
    page,
    'POST',
    `/recordings/${recordingId}/listenings`,
    {},
  );
  return page.evaluate(
    async ({ recordingId: id, listening: { id: listeningId, tracks } }) => {
      const context = new AudioContext();
      try {
        return await Promise.all(
          tracks.map(async (track) => {
            const { segment, party } = track;
            const path = `/api/v1/recordings/${id}/listenings/${listeningId}/segments/${segment}/tracks/${party}`;
            const answered = await fetch(path);
            if (!answered.ok) throw new Error(String(answered.status));
            const decoded = await context.decodeAudioData(await answered.arrayBuffer());
            const samples = decoded.getChannelData(0);
            const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
            return { ...track, energy, seconds: decoded.duration };
          }),
        );
      } finally {
        await context.close();
      }
    },
    { recordingId, listening },
  );
}
