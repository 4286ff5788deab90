import type { EndEvent, IncomingEvent, OutgoingEvent, RTCSession } from 'jssip/lib/RTCSession';
import { endingOf, mostRingMs, type TelephoneState } from '#telephony/contract';
import { toChosenSpeaker } from '#web/devices.ts';
import type { Sound } from '../softphone/sound.ts';
import { soundNotice } from './notice.ts';

export type Ending = NonNullable<TelephoneState['last']>['ending'];

/** One conversation over SIP, told in our words. Its sound comes out by itself. */
export type SessionNews = {
  ringing(early: boolean): void;
  answered(): void;
  held(on: boolean): void;
  transferRefused(): void;
  audible(yes: boolean): void;
  ended(ending: Ending): void;
};
export type Session = {
  answer(microphone: MediaStream): void;
  hangUp(): void;
  hold(on: boolean): void;
  mute(on: boolean): void;
  press(keys: string): void;
  transfer(to: string): void;
  play(): void;
  /** The same as long as it comes the same way. */
  tracks: Sound['tracks'];
  /** A tone that both sides hear; false: the other one can't have. */
  announce(): Promise<boolean>;
};

/** `JsSIP` waits for the last of our addresses; most come at once, and one that can't be found takes half a minute. */
const gatherWithinMs = 1_000;

/** `microphone`: of a conversation that we began. */
export function followSession(session: RTCSession, news: SessionNews, microphone?: MediaStream): Session {
  const player = new Audio();
  let [voice] = microphone?.getAudioTracks() ?? [];
  let tracks: ReturnType<Sound['tracks']> = null;
  let rang = false;
  let ours: Ending | undefined;

  const play = (): void => {
    player.play().then(
      () => news.audible(true),
      () => news.audible(false),
    );
  };
  const hear = (connection: RTCPeerConnection): void =>
    connection.addEventListener('track', ({ track }) => {
      if (voice) tracks = { user: voice, contact: track };
      player.srcObject = new MediaStream([track]);
      void toChosenSpeaker(player).then(play);
    });
  // One that we began has its connection already.
  if ((session.connection as RTCPeerConnection | null) !== null) hear(session.connection);
  session.on('peerconnection', ({ peerconnection }) => hear(peerconnection));
  let gathering: ReturnType<typeof setTimeout> | undefined;
  session.on('icecandidate', ({ ready }) => (gathering ??= setTimeout(ready, gatherWithinMs)));

  let limit: ReturnType<typeof setTimeout> | undefined;
  session.on('progress', (event: IncomingEvent | OutgoingEvent) => {
    if (!('response' in event)) return;
    rang = true;
    limit ??= setTimeout(() => {
      ours = 'no_answer';
      session.terminate();
    }, mostRingMs);
    news.ringing(event.response.status_code === 183);
  });
  session.on('accepted', () => {
    clearTimeout(limit);
    news.answered();
  });
  session.on('hold', ({ originator }) => isOurs(originator) && news.held(true));
  session.on('unhold', ({ originator }) => isOurs(originator) && news.held(false));
  const over = (ending: Ending): void => {
    clearTimeout(gathering);
    clearTimeout(limit);
    player.srcObject = null;
    tracks = null;
    news.ended(ours ?? ending);
  };
  session.on('ended', ({ originator }) => over(isOurs(originator) ? 'hung_up' : 'they_hung_up'));
  session.on('failed', (event) => over(endingOfFailure(session, event, rang)));

  return {
    answer(mediaStream) {
      [voice] = mediaStream.getAudioTracks();
      session.answer({ mediaStream, pcConfig: { bundlePolicy: 'max-bundle' } });
    },
    hangUp() {
      if (!session.isEnded())
        session.terminate(isInbound(session) && session.isInProgress() ? { status_code: 486 } : {});
    },
    hold: (on) => void (on ? session.hold() : session.unhold()),
    mute: (on) => (on ? session.mute({ audio: true }) : session.unmute({ audio: true })),
    // As events of the sound (RFC 4733), which every telephone system understands; long enough for one that listens for the tones instead.
    press: (keys) => session.sendDTMF(keys, { transportType: 'RFC2833' as never, duration: 250, interToneGap: 100 }),
    transfer(to) {
      session.refer(to, {
        eventHandlers: {
          requestFailed: () => news.transferRefused(),
          failed: () => news.transferRefused(),
          accepted: () => {
            ours = 'transferred';
            session.terminate();
          },
        },
      });
    },
    play,
    tracks: () => tracks,
    async announce() {
      const { local, remote } = session.isOnHold();
      if (!voice || local || remote || !session.isEstablished()) return false;
      const heard = await soundNotice(session.connection, voice);
      // Who switched the microphone off or on meanwhile, switched the tone.
      voice.enabled = !session.isMuted().audio;
      return heard;
    },
  };
}

function endingOfFailure(session: RTCSession, { originator, message, cause }: EndEvent, rang: boolean): Ending {
  const inbound = isInbound(session);
  if (isOurs(originator)) {
    if (/Canceled|Rejected|Terminated/.test(cause)) return inbound ? 'declined_here' : 'cancelled';
    return cause === 'No Answer' ? 'no_answer' : 'failed';
  }
  if (inbound) return 'cancelled';
  const code = (message as { status_code?: number } | null)?.status_code;
  if (code !== undefined) return endingOf(code, rang);
  return /Timeout|Connection/.test(cause) ? 'unreachable' : 'failed';
}

// Enums in the types of JsSIP, and words in what it says.
const isOurs = (originator: string): boolean => originator === 'local';
const isInbound = ({ direction }: { direction: string }): boolean => direction === 'incoming';
