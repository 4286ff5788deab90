import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownAddress } from './janus.ts';

/** A telephone or exchange played by SIPp, by a script of what comes and what goes. */
export type Peer = {
  /** host:port */
  at: string;
  /** Every message so far, as sent and received. */
  messages(): string;
  /** Whether the script ran to its end as written. */
  ended(): Promise<boolean>;
} & AsyncDisposable;

export type Step = string;

type PeerOptions = { calls?: number; to?: string; voicePort?: number };

/** SIPp takes the ports beside the one it is given for sound, too, and somebody else may have them by then. */
export async function startPeer(steps: readonly Step[], options: PeerOptions = {}): Promise<Peer> {
  for (let tries = 1; ; tries++) {
    try {
      return await tryPeer(steps, options);
    } catch (error) {
      if (tries === 5 || !/Address already in use/.test(String(error))) throw error;
    }
  }
}

async function tryPeer(steps: readonly Step[], options: PeerOptions): Promise<Peer> {
  if (ownAddress === undefined) throw new Error('this machine has no address but the loopback');
  const folder = mkdtempSync(join(tmpdir(), 'klinke-sipp-'));
  const scenario = join(folder, 'scenario.xml');
  const xml = `<?xml version="1.0" encoding="ISO-8859-1" ?><scenario name="peer">${steps.join('\n')}</scenario>`;
  writeFileSync(scenario, xml.replaceAll('VOICE', String(options.voicePort ?? 9)));
  const port = await freeUdpPort();
  const log = join(folder, 'messages');
  const args = [
    '-sf',
    scenario,
    '-i',
    ownAddress,
    '-p',
    String(port),
    '-mi',
    ownAddress,
    '-mp',
    String(await freeUdpPort()),
    '-nostdin',
    '-trace_msg',
    '-message_file',
    log,
    '-m',
    String(options.calls ?? 1),
    ...(options.to === undefined ? [] : [options.to]),
  ];
  const child: ChildProcess = spawn('sipp', args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', openSync(join(folder, 'complaints'), 'w')],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  while (child.exitCode === null && !listens(port)) await new Promise((soon) => setTimeout(soon, 20));
  // One that calls may have finished by now.
  if (child.exitCode !== null && child.exitCode !== 0)
    throw new Error(readFileSync(join(folder, 'complaints'), 'utf8'));
  return {
    at: `${ownAddress}:${port}`,
    messages: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    ended: async () => (await exited)[0] === 0,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const receive = (request: string, attributes = ''): Step => `<recv request="${request}" ${attributes}></recv>`;
export const receiveAnswer = (code: number, attributes = ''): Step => `<recv response="${code}" ${attributes}></recv>`;
export const pause = (ms: number): Step => `<pause milliseconds="${ms}"/>`;

/** Remembers who is who in this dialog, for requests of the callee's own. */
export const receiveInvite: Step = `<recv request="INVITE" rrs="true"><action>
<ereg regexp=".*" search_in="hdr" header="From:" assign_to="theirs"/>
<ereg regexp=".*" search_in="hdr" header="To:" assign_to="mine"/>
<ereg regexp=".*" search_in="hdr" header="CSeq:" assign_to="invited"/>
</action></recv><Reference variables="theirs,mine,invited"/>`;

type Sdp = 'sendrecv' | 'inactive' | 'recvonly';
/** The first answer to a request gives the dialog its tag; inside the dialog it is there already. */
export function answer(
  code: number,
  words: string,
  {
    sdp,
    inDialog = false,
    headers = '',
    retrans = false,
    of,
  }: { sdp?: Sdp; inDialog?: boolean; headers?: string; retrans?: boolean; of?: 'invite' } = {},
): Step {
  return message(
    `SIP/2.0 ${code} ${words}
[last_Via:]
[last_From:]
[last_To:]${inDialog ? '' : ';tag=[pid]SIPpTag01[call_number]'}
[last_Call-ID:]
${of === 'invite' ? 'CSeq:[$invited]' : '[last_CSeq:]'}
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
${headers}`,
    sdp,
    retrans,
  );
}

/** A request of the callee's own inside the dialog that the other side has opened. */
export function requestBack(method: string, cseq: number, headers = '', body = ''): Step {
  return `<send retrans="500"><![CDATA[
${method} [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From:[$mine];tag=[pid]SIPpTag01[call_number]
To:[$theirs]
[last_Call-ID:]
CSeq: ${cseq} ${method}
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Max-Forwards: 70
${headers}Content-Length: [len]

${body}
]]></send>`;
}

/** To the number that it is told, from a caller. */
export function invite(callee: string, caller: string): Step {
  return `<send retrans="500"><![CDATA[
INVITE ${callee} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:${caller}@[local_ip]:[local_port]>;tag=[pid]SIPpTag09[call_number]
To: <${callee}>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:${caller}@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

${sdpOf('sendrecv')}
]]></send>`;
}
/** A CANCEL names the INVITE by its branch: it must be the fourth step behind it. */
export function follow(method: 'ACK' | 'BYE' | 'CANCEL', callee: string, caller: string, cseq = 1): Step {
  return `<send${method === 'ACK' ? '' : ' retrans="500"'}><![CDATA[
${method} ${method === 'CANCEL' ? callee : '[next_url]'} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch${method === 'CANCEL' ? '-4' : ''}]
From: <sip:${caller}@[local_ip]:[local_port]>;tag=[pid]SIPpTag09[call_number]
To: <${callee}>${method === 'CANCEL' ? '' : '[peer_tag_param]'}
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Max-Forwards: 70
Content-Length: 0

]]></send>`;
}

/** The other end is put on hold, or taken off it. */
export const held = (sdp: 'inactive' | 'sendrecv', attributes = ''): Step[] => [
  receive('INVITE', attributes),
  answer(200, 'OK', { sdp, inDialog: true, retrans: true }),
  receive('ACK'),
];

/** The other end is passed on to somebody, and says what came of it. */
export const passedOn = (outcome = 'SIP/2.0 200 OK', attributes = ''): Step[] => [
  receive('REFER', attributes),
  answer(202, 'Accepted', { inDialog: true }),
  requestBack(
    'NOTIFY',
    1,
    'Event: refer\nSubscription-State: terminated;reason=noresource\nContent-Type: message/sipfrag\n',
    outcome,
  ),
  receiveAnswer(200),
];

/** Somebody calls, speaks for a while when it is answered, and hangs up. */
export const callsIn = (callee: string, caller: string, talksMs: number): Step[] => [
  invite(callee, caller),
  receiveAnswer(100, 'optional="true"'),
  receiveAnswer(180),
  receiveAnswer(200, 'rrs="true"'),
  follow('ACK', callee, caller),
  pause(talksMs),
  follow('BYE', callee, caller, 2),
  receiveAnswer(200),
];

function message(head: string, sdp: Sdp | undefined, retrans: boolean): Step {
  const body =
    sdp === undefined ? 'Content-Length: 0\n' : `Content-Type: application/sdp\nContent-Length: [len]\n\n${sdpOf(sdp)}`;
  return `<send${retrans ? ' retrans="500"' : ''}><![CDATA[\n${head}${body}\n]]></send>`;
}

function sdpOf(direction: Sdp): string {
  return `v=0
o=peer 53655765 2353687637 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio VOICE RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=${direction}
`;
}

function listens(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return readFileSync('/proc/net/udp', 'utf8').includes(`:${hex} `);
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, ownAddress);
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(closed));
  return port;
}
