/** Which microphone and loudspeaker this browser telephones with; remembered here, since they belong to the desk and not to the user. */
type Chosen = { microphone: string; speaker: string };
const place = 'klinke.telephone';

export function chosenDevices(): Chosen {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Chosen>;
    return { microphone: kept.microphone ?? '', speaker: kept.speaker ?? '' };
  } catch {
    return { microphone: '', speaker: '' };
  }
}

export function chooseDevices(change: Partial<Chosen>): void {
  localStorage.setItem(place, JSON.stringify({ ...chosenDevices(), ...change }));
}

let permission: PermissionStatus | undefined;

/** Lets `microphoneGiven` know. A browser that does not tell will ask when the microphone is opened. */
export function watchMicrophonePermission(): void {
  navigator.permissions.query({ name: 'microphone' }).then(
    (status) => (permission = status),
    () => undefined,
  );
}

/** The user has let Klinke have the microphone and is not asked again. */
export function microphoneGiven(): boolean {
  return permission?.state === 'granted';
}

/** Throws what the browser says; see `microphoneWords`. */
export async function openMicrophone(): Promise<MediaStream> {
  const { microphone } = chosenDevices();
  const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  // `ideal`: one that is unplugged gives way to whatever there is.
  const audio = { ...wanted, ...(microphone && { deviceId: { ideal: microphone } }) };
  return navigator.mediaDevices.getUserMedia({ audio });
}

export async function useSpeakerOf(player: HTMLAudioElement): Promise<void> {
  const { speaker } = chosenDevices();
  if (speaker && 'setSinkId' in player) await player.setSinkId(speaker).catch(() => undefined);
}

/** 0 to 1, the loudest of the last moment. */
export function levelOf(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return samples.reduce((top, sample) => Math.max(top, Math.abs(sample)), 0);
}
