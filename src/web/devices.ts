/** With which microphone, loudspeaker and camera one speaks in this browser; remembered here, since they belong to the desk and not to the user. */
export type Chosen = { microphone: string; speaker: string; camera: string };
const place = 'klinke.telephone';
const nothing: Chosen = { microphone: '', speaker: '', camera: '' };

export function chosenDevices(): Chosen {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Chosen>;
    return { ...nothing, ...kept };
  } catch {
    return nothing;
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

/** As `openMicrophone`. A size that four can send to each other. */
export async function openCamera(): Promise<MediaStream> {
  const { camera } = chosenDevices();
  const size = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 } };
  return navigator.mediaDevices.getUserMedia({ video: { ...size, ...(camera && { deviceId: { ideal: camera } }) } });
}

/** By their names, which are told only to who has been given one of them. */
export async function devicesOf(kind: MediaDeviceKind): Promise<{ value: string; label: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
    .map(({ deviceId, label }) => ({ value: deviceId, label }));
}

export async function toChosenSpeaker(player: HTMLMediaElement): Promise<void> {
  const { speaker } = chosenDevices();
  if (speaker && 'setSinkId' in player) await player.setSinkId(speaker).catch(() => undefined);
}

/** 0 to 1, the loudest of the last moment. */
export function levelOf(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return samples.reduce((top, sample) => Math.max(top, Math.abs(sample)), 0);
}
