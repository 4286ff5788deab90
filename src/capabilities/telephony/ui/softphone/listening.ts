import { t } from '@lingui/core/macro';
import { type ListenMode, listenPath, type ListenState, type ListenWish } from '#telephony/contract';
import { openMicrophone } from '#web/devices.ts';
import { microphoneWords } from './microphone-words.ts';
import { openSound, type Sound } from './sound.ts';
import { openWire } from './wire.ts';

/** `trouble`: in words; it is over then. */
export type Heard = { mode: ListenState['mode']; ended: ListenState['ended']; trouble: string | null };

export type ListeningIn = { change(mode: ListenMode): void; close(): void };

/**
 * A lead's ear and mouth at a conversation of somebody else: one way into it, and one to who telephones alone. The server mutes both as the mode says, and so do we.
 */
export function listenIn(userId: string, onChange: (heard: Heard) => void): ListeningIn {
  let heard: Heard = { mode: 'asks', ended: null, trouble: null };
  let sounds: { main: Sound; aside: Sound } | undefined;
  let opening = false;
  let closed = false;

  const show = (change: Partial<Heard>): void => {
    if (closed) return;
    heard = { ...heard, ...change };
    onChange(heard);
  };
  const fail = (error: unknown): void => {
    show({
      mode: null,
      trouble: error instanceof Error && error.name === 'TelephoneProblem' ? error.message : microphoneWords(error),
    });
    close();
  };
  const lost = (): void => fail(Object.assign(new Error(lostWords()), { name: 'TelephoneProblem' }));
  const lostWords = (): string => t`Die Verbindung ist abgerissen. Sie hören nicht mehr mit.`;

  const quieten = (): void => {
    sounds?.main.mute(heard.mode !== 'join');
    sounds?.aside.mute(heard.mode !== 'whisper');
  };
  const come = async (): Promise<void> => {
    opening = true;
    const microphone = await openMicrophone();
    const on = { change: () => undefined, lost };
    const silent = (stream: MediaStream): MediaStream => {
      for (const track of stream.getTracks()) track.enabled = false;
      return stream;
    };
    const main = await openSound(silent(microphone), (offer) => wire.ask({ do: 'join', offer }), on);
    const aside = await openSound(silent(microphone.clone()), (offer) => wire.ask({ do: 'joinAside', offer }), on);
    sounds = { main, aside };
    if (closed) hush();
    else quieten();
  };
  const hush = (): void => {
    sounds?.main.close();
    sounds?.aside.close();
    sounds = undefined;
  };
  const close = (): void => {
    closed = true;
    hush();
    wire.close();
  };

  const wire = openWire<ListenState, ListenWish>(
    listenPath,
    {
      open: () => void wire.ask({ do: 'ask', userId }).catch(fail),
      state({ mode, ended }) {
        show({ mode, ended });
        quieten();
        if (ended !== null) close();
        else if (mode !== 'asks' && !opening) come().catch(fail);
      },
      closed: () => {
        if (!closed) lost();
      },
    },
    lostWords,
  );
  return { change: (mode) => void wire.ask({ do: 'mode', mode }).catch(fail), close };
}
