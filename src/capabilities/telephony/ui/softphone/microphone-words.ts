import { t } from '@lingui/core/macro';

/** What the browser says of the microphone, in words for who wants to telephone. */
export function microphoneWords(error: unknown): string {
  if (!('mediaDevices' in navigator))
    return t`Das Mikrofon gibt der Browser nur über eine verschlüsselte Verbindung (https) frei.`;
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError')
    return t`Der Browser gibt das Mikrofon nicht frei. Erlauben Sie es links neben der Adresse und versuchen Sie es noch einmal.`;
  if (name === 'NotFoundError') return t`An diesem Gerät ist kein Mikrofon angeschlossen.`;
  if (name === 'NotReadableError') return t`Das Mikrofon wird gerade von einem anderen Programm benutzt.`;
  return t`Die Tonverbindung kam nicht zustande. Bitte versuchen Sie es noch einmal.`;
}
