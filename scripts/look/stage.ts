import { spawnSync } from 'node:child_process';
import { ask } from '../../e2e/setup/calling.ts';
import { openExample, type OpenKlinke } from '../../e2e/setup/klinke.ts';
import { startExchange } from '../../test/telephone/exchange.ts';
import { startJanus } from '../../test/telephone/janus.ts';
import { answer, receive, startPeer } from '../../test/telephone/sipp.ts';
import { startVoice } from '../../test/telephone/voice.ts';

export const telephoneMissing = ['janus', 'sipp'].filter((program) => spawnSync(program, ['-h']).error !== undefined);

/** The example on a weekday at ten, with a telephone in the page; whoever is called takes the call and speaks. */
export async function openStage(): Promise<{ klinke: OpenKlinke } & AsyncDisposable> {
  await using parts = new AsyncDisposableStack();
  const voice = parts.use(await startVoice('0.0.0.0'));
  const janus = parts.use(await startJanus());
  const registers = [receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })];
  const registrar = parts.use(await startPeer(registers, { calls: 1_000 }));
  const takes = [
    receive('INVITE'),
    answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
    receive('ACK'),
    receive('BYE'),
    answer(200, 'OK', { inDialog: true }),
  ];
  const callee = parts.use(await startPeer(takes, { calls: 1_000, voicePort: voice.port }));
  const own = '+4956112345';
  const everybody = (dialled: string) => (/^\+\d/.test(dialled) && dialled !== own ? callee.at : undefined);
  const numbers = new Proxy<Record<string, string>>({}, { get: (_, dialled) => everybody(String(dialled)) });
  const exchange = parts.use(await startExchange(numbers, registrar.at));
  const klinke = parts.use(await openExample({ janusUrl: janus.url }));

  const page = await klinke.window();
  const { user } = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  const line = { kind: 'sip', settings: { server: exchange.at, user: '4956112345' }, secret: 'geheim' };
  await ask(page, 'POST', '/lines', { ...line, name: 'Meine Durchwahl', number: own, userId: user.id });
  await ask(page, 'POST', '/lines', { ...line, name: 'Zentrale', number: '+4956199999' });
  await page.context().close();
  const kept = parts.move();
  return { klinke, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
