import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** A session description on its way from one end of a connection to the other. */
export type Jsep = { type: 'offer' | 'answer'; sdp: string };

const word = z.string().optional().catch(undefined);
const count = z.number().optional().catch(undefined);
/** What plugins say, as far as anybody here asks. */
const PluginData = z.object({
  error_code: count,
  error: word,
  call_id: word,
  /** Of rooms. */
  audiobridge: word,
  list: z
    .array(z.object({ room: z.number(), description: z.string(), num_participants: z.number() }))
    .optional()
    .catch(undefined),
  /** Where a room takes plain sound. */
  rtp: z.object({ ip: z.string(), port: z.number() }).optional().catch(undefined),
  result: z
    .object({ event: word, code: count, username: word, caller: word, content: word, master_id: count })
    .optional()
    .catch(undefined),
});
export type PluginData = z.infer<typeof PluginData>;

const Message = z.object({
  janus: z.string(),
  transaction: z.string().optional(),
  sender: z.number().optional(),
  data: z.object({ id: z.number() }).optional(),
  plugindata: z.object({ data: PluginData }).optional(),
  jsep: z.object({ type: z.enum(['offer', 'answer']), sdp: z.string() }).optional(),
  plugins: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ code: z.number(), reason: z.string() }).optional(),
  reason: z.string().optional(),
});
export type JanusMessage = z.infer<typeof Message>;

/** `down`: no connection, or it broke; `slow`: no answer in time; `refused`: Janus or its plugin said no. */
export class JanusFailure extends Error {
  override readonly name = 'JanusFailure';
  readonly because: 'down' | 'slow' | 'refused';
  constructor(because: JanusFailure['because'], message: string) {
    super(message);
    this.because = because;
  }
}

export type PluginAnswer = { data: PluginData; jsep: Jsep | undefined };

export type JanusHandle = {
  readonly id: number;
  ask(body: Record<string, unknown>, jsep?: Jsep): Promise<PluginAnswer>;
  /** Where the other end may be reached, too. */
  trickle(candidate: Record<string, unknown>): Promise<void>;
  /** Closes the way of its sound; the plugin itself takes half a second to think of it. */
  closeSound(): void;
  detach(): Promise<void>;
};

export type JanusSession = {
  ask(request: Record<string, unknown>): Promise<JanusMessage>;
  attach(plugin: string, onEvent: (event: JanusMessage) => void): Promise<JanusHandle>;
  /** Janus takes everything of this session away with it: handles, calls, registrations. */
  close(): void;
};

const answerWithinMs = 5_000;
const acked: ReadonlySet<unknown> = new Set(['keepalive', 'trickle']);
/** Janus forgets a session it has not heard of for a minute. */
const usualPulse = { everyMs: 25_000, answerWithinMs };

/**
 * One socket, one session. When the socket goes, Janus ends the session and every call in it, so that nothing of ours can be left over there, however we end.
 * `onGone` fires once, when that happens without our wish.
 */
export async function openJanus(url: string, onGone: (why: string) => void, pulse = usualPulse): Promise<JanusSession> {
  const socket = new WebSocket(url, ['janus-protocol']);
  const waiting = new Map<string, (message: JanusMessage | JanusFailure) => void>();
  const handles = new Map<number, (event: JanusMessage) => void>();
  let alive: NodeJS.Timeout | undefined;
  let over = false;

  const end = (why: string | undefined): void => {
    if (over) return;
    over = true;
    clearInterval(alive);
    socket.close();
    for (const settle of waiting.values()) settle(new JanusFailure('down', why ?? 'closed'));
    waiting.clear();
    handles.clear();
    if (why !== undefined) onGone(why);
  };

  const ask = (request: Record<string, unknown>, withinMs = answerWithinMs): Promise<JanusMessage> => {
    if (over) return Promise.reject(new JanusFailure('down', 'the connection to Janus is closed'));
    const transaction = randomUUID();
    return new Promise((resolve, reject) => {
      const settle = (message: JanusMessage | JanusFailure): void => {
        // "ack" says that a plugin is still thinking; its answer carries the same transaction. To some it is the answer.
        if (!(message instanceof JanusFailure) && message.janus === 'ack' && !acked.has(request['janus'])) return;
        clearTimeout(limit);
        waiting.delete(transaction);
        if (message instanceof JanusFailure) reject(message);
        else if (message.error) reject(new JanusFailure('refused', `${message.error.code} ${message.error.reason}`));
        else resolve(message);
      };
      const limit = setTimeout(
        () => settle(new JanusFailure('slow', `Janus did not answer ${String(request['janus'])} in time`)),
        withinMs,
      );
      waiting.set(transaction, settle);
      socket.send(JSON.stringify({ ...request, transaction }));
    });
  };

  const hear = (text: string): void => {
    const read = Message.safeParse(JSON.parse(text));
    if (!read.success) return;
    const message = read.data;
    const settle = message.transaction !== undefined ? waiting.get(message.transaction) : undefined;
    settle?.(message);
    if (message.janus === 'timeout') end('Janus gave the session up');
    // A plugin may tell the news in its very answer to a request.
    else if (message.sender !== undefined) handles.get(message.sender)?.(message);
  };
  socket.addEventListener('message', ({ data }) => hear(String(data)));
  socket.addEventListener('close', () => end('the connection to Janus broke'));
  socket.addEventListener('error', () => end('the connection to Janus broke'));

  let sessionId: number;
  try {
    await opened(socket);
    sessionId = idIn(await ask({ janus: 'create' }));
  } catch (error) {
    end(undefined);
    throw error;
  }
  // A pulse of no session would be answered with a no.
  alive = setInterval(() => {
    ask({ janus: 'keepalive', session_id: sessionId }, pulse.answerWithinMs).catch(() => end('Janus does not answer'));
  }, pulse.everyMs);

  return {
    close: () => end(undefined),
    ask: (request) => ask(request),
    async attach(plugin, onEvent) {
      const handle_id = idIn(await ask({ janus: 'attach', session_id: sessionId, plugin }));
      handles.set(handle_id, onEvent);
      const to = { session_id: sessionId, handle_id };
      return {
        id: handle_id,
        async ask(body, jsep) {
          const answer = await ask({ janus: 'message', ...to, body, ...(jsep && { jsep }) });
          const data: PluginData = answer.plugindata?.data ?? {};
          if (data.error_code !== undefined)
            throw new JanusFailure('refused', `${data.error_code} ${data.error ?? ''}`);
          return { data, jsep: answer.jsep };
        },
        async trickle(candidate) {
          await ask({ janus: 'trickle', ...to, candidate });
        },
        closeSound() {
          ask({ janus: 'hangup', ...to }).catch(() => undefined);
        },
        async detach() {
          handles.delete(handle_id);
          await ask({ janus: 'detach', ...to }).catch(() => undefined);
        },
      };
    },
  };
}

const forTelephoning = ['janus.plugin.sip', 'janus.plugin.audiobridge'];

/** What this Janus lacks; throws where none answers. */
export async function examineJanus(url: string, wanted = forTelephoning): Promise<string[]> {
  const session = await openJanus(url, () => undefined);
  try {
    const { plugins = {} } = await session.ask({ janus: 'info' });
    return wanted.filter((name) => !(name in plugins));
  } finally {
    session.close();
  }
}

async function opened(socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new JanusFailure('slow', 'Janus did not answer in time')), answerWithinMs);
    socket.addEventListener('open', () => {
      clearTimeout(limit);
      resolve();
    });
    socket.addEventListener('error', () => {
      clearTimeout(limit);
      reject(new JanusFailure('down', 'Janus is not there'));
    });
  });
}

function idIn({ data }: JanusMessage): number {
  if (!data) throw new JanusFailure('refused', 'Janus answered without an id');
  return data.id;
}
