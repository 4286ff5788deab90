import type { Page } from 'playwright-core';
import { ask } from './calling.ts';

/** A video meeting with Jutta Feld, or with whom is named, and its guest link; it begins now, or so many hours ago. */
export async function videoMeeting(
  host: Page,
  { hoursAgo = 0, contactId = '' } = {},
): Promise<{ meetingId: string; link: string }> {
  const person = { firstName: 'Jutta', lastName: 'Feld' };
  const id = contactId || (await ask<{ id: string }>(host, 'POST', '/contacts', person)).id;
  const begins = Date.now() - hoursAgo * 3_600_000;
  const { meeting } = await ask<{ meeting: { id: string } }>(host, 'POST', '/meetings', {
    contactId: id,
    title: 'Beratung zur Anlage',
    where: { way: 'video' },
    startsAt: new Date(begins).toISOString(),
    endsAt: new Date(begins + 3_600_000).toISOString(),
  });
  const { address } = await ask<{ address: string }>(host, 'POST', `/meetings/${meeting.id}/guest-link`);
  return { meetingId: meeting.id, link: new URL(address).pathname };
}

/** What has come in from the others: pictures that could be drawn, and sound that could be heard. */
export function received(page: Page): Promise<{ frames: number; energy: number }> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const all = await Promise.all(
      connections
        .filter(({ connectionState }) => connectionState === 'connected')
        .map(async (connection) => [...(await connection.getStats()).values()] as Record<string, unknown>[]),
    );
    const inbound = all.flat().filter(({ type }) => type === 'inbound-rtp');
    const sum = (name: string) => inbound.reduce((total, one) => total + Number(one[name] ?? 0), 0);
    return { frames: sum('framesDecoded'), energy: sum('totalAudioEnergy') };
  });
}

/** With or without a name to be given. */
export async function enter(page: Page, name?: string): Promise<void> {
  if (name !== undefined) await page.getByLabel('Ihr Name').fill(name);
  await page.getByRole('button', { name: 'Eintreten' }).click();
}
