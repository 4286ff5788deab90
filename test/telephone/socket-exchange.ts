import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A telephone system with SIP over WebSocket (RFC 7118): it takes in whoever knows their password, and carries each message to the one it is for. */
export type SocketExchange = { at: string; messages(): string[] } & AsyncDisposable;

const realm = 'exchange';

/** `users`: who may sign in, with which password. */
export async function startSocketExchange(users: Readonly<Record<string, string>>): Promise<SocketExchange> {
  const server = new WebSocketServer({ port: 0, handleProtocols: () => 'sip' });
  await once(server, 'listening');
  /** By their name here, by the host they call themselves in Contact and Via. */
  const signedIn = new Map<string, WebSocket>();
  const hosts = new Map<string, WebSocket>();
  const nonce = randomUUID();
  const messages: string[] = [];

  const answer = (to: WebSocket, request: string, status: string, more: readonly string[] = []): void => {
    const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(request, name)}`);
    const tagged = /;tag=/.test(headerOf(request, 'To')) ? '' : `;tag=${randomUUID().slice(0, 8)}`;
    const head = [`SIP/2.0 ${status}`, ...copied, `To: ${headerOf(request, 'To')}${tagged}`, ...more];
    const text = [...head, 'Content-Length: 0', '', ''].join('\r\n');
    messages.push(text);
    to.send(text);
  };

  const register = (from: WebSocket, request: string): void => {
    const user = userOf(headerOf(request, 'To'));
    const given = headerOf(request, 'Authorization');
    if (given === '')
      return answer(from, request, '401 Unauthorized', [
        `WWW-Authenticate: Digest realm="${realm}", nonce="${nonce}", algorithm=MD5`,
      ]);
    const field = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(given)?.[1] ?? '';
    const secret = md5(`${user}:${realm}:${users[user] ?? randomUUID()}`);
    const right = md5(`${secret}:${nonce}:${md5(`REGISTER:${field('uri')}`)}`);
    if (field('response') !== right) return answer(from, request, '403 Forbidden');
    signedIn.set(user, from);
    answer(from, request, '200 OK', [
      `Contact: ${headerOf(request, 'Contact').replace(/;expires=\d+/, '')};expires=600`,
    ]);
  };

  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      // What keeps the line open.
      if (text.trim() === '') return;
      messages.push(text);
      const via = hostOf(/^SIP\/2\.0\/\S+ ([^;\s]+)/.exec(headerOf(text, 'Via'))?.[1] ?? '');
      if (text.startsWith('SIP/2.0')) return hosts.get(via)?.send(text);
      hosts.set(via, socket);
      const [method = '', uri = ''] = text.split(' ');
      if (method === 'REGISTER') return register(socket, text);
      const to = hosts.get(hostOf(uri.replace(/^sip:([^@]*@)?/, '').replace(/;.*$/, ''))) ?? signedIn.get(userOf(uri));
      if (to) to.send(text);
      else if (method !== 'ACK') answer(socket, text, '404 Not Found');
    });
  });

  return {
    at: `ws://localhost:${(server.address() as AddressInfo).port}/sip`,
    messages: () => messages,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const headerOf = (text: string, name: string): string =>
  new RegExp(`^${name}: *(.*?)\\r?$`, 'im').exec(text)?.[1] ?? '';
const userOf = (text: string): string => decodeURIComponent(/sips?:([^@;>]+)@/.exec(text)?.[1] ?? '');
const hostOf = (text: string): string => text.replace(/:\d+$/, '');
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
