import type { Locator, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { type Exchange, startExchange } from '../../test/telephone/exchange.ts';
import { startJanus, type TestJanus } from '../../test/telephone/janus.ts';
import {
  answer,
  callsIn,
  held,
  passedOn,
  pause,
  type Peer,
  receive,
  receiveInvite,
  startPeer,
  type Step,
} from '../../test/telephone/sipp.ts';
import { startVoice, type Voice } from '../../test/telephone/voice.ts';
import { axe } from '../setup/axe.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { ask, willingPerson } from '../setup/calling.ts';
import { bothAreHeard, hangUpWhatIsLeft, heardHere, watchConnections, whatIsLeft } from '../setup/telephone.ts';

let janus: TestJanus;
let klinke: OpenKlinke;
const numbers: Record<string, string> = {};
let exchange: Exchange;
let registrar: Peer;
let number = 4930555000;

beforeAll(async () => {
  janus = await startJanus();
  const registration = [receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })];
  registrar = await startPeer(registration, { calls: 1_000 });
  exchange = await startExchange(numbers, registrar.at);
  klinke = await openKlinke({ janusUrl: janus.url });
  const page = await klinke.window();
  const { user } = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  await ask(page, 'POST', '/lines', {
    kind: 'sip',
    name: 'Meine Durchwahl',
    number: '+4956112345',
    userId: user.id,
    settings: { server: exchange.at, user: '4956112345' },
    secret: 'geheim',
  });
  const settings = { server: exchange.at, user: '4956199999' };
  await ask(page, 'POST', '/lines', { kind: 'sip', name: 'Zentrale', number: '+4956199999', settings, secret: 'x' });
  await page.context().close();
}, 240_000);

afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await exchange[Symbol.asyncDispose]();
  await registrar[Symbol.asyncDispose]();
  await janus[Symbol.asyncDispose]();
});

const ringing = answer(180, 'Ringing');
const taken = answer(200, 'OK', { sdp: 'sendrecv', retrans: true });
const theirBye = [receive('BYE'), answer(200, 'OK', { inDialog: true })];

test('dial, talk, press keys, hang up: logged with a next step', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering(
    [receive('INVITE'), ringing, pause(3_000), taken, receive('ACK'), ...theirBye],
    voice,
  );
  await using it = await desk();
  const { page, phone } = it;
  const contactId = await callSomebody(page, callee.number);
  await phone.getByText('Es klingelt').waitFor();
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, voice);

  await phone.getByRole('button', { name: 'Tasten' }).click();
  for (const key of ['4', '2', '#']) await phone.getByRole('button', { name: key, exact: true }).click();
  await expect.poll(() => voice.digits()).toBe('42#');

  await phone.getByRole('button', { name: 'Auflegen' }).click();
  await page.getByRole('button', { name: /^Erreicht/ }).click();
  await page.getByRole('button', { name: /^Festhalten und weiter/ }).click();
  await phone.waitFor({ state: 'hidden' });
  expect(await callee.ended()).toBe(true);
  const calls = await ask<{ items: Record<string, unknown>[] }>(page, 'GET', `/calls?contactId=${contactId}`);
  expect(calls.items).toMatchObject([{ number: callee.number, disposition: { name: 'Erreicht' } }]);
  const steps = await ask<{ items: unknown[] }>(page, 'GET', `/next-steps?contactId=${contactId}`);
  expect(steps.items).toHaveLength(1);
});

test('a microphone that another program holds: nobody is rung, and it says why', async () => {
  await using it = await desk();
  const { page } = it;
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('busy', 'NotReadableError'));
  });
  const rang = exchange.rang.length;
  const orders = new Set<string>();
  page.on('request', (it) => it.method() === 'POST' && it.url().endsWith('/api/v1/calls') && orders.add('given'));
  page.on('response', (it) => it.request().method() === 'DELETE' && it.url().includes('/calls/') && orders.clear());
  const contactId = await callSomebody(page, nextNumber());
  await page.getByText('Das Mikrofon wird gerade von einem anderen Programm benutzt').waitFor();
  // Where the page knew that it may have the microphone, the order to dial was out before, and comes to nothing by another way than what is told here.
  await expect.poll(() => [...orders], { timeout: 15_000 }).toEqual([]);
  const open = () => ask<{ items: unknown[] }>(page, 'GET', `/calls?contactId=${contactId}`);
  await expect.poll(async () => (await open()).items).toEqual([]);
  await page.getByRole('button', { name: 'Anrufen' }).waitFor();
  expect(exchange.rang.length).toBe(rang);
});

test('dialled while the page still connects: it rings once it has, and both are heard', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering(
    [receive('INVITE'), ringing, pause(500), taken, receive('ACK'), ...theirBye],
    voice,
  );
  await using it = await desk();
  const { page, phone } = it;
  await page.routeWebSocket(/\/telephone/, async (socket) => {
    await new Promise((soon) => setTimeout(soon, 2_000));
    socket.connectToServer();
  });
  await callSomebody(page, callee.number);
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, voice);
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  expect(await callee.ended()).toBe(true);
});

test('somebody we know calls: their name, answer, both are heard, and how it went', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using it = await desk();
  const { page, phone } = it;
  const theirs = nextNumber();
  await willingPerson(page, theirs);
  await page.goto('/heute');
  await using _caller = await calling(page, theirs, voice);

  await phone.getByRole('link', { name: 'Jutta Feld' }).waitFor();
  await phone.getByRole('button', { name: 'Annehmen' }).click();
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, voice);
  await phone.getByText('Die andere Seite hat aufgelegt').waitFor();
  await phone.getByRole('button', { name: 'Ergebnis eintragen' }).click();
  // Heute asks the same behind it.
  const asked = page.getByRole('dialog');
  await asked.getByRole('button', { name: /^Rückruf vereinbart/ }).click();
  await asked.getByRole('button', { name: /^Festhalten und weiter/ }).click();
  await phone.waitFor({ state: 'hidden' });
});

test('somebody nobody knows calls, and is turned down', async () => {
  await using it = await desk();
  const { page, phone } = it;
  await page.goto('/heute');
  const theirs = nextNumber();
  await using caller = await calling(page, theirs);
  await phone.getByText('Ruft an').waitFor();
  await phone.getByRole('button', { name: 'Ablehnen' }).click();
  await expect.poll(() => caller.messages()).toContain('SIP/2.0 486');
  await phone.getByText('Nicht angenommen').waitFor();
});

test.each([
  [486, 'Busy Here', 'Besetzt'],
  [603, 'Decline', 'Der Anruf wurde abgewiesen'],
])('%i: words for why nobody took it', async (code, reason, words) => {
  await using callee = await answering([
    receive('INVITE'),
    ringing,
    answer(code, reason, { retrans: true }),
    receive('ACK'),
  ]);
  await using it = await desk();
  await callSomebody(it.page, callee.number);
  await it.phone.getByText(words).waitFor();
});

test('a callee that rings for ever: the call is taken back, offers the result that fits, and nothing of it is left', async () => {
  const never = [
    receiveInvite,
    ringing,
    receive('CANCEL', 'timeout="120000"'),
    answer(200, 'OK', { inDialog: true }),
    answer(487, 'Request Terminated', { of: 'invite', inDialog: true, retrans: true }),
    receive('ACK'),
  ];
  await using first = await answering(never);
  await using second = await answering(never);
  await using it = await desk();
  const { page, phone } = it;
  const people = [await willingPerson(page, first.number), await willingPerson(page, second.number)];
  const contacts = people.map((contactId) => ({ contactId, purpose: 'advertising' }));
  await ask(page, 'POST', '/dialer', { name: 'Zwei', paceSeconds: null, people: { from: 'named', contacts } });
  await page.goto('/telefonliste');
  const called = async (contactId: string | undefined) => {
    const { items } = await ask<{ items: Record<string, unknown>[] }>(page, 'GET', `/calls?contactId=${contactId}`);
    return items;
  };

  await page.getByRole('button', { name: /^Anrufen/ }).click();
  await phone.getByText('Es klingelt').waitFor();
  await phone.getByText('Es hat niemand abgenommen').waitFor({ timeout: 120_000 });
  expect(await first.ended()).toBe(true);
  await expect.poll(async () => (await janus.leftovers()).rooms).toBe(0);
  const result = page.getByRole('main').getByRole('button', { name: /^Nicht erreicht/ });
  await expect.poll(() => result.getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByLabel('Danach: nächster Schritt').isChecked()).toBe(true);
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await ask<{ person: { contactId: string } | null }>(page, 'GET', '/dialer')).person?.contactId)
    .toBe(people[1]);
  expect(await called(people[0])).toMatchObject([{ durationSeconds: 0, disposition: { meaning: 'no_answer' } }]);
  const { items: steps } = await ask<{ items: unknown[] }>(page, 'GET', `/next-steps?contactId=${people[0]}`);
  expect(steps).toHaveLength(1);

  // Who does not want to wait that long hangs up, and it is the same.
  await page.getByRole('button', { name: /^Anrufen/ }).click();
  await phone.getByText('Es klingelt').waitFor();
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  await phone.getByText('Abgebrochen, bevor jemand abnahm').waitFor();
  await expect.poll(() => result.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Enter');
  await page.getByText('Geschafft: Die Liste ist durch.').waitFor();
  expect(await second.ended()).toBe(true);
  await expect.poll(async () => (await janus.leftovers()).rooms).toBe(0);
  expect(await called(people[1])).toMatchObject([{ durationSeconds: 0, disposition: { meaning: 'no_answer' } }]);
  await page.getByRole('button', { name: 'Liste beenden' }).click();
}, 240_000);

test('a mailbox: the greeting is left there to its end, while the next person in the list is called', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using other = await startVoice('0.0.0.0');
  const waits = [
    receive('INVITE'),
    taken,
    receive('ACK'),
    receive('BYE', 'timeout="120000"'),
    answer(200, 'OK', { inDialog: true }),
  ];
  await using mailbox = await answering(waits, voice);
  await using callee = await answering(waits, other);
  await using it = await desk();
  const { page, phone } = it;
  await page.goto('/einstellungen/telefon');
  await page.getByRole('button', { name: 'Ansage aufnehmen' }).click();
  await page.getByRole('button', { name: /^Fertig 2 s/ }).click();
  // As long as it took until the press arrived.
  await page.getByText(/^[2-9] Sekunden, aufgenommen am/).waitFor();
  await page
    .getByLabel('Tondatei mit der Ansage')
    .setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer: tone(15) });
  await page.getByText(/^15 Sekunden, aufgenommen am/).waitFor();
  expect(await axe(page)).toEqual([]);
  await picture(page, 'greeting');

  const people = [await willingPerson(page, mailbox.number), await willingPerson(page, callee.number)];
  const contacts = people.map((contactId) => ({ contactId, purpose: 'advertising' }));
  await ask(page, 'POST', '/dialer', { name: 'Zwei', paceSeconds: null, people: { from: 'named', contacts } });
  await page.goto('/telefonliste');
  await page.getByRole('button', { name: /^Anrufen/ }).click();
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, voice);
  await phone.getByRole('button', { name: 'Ansage hinterlassen' }).waitFor();
  await picture(page, 'mailbox');
  await phone.getByRole('button', { name: 'Ansage hinterlassen' }).click();

  await page.getByRole('button', { name: /^Anrufen/ }).click();
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, other);
  // More than what is kept of what was heard: it is the greeting alone, as loud as its file.
  const packets = voice.packets();
  await expect.poll(() => voice.packets()).toBeGreaterThan(packets + 60);
  expect(voice.loudness()).toBeGreaterThan(0.02);
  expect(await mailbox.ended()).toBe(true);
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  expect(await callee.ended()).toBe(true);
  await expect.poll(async () => (await janus.leftovers()).rooms).toBe(0);

  const { items } = await ask<{ items: object[] }>(page, 'GET', `/calls?contactId=${people[0]}`);
  expect(items).toMatchObject([{ disposition: { meaning: 'voicemail' } }]);
  const steps = await ask<{ items: object[] }>(page, 'GET', `/next-steps?contactId=${people[0]}`);
  expect(steps.items).toHaveLength(1);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Kein Interesse/ })
    .click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Liste beenden' }).click();
  await page.goto(`/menschen/${people[0]}`);
  await page.getByText('Ansage auf der Mailbox hinterlassen').waitFor();
  await page.getByText('Anruf: Mailbox').waitFor();

  await page.goto('/einstellungen/telefon');
  await page.getByRole('button', { name: 'Ansage löschen' }).click();
  await page.getByRole('button', { name: 'Löschen', exact: true }).click();
  await page.getByText('Sekunden, aufgenommen am').waitFor({ state: 'hidden' });
}, 240_000);

test('a page that is loaded anew in a call goes on with it; another one can take it over, and this one again when that is closed', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering([receive('INVITE'), taken, receive('ACK'), ...theirBye], voice);
  await using it = await desk();
  const { page, phone } = it;
  await callSomebody(page, callee.number);
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, voice);

  // Well within the minute for which the line waits for its page.
  await page.reload();
  await expect.poll(() => heardHere(page), { interval: 50 }).toBeGreaterThan(0.0005);
  await bothAreHeard(page, voice);

  const other = await page.context().newPage();
  await other.addInitScript(watchConnections);
  await other.goto('/menschen');
  const there = other.getByRole('region', { name: 'Telefon' });
  await there.getByRole('button', { name: 'Hierher holen' }).click();
  await phone.getByText('Sie sprechen in einem anderen Fenster').waitFor();
  await bothAreHeard(other, voice);

  // Closed, not loaded anew: no other window takes the sound by itself.
  await other.close();
  await phone.getByText('Man hört Sie gerade nicht').waitFor();
  await phone.getByRole('button', { name: 'Hierher holen' }).click();
  await bothAreHeard(page, voice);
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  expect(await callee.ended()).toBe(true);
});

test.each([
  ['and we know it', true],
  ['and we still think it is there', false],
])(
  'the line to us breaks in a call, %s: it says so, the other one is still there, and then both are heard again',
  async (_, known) => {
    await using voice = await startVoice('0.0.0.0');
    await using callee = await answering([receive('INVITE'), taken, receive('ACK'), ...theirBye], voice);
    await using it = await desk();
    const { page, phone } = it;
    let broken = false;
    const lines = new Set<WebSocketRoute>();
    await page.routeWebSocket('**/api/v1/telephone?*', (line) => {
      if (broken) return void line.close();
      const server = line.connectToServer();
      // What becomes of the one side is not told to the other.
      line.onClose(() => undefined);
      lines.add(line);
      if (known) lines.add(server);
    });
    await callSomebody(page, callee.number);
    await phone.getByText('Im Gespräch').waitFor();
    await bothAreHeard(page, voice);

    broken = true;
    for (const side of lines) await side.close();
    await phone.getByText('Die Verbindung ist unterbrochen').waitFor();
    broken = false;
    await phone.getByText('Die Verbindung ist unterbrochen').waitFor({ state: 'hidden' });
    await bothAreHeard(page, voice);
    await phone.getByRole('button', { name: 'Auflegen' }).click();
    expect(await callee.ended()).toBe(true);
  },
);

test('passed on to a colleague', async () => {
  await using callee = await answering([receiveInvite, taken, receive('ACK'), ...passedOn(), ...theirBye]);
  await using it = await desk();
  const { page, phone } = it;
  await callSomebody(page, callee.number);
  await phone.getByText('Im Gespräch').waitFor();
  await phone.getByRole('button', { name: 'Weiterverbinden' }).click();
  await phone.getByRole('button', { name: 'Gleich mit Zentrale verbinden' }).click();
  await phone.getByText('Weiterverbunden').waitFor();
  expect(callee.messages()).toContain('Refer-To: <sip:+4956199999@');
});

test('passed on after asking a colleague: the two are brought together', async () => {
  await using colleague = await startPeer([receive('INVITE'), ringing, taken, receive('ACK'), ...theirBye]);
  numbers['+4956199999'] = colleague.at;
  await using callee = await answering([
    receiveInvite,
    taken,
    receive('ACK'),
    ...held('inactive'),
    ...passedOn(),
    ...theirBye,
  ]);
  await using it = await desk();
  const { page, phone } = it;
  await callSomebody(page, callee.number);
  await phone.getByText('Im Gespräch').waitFor();
  await phone.getByRole('button', { name: 'Weiterverbinden' }).click();
  await phone.getByRole('button', { name: 'Zentrale erst fragen' }).click();
  await phone.getByText('Sie sprechen mit Zentrale').waitFor();
  await phone.getByText('Wartet, während Sie nachfragen').waitFor();
  await phone.getByRole('button', { name: 'Verbinden', exact: true }).click();
  await phone.getByText('Weiterverbunden').waitFor();
  expect(callee.messages()).toMatch(/Refer-To: .*replaces=/i);
  expect([await callee.ended(), await colleague.ended()]).toEqual([true, true]);
});

test('passed on to a number somebody types: not to who may not be called, and else after speaking with them', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using there = await startVoice('0.0.0.0');
  await using partner = await answering([receive('INVITE'), ringing, taken, receive('ACK'), ...theirBye], there);
  await using callee = await answering(
    [
      receiveInvite,
      taken,
      receive('ACK'),
      ...held('inactive', 'timeout="60000"'),
      ...passedOn('SIP/2.0 200 OK', 'timeout="60000"'),
      ...theirBye,
    ],
    voice,
  );
  await using it = await desk();
  const { page, phone } = it;
  const guarded = nextNumber();
  const phones = [{ label: 'mobile', value: guarded }];
  await ask(page, 'POST', '/contacts', { kind: 'private', lastName: 'Ohne Einwilligung', phones });
  await callSomebody(page, callee.number);
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, voice);
  await phone.getByRole('button', { name: 'Weiterverbinden' }).click();
  const field = phone.getByLabel('An eine andere Nummer');
  for (const [typed, words] of [
    ['112', 'An Notrufe und Kurznummern wird nicht weiterverbunden.'],
    [guarded, 'Diese Person darf jetzt nicht angerufen werden.'],
  ] as const) {
    await field.fill(typed);
    await phone
      .getByRole('button', { name: /erst fragen$/ })
      .last()
      .click();
    await page.getByText(words).waitFor();
  }
  expect(await phone.getByText('Im Gespräch').isVisible()).toBe(true);
  await picture(page, 'pass-on');

  await field.fill(partner.number.replace('+49', '0'));
  await phone
    .getByRole('button', { name: /erst fragen$/ })
    .last()
    .click();
  await phone.getByText(/^Sie sprechen mit/).waitFor();
  await bothAreHeard(page, there);
  await phone.getByRole('button', { name: 'Verbinden', exact: true }).click();
  await phone.getByText('Weiterverbunden').waitFor();
  const dialog = /^Call-ID: *(\S+)/im.exec(partner.messages())?.[1] ?? 'none';
  expect(decodeURIComponent(callee.messages())).toContain(`sip:${partner.number}@`);
  expect(decodeURIComponent(callee.messages())).toMatch(
    new RegExp(`Refer-To:.*Replaces=${RegExp.escape(dialog)}`, 'i'),
  );
  expect([await callee.ended(), await partner.ended()]).toEqual([true, true]);
});

test('what is said before the call is taken is heard', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering(
    [
      receive('INVITE'),
      answer(183, 'Session Progress', { sdp: 'sendrecv' }),
      pause(10_000),
      answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
      receive('ACK'),
      ...theirBye,
    ],
    voice,
  );
  await using it = await desk();
  const { page, phone } = it;
  await callSomebody(page, callee.number);
  await phone.getByText('Wird verbunden').waitFor();
  await bothAreHeard(page, voice);
  expect(await phone.getByText('Wird verbunden').isVisible()).toBe(true);
  await phone.getByText('Im Gespräch').waitFor();
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  expect(await callee.ended()).toBe(true);
});

test('Janus dies in a call: it says so, and the telephone comes back', async () => {
  await using callee = await answering([receive('INVITE'), taken, receive('ACK'), pause(30_000)]);
  await using it = await desk();
  const { page, phone } = it;
  await callSomebody(page, callee.number);
  await phone.getByText('Im Gespräch').waitFor();
  try {
    await janus.kill();
    await phone.getByText('Die Verbindung zur Telefonanlage ist abgerissen').waitFor();
  } finally {
    await janus.restart();
  }
  await lineReady(page);
  await using again = await answering([receive('INVITE'), taken, receive('ACK'), ...theirBye]);
  await callSomebody(page, again.number);
  await phone.getByText('Im Gespräch').waitFor();
  await phone.getByRole('button', { name: 'Auflegen' }).click();
  expect(await again.ended()).toBe(true);
});

test('the provider does not take the password', async () => {
  await using refusing = await startPeer([receive('REGISTER'), answer(403, 'Forbidden')], { calls: 100 });
  await using it = await desk();
  const { page, phone } = it;
  const { items } = await ask<{ items: { id: string; kind: string; userId: string | null; version: number }[] }>(
    page,
    'GET',
    '/lines',
  );
  const mine = items.find(({ userId }) => userId !== null);
  const move = (server: string) =>
    ask(page, 'PATCH', `/lines/${mine?.id}`, { settings: { server, user: '4956112345' } });
  try {
    await move(refusing.at);
    await page.goto('/heute');
    await phone.getByText('Ihr Anbieter nimmt die Anmeldung nicht an').waitFor();
  } finally {
    await move(exchange.at);
  }
});

/** A file as somebody brings it: 48 kHz, 16 bit. */
function tone(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * 48_000 * 2);
  for (let at = 0; at < samples.length / 2; at++)
    samples.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * 440 * at) / 48_000)), at * 2);
  const head = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x02\0\x10\0data\0\0\0\0',
    'latin1',
  );
  head.writeUInt32LE(36 + samples.length, 4);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['KLINKE_PICTURES'];
  if (!folder) return;
  for (const colorScheme of ['dark', 'light'] as const)
    for (const [width, height] of [
      [390, 844],
      [1440, 900],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png` });
    }
}

function nextNumber(): string {
  number += 1;
  return `+${number}`;
}

/** On their page, as everybody does. */
async function callSomebody(page: Page, theirs: string): Promise<string> {
  const contactId = await willingPerson(page, theirs);
  await page.goto(`/menschen/${contactId}`);
  await page.getByRole('button', { name: 'Anrufen' }).click();
  return contactId;
}

/** Whoever calls before the line is registered reaches nobody. */
async function lineReady(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((ready) => {
        const socket = new WebSocket('/api/v1/telephone');
        socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
          const { state } = JSON.parse(data) as { state?: { line: { state: string } } };
          if (state?.line.state === 'ready') ready(socket.close());
        });
      }),
  );
}

/** Somebody who calls the owner's line, and hangs up after a while. */
async function calling(page: Page, theirs: string, voice?: Voice, talksMs = 10_000): Promise<Peer> {
  await lineReady(page);
  const registered = () => exchange.messages().findLast((message) => message.startsWith('REGISTER'));
  await expect.poll(registered).toBeDefined();
  const contact = /^Contact: <(sip:[^>;]+)/m.exec(registered() ?? '')?.[1] ?? '';
  return startPeer(callsIn(contact, theirs, talksMs), {
    to: contact.slice(contact.indexOf('@') + 1),
    ...(voice && { voicePort: voice.port }),
  });
}

type Answering = Peer & { number: string };

/** Somebody at the other end with a number of their own. */
async function answering(steps: readonly Step[], voice?: Voice): Promise<Answering> {
  const theirs = nextNumber();
  const peer = await startPeer(steps, voice && { voicePort: voice.port });
  numbers[theirs] = peer.at;
  return { ...peer, number: theirs };
}

type Desk = { page: Page; phone: Locator } & AsyncDisposable;

/** A window in which every connection of sound can be looked at. Whatever became of the story, the line is free after it. */
async function desk(): Promise<Desk> {
  const page = await klinke.window({ permissions: ['microphone'] });
  await page.addInitScript(watchConnections);
  const before = exchange.messages().length;
  let left = '';
  onTestFailed(() => console.error(left));
  return {
    page,
    phone: page.getByRole('region', { name: 'Telefon' }),
    async [Symbol.asyncDispose]() {
      left = await whatIsLeft(page, exchange.messages().slice(before));
      await page.evaluate(hangUpWhatIsLeft);
      await page.context().close();
    },
  };
}
