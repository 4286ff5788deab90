import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startJanus, type TestJanus } from '../../test/telephone/janus.ts';
import { answer, receive, startPeer } from '../../test/telephone/sipp.ts';
import { startExchange } from '../../test/telephone/exchange.ts';
import { startVoice, type Voice } from '../../test/telephone/voice.ts';
import { axe } from '../setup/axe.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { ask, willingPerson } from '../setup/calling.ts';
import { hangUpWhatIsLeft, heardHere, watchConnections } from '../setup/telephone.ts';

let janus: TestJanus;
let klinke: OpenKlinke;
const setter = { name: 'Ben Ohm', email: 'ben.ohm@example.org', password: 'blaue Leiter im Keller' };

beforeAll(async () => {
  janus = await startJanus();
  klinke = await openKlinke({ janusUrl: janus.url });
}, 240_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await janus[Symbol.asyncDispose]();
});

const picture = async (page: Page, name: string) => {
  const folder = process.env['KLINKE_PICTURES'];
  if (!folder) return;
  for (const [width, height] of [[1440, 900] as const, [390, 844] as const])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
    }
  await page.setViewportSize({ width: 1280, height: 720 });
};

test('a lead listens in, whispers and joins: with everybody told, and nobody hearing what is not for them', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using registrar = await startPeer([receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })], {
    calls: 100,
  });
  await using callee = await startPeer(
    [
      receive('INVITE'),
      answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
      receive('ACK'),
      receive('BYE'),
      answer(200, 'OK', { inDialog: true }),
    ],
    { voicePort: voice.port },
  );
  await using exchange = await startExchange({ '+4930777001': callee.at }, registrar.at);
  await using desks = await openDesks(exchange.at);
  const { lead, agent, agentPhone } = desks;

  // The setter speaks with somebody; the lead sees it on the board.
  const contactId = await willingPerson(agent, '+4930777001');
  await agent.goto(`/menschen/${contactId}`);
  await agent.getByRole('button', { name: 'Anrufen' }).click();
  await agentPhone.getByText('Im Gespräch').waitFor();
  await expect.poll(() => voice.loudness()).toBeGreaterThan(1e-5);
  await lead.goto('/team-am-telefon');
  const card = lead.getByRole('listitem').filter({ hasText: 'Ben Ohm' });
  await card.getByText('im Gespräch').waitFor();

  // The first time the other one does not agree.
  await card.getByRole('button', { name: 'Mithören' }).click();
  await agentPhone.getByText('Darf Mira Kern aus unserem Team').waitFor();
  await card.getByText('Bis dahin hören Sie nichts').waitFor();
  expect(await axe(agent)).toEqual([]);
  await picture(agent, 'panel-asked');
  await agentPhone.getByRole('button', { name: 'Jetzt nicht' }).click();
  await card.getByText('Ben Ohm hat Sie nicht dabei').waitFor();
  expect(await connectionsOf(lead)).toBe(0);
  await card.getByRole('button', { name: 'Schließen' }).click();

  // The second time they do.
  await card.getByRole('button', { name: 'Mithören' }).click();
  await agentPhone.getByRole('button', { name: 'Der Kunde weiß Bescheid, einverstanden' }).click();
  await agentPhone.getByText('Mira Kern hört mit.').waitFor();
  await card.getByText('Niemand hört Sie').waitFor();
  await expect.poll(() => connectionsOf(lead)).toBe(2);
  await expect.poll(() => connectionsOf(agent)).toBe(2);
  await grows(() => heardHere(lead, 0));
  expect(await axe(lead)).toEqual([]);
  await picture(lead, 'board-listening');
  await picture(agent, 'panel-listening');

  // Both are heard, each alone: the setter while the other one is silent, and the other way round.
  voice.hush(true);
  await grows(() => heardHere(lead, 0));
  await agentPhone.getByRole('button', { name: 'Mikrofon ausschalten' }).click();
  await falls(voice);
  voice.hush(false);
  await grows(() => heardHere(lead, 0));
  voice.hush(true);

  // While listening, nobody hears the lead, whose microphone beeps.
  await stillFor(voice);
  await silent(() => heardHere(agent, 1));

  // Whispering, the setter does, and nobody else.
  await card.getByRole('button', { name: 'Flüstern' }).click();
  await agentPhone.getByText('Der Kunde hört es nicht').waitFor();
  await grows(() => heardHere(agent, 1));
  await stillFor(voice);
  await picture(lead, 'board-whispering');
  await picture(agent, 'panel-whispering');

  // Joined, everybody does.
  await card.getByRole('button', { name: 'Mitsprechen' }).click();
  await agentPhone.getByText('alle hören es').waitFor();
  await expect.poll(() => voice.loudness()).toBeGreaterThan(1e-5);
  await grows(() => heardHere(agent, 0));
  await card.getByRole('button', { name: 'Zuhören' }).click();
  await agentPhone.getByText('Mira Kern hört mit.').waitFor();
  await falls(voice);
  await stillFor(voice);

  // Whoever leaves the page is out.
  await lead.goto('/heute');
  await agentPhone.getByText('Mira Kern hört mit.').waitFor({ state: 'hidden' });
  await lead.goto('/team-am-telefon');
  await card.getByRole('button', { name: 'Mithören' }).click();
  await agentPhone.getByRole('button', { name: 'Der Kunde weiß Bescheid, einverstanden' }).click();
  await card.getByText('Niemand hört Sie').waitFor();
  await agentPhone.getByRole('button', { name: 'Auflegen' }).click();
  await card.getByText('Das Mithören ist zu Ende').waitFor();
  expect(await callee.ended()).toBe(true);

  const kept = async (): Promise<string[]> => {
    const { items } = await ask<{ items: { type: string }[] }>(lead, 'GET', '/audit-entries?groups=calls');
    const told = items.filter(({ type }) => type.startsWith('telephony.listening')).map(({ type }) => type.slice(19));
    return told.toReversed();
  };
  // The page hears of the end from the line, the log from a request of its own.
  const all = ['Allowed', 'Changed', 'Changed', 'Changed', 'Ended', 'Allowed', 'Ended'];
  await expect.poll(kept).toEqual(all);
  expect(klinke.complaints).toEqual([]);
});

type Desks = { lead: Page; agent: Page; agentPhone: Locator } & AsyncDisposable;

async function openDesks(server: string): Promise<Desks> {
  const lead = await klinke.window({ permissions: ['microphone'] });
  await lead.addInitScript(watchConnections);
  await ask(lead, 'POST', '/invitations', { email: setter.email, role: 'member' });
  const { items } = await ask<{ items: { to: string; body: string }[] }>(lead, 'GET', '/mails');
  const token = /#([\w.-]+)/.exec(items.find(({ to }) => to.includes(setter.email))?.body ?? '')?.[1];
  const { name, email, password } = setter;
  const accepted = await fetch(`${klinke.address}/api/v1/invitation-acceptances`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-klinke': '1', origin: klinke.address },
    body: JSON.stringify({ token, name, password }),
  });
  const { userId } = (await accepted.json()) as { userId: string };
  await ask(lead, 'POST', '/lines', {
    kind: 'sip',
    name: 'Bens Durchwahl',
    number: '+4956112346',
    userId,
    settings: { server, user: '4956112346' },
    secret: 'geheim',
  });
  const agent = await klinke.window({ permissions: ['microphone'] }, { email, password });
  await agent.addInitScript(watchConnections);
  return {
    lead,
    agent,
    agentPhone: agent.getByRole('region', { name: 'Telefon' }),
    async [Symbol.asyncDispose]() {
      await agent.evaluate(hangUpWhatIsLeft);
      for (const page of [agent, lead]) await page.context().close();
    },
  };
}

function connectionsOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      (globalThis as unknown as { connections: RTCPeerConnection[] }).connections.filter(
        ({ connectionState }) => connectionState === 'connected',
      ).length,
  );
}

/** Something is heard from now on. */
async function grows(energy: () => Promise<number>): Promise<void> {
  const before = await energy();
  await expect.poll(energy).toBeGreaterThan(before + 0.0005);
}

/** The beep of a fake microphone comes every second: through three of them, nothing. */
async function silent(energy: () => Promise<number>): Promise<void> {
  const before = await energy();
  await new Promise((over) => setTimeout(over, 3_000));
  expect(await energy()).toBeLessThan(before + 0.00001);
}

/** What was said before is still under way for a moment; a second without a beep can also be one whose beep is late. */
async function falls(voice: Voice): Promise<void> {
  await expect.poll(() => loudest(voice, 100)).toBeLessThan(1e-7);
}

/** Through three beeps, nothing. */
async function stillFor(voice: Voice): Promise<void> {
  expect(await loudest(voice, 150)).toBeLessThan(1e-7);
}

/** The loudest second that ends within so many packets, fifty of which are a second. */
async function loudest(voice: Voice, packets: number): Promise<number> {
  const end = voice.packets() + packets;
  let most = 0;
  while (voice.packets() < end) {
    most = Math.max(most, voice.loudness());
    await new Promise((soon) => setTimeout(soon, 50));
  }
  return most;
}
