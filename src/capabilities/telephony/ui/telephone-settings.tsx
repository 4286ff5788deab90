import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { listUsers } from '#access/contract';
import { VoiceAgreement } from '#conversations/ui';
import { getMyLine } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { Fact, Facts, Page, Section } from '#web/components/page.tsx';
import { Link } from '#web/components/link.tsx';
import { Select } from '#web/components/select.tsx';
import { Note, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { formatPhone } from '#web/phone-numbers.ts';
import { useMay } from '#web/session.ts';
import { GreetingSettings } from './greeting/greeting-settings.tsx';
import { chooseDevices, chosenDevices, levelOf, openMicrophone, useSpeakerOf } from './softphone/devices.ts';
import { microphoneWords } from './softphone/microphone-words.ts';

/** Whether one can be heard and hears, before somebody is called. */
export function TelephoneSettings() {
  const { t } = useLingui();
  const mine = useQueryOf(getMyLine);
  return (
    <Page title={t`Mein Telefon`}>
      <Section title={t`Anschluss`}>
        {mine.isPending ? (
          <Skeleton />
        ) : (
          <div className="max-w-lg">
            {mine.data?.line ? (
              <Facts>
                <Fact name={t`Name`}>{mine.data.line.name}</Fact>
                <Fact name={t`Nummer`}>{formatPhone(mine.data.line.number)}</Fact>
                <Fact name={t`Telefonieren`}>
                  {mine.data.speaksHere ? t`in dieser Seite` : t`mit einem anderen Telefon`}
                </Fact>
              </Facts>
            ) : (
              <Note>
                <Trans>
                  Für Sie ist kein Anschluss eingerichtet. „Anrufen“ gibt die Nummer an das Telefonprogramm Ihres
                  Rechners.
                </Trans>{' '}
                <WayToALine />
              </Note>
            )}
          </div>
        )}
      </Section>
      {mine.data?.speaksHere && mine.data.line?.kind === 'sip' && (
        <Section title={t`Ansage für Mailboxen`}>
          <GreetingSettings />
        </Section>
      )}
      <Section title={t`Aufnahme meiner Stimme`}>
        <VoiceAgreement />
      </Section>
      <Section title={t`Mikrofon und Lautsprecher`}>
        <DeviceCheck />
      </Section>
    </Page>
  );
}

/** Who may set one up does; the others learn whom to ask. */
function WayToALine() {
  const may = useMay();
  const users = useQueryOf(listUsers, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  if (may('admin'))
    return (
      <Link to="/einstellungen/anschluesse">
        <Trans>Anschluss einrichten</Trans>
      </Link>
    );
  const admins = users.filter(({ role, endedAt }) => endedAt === null && (role === 'owner' || role === 'admin'));
  const names = admins.map(({ name }) => name).join(', ');
  return names && <Trans>Einrichten kann ihn: {names}.</Trans>;
}

function DeviceCheck() {
  const { t } = useLingui();
  const [chosen, setChosen] = useState(chosenDevices);
  const [stream, setStream] = useState<MediaStream>();
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const [problem, setProblem] = useState<string>();

  const open = async (): Promise<void> => {
    try {
      setStream(await openMicrophone());
      setProblem(undefined);
      // Names are told only to who may listen.
      setDevices(await navigator.mediaDevices.enumerateDevices());
    } catch (error) {
      setProblem(microphoneWords(error));
    }
  };
  useEffect(() => () => stream?.getTracks().forEach((track) => track.stop()), [stream]);
  const choose = (change: Partial<typeof chosen>): void => {
    chooseDevices(change);
    setChosen({ ...chosen, ...change });
    if (change.microphone !== undefined) void open();
  };
  const optionsOf = (kind: MediaDeviceKind) => [
    { value: '', label: t`Wie der Rechner` },
    ...devices
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
      .map(({ deviceId, label }) => ({ value: deviceId, label })),
  ];

  return (
    <div className="flex max-w-lg flex-col gap-4">
      {problem && <Note kind="careful">{problem}</Note>}
      {!stream && <Button icon="mic" onPress={() => void open()}>{t`Mikrofon und Lautsprecher prüfen`}</Button>}
      {stream && (
        <>
          <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
            <Select
              label={t`Mikrofon`}
              onChange={(microphone) => choose({ microphone })}
              options={optionsOf('audioinput')}
              value={chosen.microphone}
            />
            <Select
              label={t`Lautsprecher`}
              onChange={(speaker) => choose({ speaker })}
              options={optionsOf('audiooutput')}
              value={chosen.speaker}
            />
          </div>
          <LevelMeter stream={stream} />
          <div>
            <Button icon="phone" onPress={() => void playTone()}>{t`Ton abspielen`}</Button>
          </div>
        </>
      )}
    </div>
  );
}

function LevelMeter({ stream }: { stream: MediaStream }) {
  const { t } = useLingui();
  const [level, setLevel] = useState(0);
  useEffect(() => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(stream).connect(analyser);
    const timer = setInterval(() => setLevel(levelOf(analyser)), 80);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [stream]);
  // Ears hear loudness by its logarithm: -50 dB is silence, 0 dB is as loud as it gets.
  const share = level > 0 ? Math.max(0, Math.min(1, 1 + (20 * Math.log10(level)) / 50)) : 0;
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm text-soft" id="level-name">
        <Trans>Sprechen Sie: Der Balken zeigt, wie laut Sie ankommen.</Trans>
      </span>
      <div
        aria-labelledby="level-name"
        aria-valuemax={100}
        aria-valuemin={0}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={share > 0.2 ? t`Man hört Sie` : t`Noch nichts zu hören`}
        className="h-3 overflow-hidden rounded border border-line bg-sunken"
        role="meter"
      >
        <div className="h-full bg-allowed" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

/** Two notes through the chosen loudspeaker. */
async function playTone(): Promise<void> {
  const context = new AudioContext();
  const outlet = context.createMediaStreamDestination();
  const player = new Audio();
  player.srcObject = outlet.stream;
  await useSpeakerOf(player);
  await player.play().catch(() => undefined);
  for (const [at, frequency] of [523, 659].entries()) {
    const note = new OscillatorNode(context, { frequency });
    note.connect(new GainNode(context, { gain: 0.2 })).connect(outlet);
    note.start(context.currentTime + at * 0.4);
    note.stop(context.currentTime + at * 0.4 + 0.35);
  }
  setTimeout(() => void context.close(), 1_200);
}
