import { t } from '@lingui/core/macro';
import type { Over } from '#meetings/contract';
import type { Kind, Trouble } from './own-media.ts';

/** What is wrong with a device, and what to do. */
export function troubleWords(kind: Kind, { name }: Trouble): string {
  if (!('mediaDevices' in navigator))
    return t`Kamera und Mikrofon gibt der Browser nur über eine verschlüsselte Verbindung (https) frei.`;
  if (kind === 'screen') return t`Der Bildschirm ließ sich nicht teilen. Bitte versuchen Sie es noch einmal.`;
  if (kind === 'camera') {
    if (name === 'TakenAway') return t`Die Kamera ist nicht mehr da. Man hört Sie weiter.`;
    if (name === 'BlurTooSlow')
      return t`Für einen unscharfen Hintergrund ist dieser Rechner zu langsam. Darum ist Ihre Kamera aus; ohne Unschärfe geht sie.`;
    if (name === 'BlurFailed')
      return t`Der Hintergrund ließ sich nicht unscharf machen. Darum ist Ihre Kamera aus; ohne Unschärfe geht sie.`;
    if (name === 'NotAllowedError')
      return t`Der Browser gibt die Kamera nicht frei. Erlauben Sie sie neben der Adresse, oder nehmen Sie ohne Bild teil.`;
    if (name === 'NotFoundError') return t`An diesem Gerät ist keine Kamera. Sie können ohne Bild teilnehmen.`;
    if (name === 'NotReadableError') return t`Die Kamera wird gerade von einem anderen Programm benutzt.`;
    return t`Die Kamera lässt sich nicht öffnen. Sie können ohne Bild teilnehmen.`;
  }
  if (name === 'TakenAway') return t`Das Mikrofon ist nicht mehr da. Man hört Sie nicht.`;
  if (name === 'NotAllowedError')
    return t`Der Browser gibt das Mikrofon nicht frei. Erlauben Sie es neben der Adresse, oder hören Sie nur zu.`;
  if (name === 'NotFoundError') return t`An diesem Gerät ist kein Mikrofon. Sie können zuhören und schreiben.`;
  if (name === 'NotReadableError') return t`Das Mikrofon wird gerade von einem anderen Programm benutzt.`;
  return t`Das Mikrofon lässt sich nicht öffnen. Sie können zuhören und schreiben.`;
}

export function overWords(over: Over | 'left'): { title: string; text: string } {
  switch (over) {
    case 'left':
      return { title: t`Sie sind gegangen`, text: t`Kamera und Mikrofon sind aus. Sie können jederzeit zurück.` };
    case 'turned_away':
      return { title: t`Jetzt passt es nicht`, text: t`Sie wurden nicht (mehr) in den Raum gelassen.` };
    case 'full':
      return { title: t`Der Raum ist voll`, text: t`Mehr Menschen passen nicht hinein.` };
    case 'full_direct':
      return {
        title: t`Der Raum ist voll`,
        text: t`Vier Menschen sehen einander hier direkt. Für mehr fehlt gerade ein Server, der Bild und Ton weitergibt (Janus).`,
      };
    case 'elsewhere':
      return { title: t`Sie sind in einem anderen Fenster dabei`, text: t`Dieses Fenster können Sie schließen.` };
    case 'link_expired':
      return { title: t`Dieser Termin ist vorbei`, text: t`Sein Link gilt nicht mehr.` };
    case 'link_revoked':
      return { title: t`Dieser Link gilt nicht mehr`, text: t`Bitte lassen Sie sich einen neuen schicken.` };
    case 'link_unknown':
      return {
        title: t`Diesen Link gibt es nicht`,
        text: t`Vielleicht fehlt am Ende ein Stück. Bitte öffnen Sie ihn noch einmal aus Ihrer Nachricht.`,
      };
    case 'no_room':
      return {
        title: t`Hier ist kein Videoraum`,
        text: t`Den Termin gibt es nicht, er ist abgesagt oder kein Videotermin.`,
      };
    default:
      return over satisfies never;
  }
}
