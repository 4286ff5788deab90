import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { UA, WebSocketInterface } from 'jssip';
import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent } from 'jssip/lib/UA';
import type { RTCSession } from 'jssip/lib/RTCSession';

/** A telephone at the other end, in a page of its own: takes what rings after it rang, speaks with the browser's beep, and writes down which keys it hears. */
export type SipPeer = {
  call(user: string): Promise<void>;
  hangUp(): Promise<void>;
  /** The energy of what it has heard. */
  heard(): Promise<number>;
  keys(): Promise<string>;
};

type Inside = { call(user: string): void; hangUp(): void; heard(): Promise<number>; keys(): string };

export async function startSipPeer(
  page: Page,
  at: { socket: string; user: string; password: string },
): Promise<SipPeer> {
  const contents =
    "import { UA, WebSocketInterface } from 'jssip'; Object.assign(globalThis, { JsSIP: { UA, WebSocketInterface } });";
  const stdin = { contents, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'iife', logLevel: 'error' });
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  await page.evaluate(inside, at);
  return {
    call: (user) => page.evaluate((to) => (globalThis as unknown as { peer: Inside }).peer.call(to), user),
    hangUp: () => page.evaluate(() => (globalThis as unknown as { peer: Inside }).peer.hangUp()),
    heard: () => page.evaluate(() => (globalThis as unknown as { peer: Inside }).peer.heard()),
    keys: () => page.evaluate(() => (globalThis as unknown as { peer: Inside }).peer.keys()),
  };
}

async function inside({ socket, user, password }: { socket: string; user: string; password: string }): Promise<void> {
  const { JsSIP } = globalThis as unknown as {
    JsSIP: { UA: typeof UA; WebSocketInterface: typeof WebSocketInterface };
  };
  const ua = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(socket)],
    uri: `sip:${user}@localhost`,
    password,
    session_timers: false,
  });
  let current: RTCSession | undefined;
  let keys = '';

  /** The key whose two tones stand out of all else (ITU-T Q.23), once for each time it sounds; a hole in the sound of a busy machine is no second time. */
  const listen = (stream: MediaStream): void => {
    const player = new Audio();
    player.srcObject = stream;
    void player.play();
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(stream).connect(analyser);
    const levels = new Float32Array(analyser.frequencyBinCount);
    let sounding = { key: '', until: 0 };
    setInterval(() => {
      analyser.getFloatFrequencyData(levels);
      const levelAt = (hertz: number) => levels[Math.round((hertz * analyser.fftSize) / context.sampleRate)] ?? -200;
      const loudest = (tones: number[]) => tones.reduce((top, tone) => (levelAt(tone) > levelAt(top) ? tone : top));
      const [rows, columns] = [
        [697, 770, 852, 941],
        [1209, 1336, 1477],
      ];
      const [row, column] = [loudest(rows), loudest(columns)];
      const between = Math.max(levelAt(1050), levelAt(1090), levelAt(600), levelAt(1650));
      const clear = Math.min(levelAt(row), levelAt(column)) > Math.max(-60, between + 20);
      const key = clear ? '123456789*0#'.charAt(rows.indexOf(row) * 3 + columns.indexOf(column)) : '';
      if (key === '') return;
      const now = performance.now();
      if (key !== sounding.key || now - sounding.until > 200) keys += key;
      sounding = { key, until: now };
    }, 15);
  };
  const follow = (session: RTCSession): void => {
    current = session;
    const hear = (connection: RTCPeerConnection) =>
      connection.addEventListener('track', ({ track }) => listen(new MediaStream([track])));
    if ((session.connection as RTCPeerConnection | null) !== null) hear(session.connection);
    session.on('peerconnection', ({ peerconnection }) => hear(peerconnection));
    session.on('refer', ({ accept }) => accept());
  };
  const media = { mediaConstraints: { audio: true, video: false } };
  ua.on('newRTCSession', (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => {
    follow(event.session);
    const by: string = event.originator;
    if (by === 'remote') setTimeout(() => event.session.answer(media), 500);
  });
  const registered = new Promise((yes) => ua.on('registered', yes));
  ua.start();
  await registered;
  Object.assign(globalThis, {
    peer: {
      call: (to: string) => void ua.call(`sip:${to}@localhost`, media),
      hangUp: () => current?.terminate(),
      async heard() {
        const stats = [...((await current?.connection.getStats())?.values() ?? [])] as Record<string, unknown>[];
        const inbound = stats.filter((one) => one['type'] === 'inbound-rtp');
        return inbound.reduce((sum, one) => sum + Number(one['totalAudioEnergy'] ?? 0), 0);
      },
      keys: () => keys,
    } satisfies Inside,
  });
}
