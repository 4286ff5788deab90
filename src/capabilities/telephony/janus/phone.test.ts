import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startExchange } from '../../../../test/telephone/exchange.ts';
import { startJanus, type TestJanus } from '../../../../test/telephone/janus.ts';
import {
  answer,
  callsIn,
  follow,
  held,
  invite,
  passedOn,
  pause,
  type Peer,
  receive,
  receiveAnswer,
  receiveInvite,
  requestBack,
  startPeer,
} from '../../../../test/telephone/sipp.ts';
import { startVoice } from '../../../../test/telephone/voice.ts';
import { examineJanus, openJanus } from './connection.ts';
import type { SipAccount } from './account.ts';
import { openPhone, type Phone } from './phone.ts';
import type { PhoneChange } from './states.ts';
import { openRoom, plugin } from './room.ts';
import { sweepRooms } from './sweep.ts';
import { keyTones, samplesPerMs, toALaw } from './tones.ts';

let janus: TestJanus;
beforeAll(async () => {
  janus = await startJanus();
});
afterAll(async () => {
  await janus[Symbol.asyncDispose]();
});

const mark = { owner: randomUUID(), boot: 'now' };
const ringing = answer(180, 'Ringing');
const taken = answer(200, 'OK', { sdp: 'sendrecv', retrans: true });
const byeFromUs = [receive('BYE'), answer(200, 'OK', { inDialog: true })];

type Desk = { phone: Phone; heard: string[]; until(word: string): Promise<void> } & AsyncDisposable;

/** Longer than any machine stutters; what is about giving up has its own. */
const patient = { ringMs: 30_000, silenceMs: 15_000, answerableMs: 300 };

function desk(peer: Pick<Peer, 'at'>, account: Partial<SipAccount> = {}, patience = patient): Desk {
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  const phone = openPhone({
    url: janus.url,
    mark,
    account: {
      domain: peer.at,
      username: '4956112345',
      authUser: undefined,
      password: 'geheim',
      proxy: undefined,
      registers: false,
      number: '+4956112345',
      ...account,
    },
    patience,
    newId: randomUUID,
    clock: () => new Date(),
    onChange(change) {
      heard.push(inWords(change));
      for (const look of waiting) look();
    },
  });
  return {
    phone,
    heard,
    until: (word) =>
      new Promise((resolve, reject) => {
        const look = () => heard.includes(word) && (waiting.delete(look), clearTimeout(limit), resolve());
        const limit = setTimeout(() => reject(new Error(`${word} never came, but ${heard.join(', ')}`)), 20_000);
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: () => phone.close(),
  };
}

function inWords(change: PhoneChange): string {
  if (change.type === 'line') return `line ${change.line}`;
  if (change.type === 'missed') return `missed ${change.talk.number}`;
  if (change.type === 'gone') return `${change.guest} gone`;
  return `${change.which} ${change.change.type === 'ended' ? change.change.ending : change.change.type}`;
}

async function dialled(peer: Peer, patience = patient): Promise<Desk> {
  const it = desk(peer, {}, patience);
  try {
    await it.until('line ready');
    await it.phone.dial(randomUUID(), '+4930123');
    return it;
  } catch (error) {
    await it.phone.close();
    throw error;
  }
}

test('a call rings, is taken, and is hung up here; the callee sees our number', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using peer = await startPeer([receive('INVITE'), ringing, pause(100), taken, receive('ACK'), ...byeFromUs], {
    voicePort: voice.port,
  });
  await using it = await dialled(peer);
  await it.until('talk answered');
  expect(it.phone.state.talk).toMatchObject({ direction: 'outbound', number: '+4930123', state: 'talking' });
  await it.phone.hangUp();
  expect(it.heard).toEqual(['line ready', 'talk ringing', 'talk answered', 'talk hung_up']);
  expect(await peer.ended()).toBe(true);
  expect(peer.messages()).toContain('P-Preferred-Identity: <sip:+4956112345@');
});

test('keys are heard one by one at the other end, however our server stutters meanwhile', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using peer = await startPeer([receive('INVITE'), taken, receive('ACK'), ...byeFromUs], {
    voicePort: voice.port,
  });
  await using it = await dialled(peer);
  await it.until('talk answered');
  await expect.poll(() => voice.packets()).toBeGreaterThan(5);
  const stutter = setInterval(() => {
    for (const until = performance.now() + 150; performance.now() < until;);
  }, 10);
  try {
    await Promise.all([it.phone.press('4'), it.phone.press('2#'), it.phone.press('00*7')]);
  } finally {
    clearInterval(stutter);
  }
  await expect.poll(() => voice.digits()).toBe('42#00*7');
  await it.phone.hold(true);
  await expect(it.phone.press('1')).rejects.toThrow('nobody would hear it');
  await it.phone.hangUp();
});

test('that recording begins is heard at the other end, and cannot be said to nobody', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using peer = await startPeer([receive('INVITE'), taken, receive('ACK'), ...byeFromUs], {
    voicePort: voice.port,
  });
  await using it = await dialled(peer);
  await it.until('talk answered');
  await expect.poll(() => voice.packets()).toBeGreaterThan(60);
  expect(voice.loudness()).toBeLessThan(1e-5);
  let loudest = 0;
  const ear = setInterval(() => (loudest = Math.max(loudest, voice.loudness())), 20);
  try {
    await it.phone.announce();
    await expect.poll(() => loudest).toBeGreaterThan(1e-3);
  } finally {
    clearInterval(ear);
  }
  await it.phone.hold(true);
  await expect(it.phone.announce()).rejects.toThrow('not everybody would hear it');
  await it.phone.hangUp();
});

test.each([
  ['busy', 486, 'Busy Here', 'busy'],
  ['turned down', 603, 'Decline', 'declined'],
  ['a number that does not exist', 404, 'Not Found', 'not_found'],
  ['switched off', 480, 'Temporarily Unavailable', 'unavailable'],
  ['refused by the trunk', 403, 'Forbidden', 'line_refused'],
  ['a trunk in trouble', 503, 'Service Unavailable', 'unreachable'],
])('%s', async (_, code, words, ending) => {
  await using peer = await startPeer([
    receive('INVITE'),
    ringing,
    answer(code, words, { retrans: true }),
    receive('ACK'),
  ]);
  await using it = await dialled(peer);
  await it.until(`talk ${ending}`);
  expect(it.phone.state.talk).toBeNull();
});

test('nobody answers: we take the call back, and the callee stops ringing', async () => {
  await using peer = await startPeer([
    receiveInvite,
    ringing,
    receive('CANCEL'),
    answer(200, 'OK', { inDialog: true }),
    answer(487, 'Request Terminated', { of: 'invite', inDialog: true, retrans: true }),
    receive('ACK'),
  ]);
  await using it = await dialled(peer, { ...patient, ringMs: 1_500 });
  await it.until('talk no_answer');
  expect(await peer.ended()).toBe(true);
});

test('an exchange that says nothing at all', async () => {
  await using peer = await startPeer([receive('OPTIONS')]);
  await using it = await dialled(peer, { ...patient, silenceMs: 1_000 });
  await it.until('talk unreachable');
});

test('we give up while it rings', async () => {
  await using peer = await startPeer([
    receiveInvite,
    ringing,
    receive('CANCEL'),
    answer(200, 'OK', { inDialog: true }),
    answer(487, 'Request Terminated', { of: 'invite', inDialog: true, retrans: true }),
    receive('ACK'),
  ]);
  await using it = await dialled(peer);
  await it.until('talk ringing');
  await it.phone.hangUp();
  await it.until('talk cancelled');
  expect(await peer.ended()).toBe(true);
});

test('a voice before the call is taken, and the callee hangs up', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using peer = await startPeer(
    [
      receiveInvite,
      answer(183, 'Session Progress', { sdp: 'sendrecv' }),
      pause(300),
      taken,
      receive('ACK'),
      pause(1_500),
      requestBack('BYE', 1),
      receiveAnswer(200),
    ],
    { voicePort: voice.port },
  );
  await using it = await dialled(peer);
  await it.until('talk they_hung_up');
  expect(it.heard).toEqual(['line ready', 'talk early', 'talk answered', 'talk they_hung_up']);
  expect(voice.packets()).toBeGreaterThan(5);
});

test('one call after the other on the same telephone, and nothing is left in Janus', async () => {
  await using peer = await startPeer([receive('INVITE'), ringing, taken, receive('ACK'), ...byeFromUs], { calls: 3 });
  {
    await using it = desk(peer);
    await it.until('line ready');
    for (const _ of [1, 2, 3]) {
      it.heard.length = 0;
      await it.phone.prepare();
      await it.phone.dial(randomUUID(), '+4930123');
      await it.until('talk answered');
      await expect(it.phone.dial(randomUUID(), '+4930124')).rejects.toThrow('conversation already');
      await it.phone.hangUp();
    }
    expect(await peer.ended()).toBe(true);
  }
  await expect.poll(() => janus.leftovers()).toEqual({ sessions: 0, rooms: 0 });
});

test('the next call is dialled while the other end still takes its time over the end of the last one', async () => {
  const slowly = [receive('BYE'), pause(1_000), answer(200, 'OK', { inDialog: true })];
  await using peer = await startPeer([receive('INVITE'), taken, receive('ACK'), ...slowly], { calls: 3 });
  await using it = await dialled(peer);
  await it.until('talk answered');
  for (const _ of [2, 3]) {
    await it.phone.hangUp();
    it.heard.length = 0;
    await it.phone.dial(randomUUID(), '+4930124');
    await it.until('talk answered');
    await new Promise((soon) => setTimeout(soon, 1_500));
    expect(it.heard).toEqual(['talk answered']);
    expect(it.phone.state.talk).toMatchObject({ state: 'talking' });
  }
  await it.phone.hangUp();
  expect(await peer.ended()).toBe(true);
});

test('on hold nothing is carried, and then it goes on', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using peer = await startPeer(
    [receive('INVITE'), ringing, taken, receive('ACK'), ...held('inactive'), ...held('sendrecv'), ...byeFromUs],
    { voicePort: voice.port },
  );
  await using it = await dialled(peer);
  await it.until('talk answered');
  await expect.poll(() => voice.packets()).toBeGreaterThan(5);
  await it.phone.hold(true);
  await it.until('talk held');
  expect(it.phone.state.talk).toMatchObject({ held: true });
  await expect.poll(() => peer.messages()).toContain('a=inactive');
  await new Promise((soon) => setTimeout(soon, 200));
  const before = voice.packets();
  await new Promise((soon) => setTimeout(soon, 300));
  expect(voice.packets()).toBe(before);
  await it.phone.hold(false);
  await expect.poll(() => voice.packets()).toBeGreaterThan(before);
  await it.phone.hangUp();
  expect(await peer.ended()).toBe(true);
});

test.each([
  ['a colleague takes it', 'SIP/2.0 200 OK', 'talk transferred'],
  ['nobody takes it, and the caller stays with us', 'SIP/2.0 486 Busy Here', 'talk transfer_refused'],
])('passed on blindly: %s', async (_, outcome, word) => {
  await using peer = await startPeer([receiveInvite, taken, receive('ACK'), ...passedOn(outcome), ...byeFromUs]);
  await using it = await dialled(peer);
  await it.until('talk answered');
  await it.phone.transfer('+49561999');
  await it.until(word);
  expect(peer.messages()).toMatch(/Refer-To: .*\+49561999@/);
  if (it.phone.state.talk) await it.phone.hangUp();
  expect(await peer.ended()).toBe(true);
});

test('passed on after asking a colleague: the two are brought together, and we leave', async () => {
  await using colleague = await startPeer([receive('INVITE'), ringing, taken, receive('ACK'), ...byeFromUs]);
  await using peer = await startPeer([
    receiveInvite,
    taken,
    receive('ACK'),
    ...held('inactive'),
    ...passedOn(),
    ...byeFromUs,
  ]);
  await using it = await dialled(peer);
  await it.until('talk answered');
  await it.phone.consult(randomUUID(), `77@${colleague.at}`);
  await it.until('consult answered');
  await it.phone.handOver();
  await it.until('talk transferred');
  await it.until('consult hung_up');
  const consultation = /Call-ID: (\S+)/i.exec(colleague.messages())?.[1] ?? 'none';
  expect(peer.messages()).toMatch(/Refer-To: .*replaces=/);
  expect(decodeURIComponent(/Refer-To: (.*)/.exec(peer.messages())?.[1] ?? '')).toContain(consultation);
  expect([await peer.ended(), await colleague.ended()]).toEqual([true, true]);
});

test('a registration that the network did not let through is tried again, until it is', async () => {
  await using down = await startPeer([receive('REGISTER'), answer(503, 'Service Unavailable')]);
  await using up = await startPeer([receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })]);
  const registrar = { '': down.at };
  await using exchange = await startExchange(registrar, up.at);
  await using it = desk(exchange, { registers: true });
  await it.until('line unreachable');
  registrar[''] = up.at;
  await it.until('line ready');
  expect(await up.ended()).toBe(true);
});

test('a registration with the right password, and one with a wrong one', async () => {
  const challenge = 'WWW-Authenticate: Digest realm="klinke", nonce="4b5c", algorithm=MD5\n';
  const registrar = [
    receive('REGISTER'),
    answer(401, 'Unauthorized', { headers: challenge }),
    `<recv request="REGISTER"><action><verifyauth assign_to="right" username="4956112345" password="geheim"/></action></recv>`,
    `<nop hide="true" test="right" next="ok"/>`,
    answer(403, 'Forbidden'),
    `<nop hide="true" next="end"/>`,
    `<label id="ok"/>`,
    answer(200, 'OK', { headers: 'Expires: 600\n' }),
    `<label id="end"/>`,
    pause(200),
  ];
  await using peer = await startPeer(registrar, { calls: 2 });
  {
    await using it = desk(peer, { registers: true });
    await it.until('line ready');
  }
  await using other = await startPeer(registrar);
  await using wrong = desk(other, { registers: true, password: 'falsch' });
  await wrong.until('line refused');
});

/** An exchange that takes a registration, and then calls in. */
async function registered(patience = patient): Promise<{ it: Desk; contact: string } & AsyncDisposable> {
  const exchange = await startPeer([
    receive('REGISTER'),
    answer(200, 'OK', { headers: 'Expires: 600\n' }),
    pause(20_000),
  ]);
  const it = desk(exchange, { registers: true }, patience);
  await it.until('line ready');
  const contact = /^Contact: <(sip:[^>;]+)/m.exec(exchange.messages())?.[1] ?? '';
  return {
    it,
    contact,
    async [Symbol.asyncDispose]() {
      await it[Symbol.asyncDispose]();
      await exchange[Symbol.asyncDispose]();
    },
  };
}

const hostOf = (contact: string): string => contact.slice(contact.indexOf('@') + 1);

test.each([
  { we: 'at rest', begin: () => undefined },
  { we: 'about to dial somebody, who may not be called', begin: (phone: Phone) => phone.prepare() },
])('somebody calls us $we, we answer, both can be heard, and they hang up', async ({ begin }) => {
  await using home = await registered();
  await begin(home.it.phone);
  await using voice = await startVoice('0.0.0.0');
  await using caller = await startPeer(callsIn(home.contact, '+491701234567', 1_000), {
    to: hostOf(home.contact),
    voicePort: voice.port,
  });
  await home.it.until('talk ringing');
  expect(home.it.phone.state.talk).toMatchObject({ direction: 'inbound', number: '+491701234567', state: 'ringing' });
  await home.it.phone.answer();
  await home.it.until('talk they_hung_up');
  expect(voice.packets()).toBeGreaterThan(5);
  expect(await caller.ended()).toBe(true);
});

/** Somebody calls, and gives up before anybody has answered. */
const givesUp = (contact: string, caller: string, ringsMs = 200) => [
  invite(contact, caller),
  receiveAnswer(100, 'optional="true"'),
  receiveAnswer(180),
  pause(ringsMs),
  follow('CANCEL', contact, caller),
  receiveAnswer(200),
  pause(2_000),
];

/** When the message that begins like this came or went, by SIPp's clock. */
const timeOf = (peer: Peer, beginning: string): number => {
  const stamp = new RegExp(`-- (.{26})\\nUDP .*\\n\\n${beginning}`).exec(peer.messages())?.[1];
  return Date.parse(stamp ?? 'never');
};

test('whoever calls is answered when Janus can hear it, and not before', async () => {
  await using home = await registered();
  await using caller = await startPeer(callsIn(home.contact, '+491701234567', 100), { to: hostOf(home.contact) });
  await home.it.until('talk ringing');
  await home.it.phone.answer();
  await home.it.until('talk they_hung_up');
  expect(timeOf(caller, 'SIP/2.0 200') - timeOf(caller, 'INVITE')).toBeGreaterThan(250);
});

test('whoever gives up before they can be answered was missed', async () => {
  await using home = await registered({ ...patient, answerableMs: 5_000 });
  await using _caller = await startPeer(givesUp(home.contact, '+491701234567'), { to: hostOf(home.contact) });
  await home.it.until('missed +491701234567');
  expect(home.it.phone.state.talk).toBeNull();
});

test('one after the other calls in', async () => {
  await using home = await registered();
  for (const theirs of ['+491701234567', '+491701234568']) {
    // Janus needs a moment to clear the line; whoever calls in it hears that it is busy.
    await new Promise((soon) => setTimeout(soon, 2_000));
    home.it.heard.length = 0;
    await using caller = await startPeer(callsIn(home.contact, theirs, 300), { to: hostOf(home.contact) });
    await home.it.until('talk ringing');
    expect(home.it.phone.state.talk?.number).toBe(theirs);
    await home.it.phone.answer();
    await home.it.until('talk they_hung_up');
    expect(await caller.ended()).toBe(true);
  }
});

/** Somebody calls who is to hear that it is busy. */
const hearsBusy = (contact: string, caller: string) =>
  startPeer(
    [
      invite(contact, caller),
      receiveAnswer(100, 'optional="true"'),
      receiveAnswer(180, 'optional="true"'),
      receiveAnswer(486),
      follow('ACK', contact, caller),
    ],
    { to: hostOf(contact) },
  );

test('who calls while we speak with somebody hears that it is busy, and we go on speaking', async () => {
  await using callee = await startPeer([receive('INVITE'), taken, receive('ACK'), ...byeFromUs]);
  await using registrar = await startPeer([receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })]);
  await using exchange = await startExchange({ '+4930123': callee.at }, registrar.at);
  await using it = desk({ ...registrar, at: exchange.at }, { registers: true });
  await it.until('line ready');
  const contact = /^Contact: <(sip:[^>;]+)/m.exec(registrar.messages())?.[1] ?? '';
  await it.phone.dial(randomUUID(), '+4930123');
  await it.until('talk answered');
  await using caller = await hearsBusy(contact, '+491701234567');
  expect(await caller.ended()).toBe(true);
  expect(it.phone.state.talk).toMatchObject({ number: '+4930123', state: 'talking' });
  expect(it.heard).toContain('missed +491701234567');
  await it.phone.hangUp();
  expect(await callee.ended()).toBe(true);
});

test.each([
  { we: 'with nothing else at hand', begin: () => undefined },
  { we: 'with a call of ours made ready before', begin: (phone: Phone) => phone.prepare() },
])(
  'who calls while we speak with somebody who called us hears that it is busy, $we, and we go on speaking',
  async ({ begin }) => {
    await using home = await registered();
    await begin(home.it.phone);
    await using voice = await startVoice('0.0.0.0');
    await using first = await startPeer(callsIn(home.contact, '+491701234567', 3_000), {
      to: hostOf(home.contact),
      voicePort: voice.port,
    });
    await home.it.until('talk ringing');
    await home.it.phone.answer();
    await using second = await hearsBusy(home.contact, '+491701234568');
    expect(await second.ended()).toBe(true);
    expect(home.it.phone.state.talk).toMatchObject({ number: '+491701234567', state: 'talking' });
    await using third = await hearsBusy(home.contact, '+491701234569');
    expect(await third.ended()).toBe(true);
    await home.it.until('talk they_hung_up');
    expect(await first.ended()).toBe(true);
    expect(home.it.heard.filter((word) => /^(talk|missed)/.test(word))).toEqual([
      'talk ringing',
      'talk answered',
      'missed +491701234568',
      'missed +491701234569',
      'talk they_hung_up',
    ]);
  },
);

test('who calls while we speak with somebody, and gives up before they hear that it is busy, leaves nothing behind', async () => {
  await using home = await registered();
  await using voice = await startVoice('0.0.0.0');
  await using first = await startPeer(callsIn(home.contact, '+491701234567', 7_000), {
    to: hostOf(home.contact),
    voicePort: voice.port,
  });
  await home.it.until('talk ringing');
  await home.it.phone.answer();
  // Whoever presses "call" in a conversation is told that they are in one; the way for the call is there all the same.
  await home.it.phone.prepare().catch(() => undefined);
  await using impatient = await startPeer(givesUp(home.contact, '+491701234568', 100), { to: hostOf(home.contact) });
  await expect.poll(() => impatient.messages()).toContain('SIP/2.0 487');
  // As long as Janus may take to answer; what fails then has nobody who waits for it.
  await home.it.until('talk they_hung_up');
  expect(await first.ended()).toBe(true);
});

test('somebody calls, and we turn them down', async () => {
  await using home = await registered();
  await using caller = await startPeer(
    [
      invite(home.contact, '+491701234567'),
      receiveAnswer(100, 'optional="true"'),
      receiveAnswer(180),
      receiveAnswer(486),
      follow('ACK', home.contact, '+491701234567'),
    ],
    { to: hostOf(home.contact) },
  );
  await home.it.until('talk ringing');
  await home.it.phone.hangUp();
  await home.it.until('talk declined_here');
  expect(await caller.ended()).toBe(true);
});

test('somebody without a number calls, and gives up before we answer', async () => {
  await using home = await registered();
  await using _caller = await startPeer(givesUp(home.contact, 'anonymous', 1_000), { to: hostOf(home.contact) });
  await home.it.until('talk ringing');
  expect(home.it.phone.state.talk?.number).toBeNull();
  await home.it.until('talk cancelled');
});

/** Of 3.9 seconds, and to be known again; it begins with silence, as whoever speaks does, until the way of the sound is open at both ends. */
const greeting = Buffer.concat([new Uint8Array(300 * samplesPerMs).fill(toALaw(0)), keyTones('420142014201420142')]);

test('left to a greeting: it is said to its end on the mailbox, while the next call is spoken, and then hung up', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using other = await startVoice('0.0.0.0');
  const steps = [
    receive('INVITE'),
    ringing,
    pause(500),
    taken,
    receive('ACK'),
    receive('BYE', 'timeout="60000"'),
    answer(200, 'OK', { inDialog: true }),
  ];
  await using mailbox = await startPeer(steps, { voicePort: voice.port });
  await using next = await startPeer(steps, { voicePort: other.port });
  await using registrar = await startPeer([receive('REGISTER')]);
  await using exchange = await startExchange({ '+4930123': mailbox.at, '+4930124': next.at }, registrar.at);
  await using it = desk({ ...mailbox, at: exchange.at });
  await it.until('line ready');
  await it.phone.dial(randomUUID(), '+4930123');
  await expect(it.phone.leaveMessage(greeting)).rejects.toThrow('nobody to leave');
  await it.until('talk answered');
  await it.phone.leaveMessage(greeting);
  expect(it.phone.state).toMatchObject({ talk: null, message: true });
  await expect(it.phone.leaveMessage(greeting)).rejects.toThrow('no conversation');

  it.heard.length = 0;
  await it.phone.dial(randomUUID(), '+4930124');
  await it.until('talk answered');
  await it.until('message message_left');
  expect(await mailbox.ended()).toBe(true);
  expect(voice.digits()).toBe('420142014201420142');
  expect(it.phone.state).toMatchObject({ talk: { number: '+4930124', state: 'talking' }, message: false });
  expect(other.digits()).toBe('');
  await it.phone.hangUp();
  expect(await next.ended()).toBe(true);
  await expect.poll(async () => (await janus.leftovers()).rooms).toBe(0);
});

test('a mailbox that hangs up in the middle of a greeting, and a telephone that is closed in one', async () => {
  const cutsOff = [receiveInvite, taken, receive('ACK'), pause(1_000), requestBack('BYE', 1), receiveAnswer(200)];
  await using peer = await startPeer(cutsOff);
  await using listener = await startPeer([receive('INVITE'), taken, receive('ACK'), ...byeFromUs]);
  {
    await using it = await dialled(peer);
    await it.until('talk answered');
    await it.phone.leaveMessage(greeting);
    await it.until('message they_hung_up');
    expect(it.phone.state).toMatchObject({ talk: null, message: false });
  }
  {
    await using it = await dialled(listener);
    await it.until('talk answered');
    await it.phone.leaveMessage(greeting);
  }
  expect(await listener.ended()).toBe(true);
  await expect.poll(() => janus.leftovers()).toEqual({ sessions: 0, rooms: 0 });
});

test('Janus dies in a call: it is over at once, and the line comes back by itself', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using peer = await startPeer([receive('INVITE'), taken, receive('ACK'), pause(10_000)], {
    voicePort: voice.port,
  });
  await using it = await dialled(peer);
  await it.until('talk answered');
  await janus.kill();
  await it.until('talk gateway_lost');
  expect(it.phone.state).toMatchObject({ line: 'unreachable', talk: null });
  await expect(it.phone.dial(randomUUID(), '+4930123')).rejects.toThrow('not connected');
  it.heard.length = 0;
  await janus.restart();
  await it.until('line ready');
});

test('we leave in a call: it is hung up', async () => {
  await using peer = await startPeer([receive('INVITE'), taken, receive('ACK'), ...byeFromUs]);
  await using it = await dialled(peer);
  await it.until('talk answered');
  await it.phone.close();
  expect(await peer.ended()).toBe(true);
});

test('we die: Janus ends what we had, and the next life clears the room that is left', async () => {
  const dying = await openJanus(janus.url, () => undefined);
  await openRoom(dying, mark, () => undefined);
  dying.close();
  await expect.poll(() => janus.leftovers()).toEqual({ sessions: 0, rooms: 1 });
  const next = await openJanus(janus.url, () => undefined);
  await sweepRooms(next, plugin, { ...mark, boot: 'next' });
  next.close();
  await expect.poll(() => janus.leftovers()).toEqual({ sessions: 0, rooms: 0 });
});

test('Janus is examined for what calls need of it', async () => {
  expect(await examineJanus(janus.url)).toEqual([]);
  await expect(examineJanus('ws://127.0.0.1:9')).rejects.toThrow('not there');
});

test('a room that somebody took away is opened anew for the next call', async () => {
  await using first = await startPeer([receive('INVITE'), taken, receive('ACK'), ...byeFromUs]);
  await using it = desk(first);
  await it.until('line ready');
  await it.phone.prepare();
  const session = await openJanus(janus.url, () => undefined);
  const handle = await session.attach('janus.plugin.audiobridge', () => undefined);
  const { data } = await handle.ask({ request: 'list' });
  for (const { room } of data.list ?? []) await handle.ask({ request: 'destroy', room });
  session.close();

  const rooms = async () => (await it.phone.prepare(), (await janus.leftovers()).rooms);
  await expect.poll(rooms).toBe(1);
  await it.phone.dial(randomUUID(), '+4930123');
  await it.until('talk answered');
  await it.phone.hangUp();
});
