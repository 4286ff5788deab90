/** As our telephone on the server sounds it. */
const [hertz, seconds, volume] = [1400, 0.4, 0.25];

/**
 * Sounds the tone before a recording in place of the microphone, and here. It has gone out when more was sent than before, over a way that stands; no telephone can say
 * more than that of the other end.
 */
export async function soundNotice(connection: RTCPeerConnection, voice: MediaStreamTrack): Promise<boolean> {
  const sender = connection.getSenders().find(({ track }) => track === voice);
  if (!sender || connection.connectionState !== 'connected') return false;
  const context = new AudioContext();
  try {
    await context.resume();
    const outlet = context.createMediaStreamDestination();
    const before = await sentBy(sender);
    await sender.replaceTrack(outlet.stream.getAudioTracks()[0] ?? null);
    const oscillator = new OscillatorNode(context, { frequency: hertz });
    const gain = oscillator.connect(new GainNode(context, { gain: volume }));
    gain.connect(outlet);
    gain.connect(context.destination);
    const over = new Promise((resolve) => oscillator.addEventListener('ended', resolve, { once: true }));
    oscillator.start();
    oscillator.stop(context.currentTime + seconds);
    await over;
    return connection.connectionState === 'connected' && (await sentBy(sender)) > before;
  } catch {
    // The conversation has ended meanwhile.
    return false;
  } finally {
    await sender.replaceTrack(voice).catch(() => undefined);
    void context.close();
  }
}

async function sentBy(sender: RTCRtpSender): Promise<number> {
  const stats = [...(await sender.getStats()).values()] as { type: string; packetsSent?: number }[];
  return stats.reduce((sum, one) => sum + (one.type === 'outbound-rtp' ? (one.packetsSent ?? 0) : 0), 0);
}
