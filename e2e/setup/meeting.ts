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

/** As in a network that lets nothing through but to the relay; for `addInitScript`. */
export function throughRelayOnly(): void {
  const Real = RTCPeerConnection;
  Object.assign(globalThis, {
    RTCPeerConnection: class extends Real {
      constructor(setup?: RTCConfiguration) {
        super({ ...setup, iceTransportPolicy: 'relay' });
      }
    },
  });
}

/** What has come in from the others: pictures that could be drawn, sound that could be heard, and how many packets never came. */
export function received(page: Page): Promise<{ frames: number; energy: number; lost: number }> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const all = await Promise.all(
      connections
        .filter(({ connectionState }) => connectionState === 'connected')
        .map(async (connection) => [...(await connection.getStats()).values()] as Record<string, unknown>[]),
    );
    const inbound = all.flat().filter(({ type }) => type === 'inbound-rtp');
    const sum = (name: string) => inbound.reduce((total, one) => total + Number(one[name] ?? 0), 0);
    return { frames: sum('framesDecoded'), energy: sum('totalAudioEnergy'), lost: sum('packetsLost') };
  });
}

/** With or without a name to be given. */
export async function enter(page: Page, name?: string): Promise<void> {
  if (name !== undefined) await page.getByLabel('Ihr Name').fill(name);
  await page.getByRole('button', { name: 'Eintreten' }).click();
}
