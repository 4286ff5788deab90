import { lookup } from 'node:dns';
import { type IncomingHttpHeaders, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Why nothing came back. The words for it are others': what a foreign server says about itself is shown to nobody. */
export type OutboundProblem = 'address_refused' | 'unreachable' | 'insecure' | 'too_slow' | 'too_large' | 'redirected';

export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly problem: OutboundProblem;

  constructor(problem: OutboundProblem) {
    super(problem);
    this.problem = problem;
  }
}

export type OutboundRequest = {
  method: string;
  headers?: Record<string, string>;
  body?: string;
  /** Names as they stand in addresses that may lead into our own network, and be asked without https. */
  privateHosts: readonly string[];
  /** Unpacked. */
  mostBytes: number;
  timeoutMs: number;
  signal?: AbortSignal;
};

export type OutboundAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer; url: URL };

const mostRedirects = 4;

/**
 * Asks a server whose address somebody typed: over https, never one of our own network, whatever its name leads to at that moment and wherever it sends
 * us, and with an end to size and time.
 */
export async function askOutside(address: URL, request: OutboundRequest): Promise<OutboundAnswer> {
  const limit = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
  let { headers = {} } = request;
  let url = address;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const answer = await askOnce(url, { ...request, headers, signal }).catch((error: unknown) => {
      throw limit.aborted ? new OutboundError('too_slow') : inOneWord(error);
    });
    const next = [301, 302, 303, 307, 308].includes(answer.status) ? answer.headers.location : undefined;
    if (next === undefined) return answer;
    if (!URL.canParse(next, url)) throw new OutboundError('redirected');
    const target = new URL(next, url);
    if (target.origin !== url.origin)
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
    url = target;
  }
  throw new OutboundError('redirected');
}

async function askOnce(
  url: URL,
  { method, headers, body, privateHosts, mostBytes, signal }: OutboundRequest & { signal: AbortSignal },
): Promise<OutboundAnswer> {
  const mayBePrivate = privateHosts.includes(bareHost(url));
  if (!isOutside(url, mayBePrivate)) throw new OutboundError('address_refused');
  const send = url.protocol === 'https:' ? overHttps : overHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = send(
      url,
      // A connection of its own: one from a pool has been checked for somebody else.
      {
        method,
        headers: { 'user-agent': 'Klinke', ...headers },
        agent: false,
        lookup: checkedLookup(mayBePrivate),
        signal,
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(body);
  });
  try {
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await wholeOf(response, mostBytes),
      url,
    };
  } finally {
    response.destroy();
  }
}

const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();

function isOutside(url: URL, mayBePrivate: boolean): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (mayBePrivate) return url.protocol === 'https:' || url.protocol === 'http:';
  if (url.protocol !== 'https:') return false;
  // Below 1024 other things listen than web servers, and some take the first line of a request for an order.
  const port = Number(url.port || 443);
  if (port !== 443 && port < 1024) return false;
  const host = bareHost(url);
  return isIP(host) === 0 || !isSpecial(host);
}

/** What a name leads to is looked up once, checked, and that is what is connected to: a name that says something else a moment later gains nothing. */
function checkedLookup(mayBePrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) return callback(error ?? new OutboundError('unreachable'), '');
      if (!mayBePrivate && found.some(({ address }) => isSpecial(address)))
        return callback(new OutboundError('address_refused'), '');
      return options.all === true ? callback(null, found) : callback(null, first.address, first.family);
    });
  };
}

// Apart: in one list, an address of the old kind is also found under its name in the new one, ::ffff:0:0.
const special = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.ipv4.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  special.ipv6.addSubnet(net, bits, 'ipv6');

/** Not an address of the open internet; so is what is no address. */
export function isSpecial(address: string): boolean {
  const family = address.includes('%') ? 0 : isIP(address);
  if (family === 0) return true;
  return family === 6 ? special.ipv6.check(address, 'ipv6') : special.ipv4.check(address, 'ipv4');
}

/** Unpacked as it comes, so that a small answer that unfolds into gigabytes stops where a large one does. */
async function wholeOf(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) throw new OutboundError('too_large');
  const unpack = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    (response.headers['content-encoding'] ?? '').toLowerCase()
  ];
  const plain: Readable = unpack ? pipeline(response, unpack(), () => undefined) : response;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new OutboundError('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function inOneWord(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  const untrusted = code.startsWith('CERT_') || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL');
  const unsigned = /SELF_SIGNED|UNABLE_TO_|DEPTH_ZERO/.test(code);
  return new OutboundError(untrusted || unsigned ? 'insecure' : 'unreachable');
}
