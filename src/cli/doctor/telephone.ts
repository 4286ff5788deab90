import type { Config } from '#platform/config';
import { type Answer, note, ok, problem } from './finding.ts';

export async function telephone({ janusUrl }: Config): Promise<Answer> {
  if (!janusUrl)
    return note('kein Janus eingerichtet (JANUS_URL); „Anrufen“ gibt die Nummer an das Telefonprogramm des Rechners');
  const [{ examineJanus, examineVoice }, { networkInterfaces }] = await Promise.all([
    import('#telephony'),
    import('node:os'),
  ]);
  const missing = await examineJanus(janusUrl).catch(() => undefined);
  if (missing === undefined) return note(`${janusUrl} antwortet nicht; ${withoutTelephone}`);
  if (missing.length > 0) return note(`Janus fehlt ${missing.join(' und ')}; ${withoutTelephone}`);
  // Whoever reaches Janus can use every telephone in it.
  for (const { address, family, internal } of Object.values(networkInterfaces()).flatMap((all) => all ?? [])) {
    if (family !== 'IPv4' || internal) continue;
    const open = Object.assign(new URL(janusUrl), { hostname: address }).href;
    if (await examineJanus(open).catch(() => undefined))
      return problem(`Janus ist unter ${open} für andere erreichbar; ws_ip = "127.0.0.1" in seiner Einstellung hilft`);
  }
  const voice = await examineVoice(janusUrl).catch(() => undefined);
  if (!voice?.heard)
    return problem(
      `Janus hört Klinke nicht${voice ? ` (UDP an ${voice.at})` : ''}, Tasten und Hinweise bleiben stumm; local_ip in janus.plugin.audiobridge.jcfg muss eine Adresse sein, die dieser Rechner erreicht, am besten 127.0.0.1`,
    );
  if (isLoopback(new URL(janusUrl).hostname) && !isLoopback(voice.at))
    return problem(
      `Wer ${voice.at} erreicht, könnte in jedes Gespräch hineinsprechen; local_ip = "127.0.0.1" in janus.plugin.audiobridge.jcfg hilft`,
    );
  return ok(`Janus antwortet unter ${janusUrl}`);
}

export async function videoRooms({ janusUrl, turnUrl }: Config): Promise<Answer> {
  const four = 'vier Menschen sehen einander direkt';
  if (!janusUrl) return note(`${four}; für mehr fehlt Janus (JANUS_URL)`);
  const { examineJanus } = await import('#telephony');
  const missing = await examineJanus(janusUrl, ['janus.plugin.videoroom']).catch(() => undefined);
  if (missing === undefined) return note(`${four}; für mehr antwortet ${janusUrl} nicht`);
  if (missing.length > 0) return note(`${four}; für mehr fehlt Janus ${missing.join(' und ')}`);
  return turnUrl
    ? ok('bis zwölf Menschen')
    : note('bis zwölf Menschen; ohne eigenes Relais (TURN_URL) lassen manche Netze niemanden durch');
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || host.startsWith('127.');

const withoutTelephone = 'telefoniert wird bis dahin nicht in der Seite';
