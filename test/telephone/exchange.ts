import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { ownAddress } from './janus.ts';

/**
 * A provider's front door: one address behind which a SIPp for each number answers, and one that registers. SIPp plays one script at a time; this hands each message to the
 * one it is for.
 */
export type Exchange = {
  at: string;
  messages(): string[];
  /** When each new call came in, by this machine's clock. */
  rang: readonly number[];
} & AsyncDisposable;

/** `numbers`: what is dialled → host:port; `registrar`: who is asked about everything else. */
export async function startExchange(numbers: Readonly<Record<string, string>>, registrar: string): Promise<Exchange> {
  const front = createSocket('udp4');
  front.bind(0, ownAddress);
  await once(front, 'listening');
  const ways = new Map<string, Socket>();
  const messages: string[] = [];
  const rang: number[] = [];

  const wayTo = async (callId: string, uri: string, from: RemoteInfo): Promise<Socket> => {
    const known = ways.get(callId);
    if (known) return known;
    const number = /^sip:([^@]+)@/.exec(uri)?.[1] ?? '';
    const [host, port] = (numbers[number] ?? registrar).split(':');
    const socket = createSocket('udp4');
    ways.set(callId, socket);
    socket.bind(0, ownAddress);
    await once(socket, 'listening');
    socket.connect(Number(port), host);
    await once(socket, 'connect');
    socket.on('message', (message) => {
      messages.push(message.toString());
      front.send(message, from.port, from.address);
    });
    // A callee that is gone answers nothing; that is a case, not a fault.
    socket.on('error', () => undefined);
    return socket;
  };

  front.on('message', (message, from) => {
    const text = message.toString();
    messages.push(text);
    const callId = /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
    if (text.startsWith('INVITE') && !ways.has(callId)) rang.push(Date.now());
    const uri = /^[A-Z]+ (\S+) SIP/.exec(text)?.[1] ?? '';
    void wayTo(callId, uri, from).then((socket) => socket.send(message));
  });

  return {
    at: `${ownAddress}:${front.address().port}`,
    messages: () => messages,
    rang,
    async [Symbol.asyncDispose]() {
      for (const socket of [front, ...ways.values()]) await new Promise<void>((closed) => socket.close(closed));
    },
  };
}
