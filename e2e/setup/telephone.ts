import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Voice } from '../../test/telephone/voice.ts';

/** We at the other end, and the other end here. */
export async function bothAreHeard(page: Page, voice: Voice): Promise<void> {
  const packets = voice.packets();
  await expect.poll(() => voice.packets()).toBeGreaterThan(packets + 20);
  await expect.poll(() => voice.loudness()).toBeGreaterThan(1e-5);
  await expect.poll(() => heardHere(page)).toBeGreaterThan(0.001);
}

/** The energy of what has come out here, as the browser measures it. */
export function heardHere(page: Page, which = -1): Promise<number> {
  return page.evaluate(async (at) => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const stats = [...((await connections.at(at)?.getStats())?.values() ?? [])] as Record<string, unknown>[];
    return stats
      .filter((one) => one['type'] === 'inbound-rtp')
      .reduce((sum, one) => sum + Number(one['totalAudioEnergy'] ?? 0), 0);
  }, which);
}

export function hangUpWhatIsLeft(): Promise<void> {
  return new Promise<void>((free, fail) => {
    const socket = new WebSocket('/api/v1/telephone');
    setTimeout(() => fail(new Error('the line is still in use')), 15_000);
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { state } = JSON.parse(data) as { state?: { talk: unknown } | null };
      if (state === undefined) return;
      if (state?.talk) socket.send(JSON.stringify({ id: 1, wish: { do: 'hangUp' } }));
      else free(socket.close());
    });
  });
}

/** What the page shows, how its connections are, whether it still gets a microphone, and what went over the line: why a story failed. */
export async function whatIsLeft(page: Page, messages: readonly string[]): Promise<string> {
  const shown = await page.locator('body').innerText();
  const inside = await page.evaluate(async () => {
    const { connections = [] } = globalThis as unknown as { connections?: RTCPeerConnection[] };
    const states = connections.map((one) => one.connectionState).join(', ');
    const microphone = navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (stream) => (stream.getTracks().forEach((track) => track.stop()), 'opens'),
      (error: unknown) => String(error),
    );
    const late = new Promise<string>((soon) => setTimeout(() => soon('does not open'), 3_000));
    return `connections: ${states}; microphone: ${await Promise.race([microphone, late])}`;
  });
  return [shown, inside, ...messages.map((message) => message.split('\r\n')[0])].join('\n');
}

export function watchConnections(): void {
  const connections: RTCPeerConnection[] = [];
  const Real = RTCPeerConnection;
  Object.assign(globalThis, {
    connections,
    RTCPeerConnection: class extends Real {
      constructor(setup?: RTCConfiguration) {
        super(setup);
        connections.push(this);
      }
    },
  });
}
