import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { listUsers } from '#access/contract';
import { VoiceAgreement } from '#conversations/ui';
import { getMyLine } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { Fact, Facts, Page, Section } from '#web/components/page.tsx';
import { LevelMeter } from '#web/components/level-meter.tsx';
import { Link } from '#web/components/link.tsx';
import { Select } from '#web/components/select.tsx';
import { Note, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { type Chosen, chooseDevices, chosenDevices, devicesOf, openMicrophone, toChosenSpeaker } from '#web/devices.ts';
import { formatPhone } from '#web/phone-numbers.ts';
import { useMay } from '#web/session.ts';
import { GreetingSettings } from './greeting/greeting-settings.tsx';
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
  const [devices, setDevices] = useState<Record<'microphone' | 'speaker', { value: string; label: string }[]>>();
  const [problem, setProblem] = useState<string>();

  const open = async (): Promise<void> => {
    try {
      setStream(await openMicrophone());
      setProblem(undefined);
      setDevices({ microphone: await devicesOf('audioinput'), speaker: await devicesOf('audiooutput') });
    } catch (error) {
      setProblem(microphoneWords(error));
    }
  };
  useEffect(() => () => stream?.getTracks().forEach((track) => track.stop()), [stream]);
  const choose = (change: Partial<Chosen>): void => {
    chooseDevices(change);
    setChosen({ ...chosen, ...change });
    if (change.microphone !== undefined) void open();
  };
  const optionsOf = (kind: 'microphone' | 'speaker') => [
    { value: '', label: t`Wie der Rechner` },
    ...(devices?.[kind] ?? []),
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
              options={optionsOf('microphone')}
              value={chosen.microphone}
            />
            <Select
              label={t`Lautsprecher`}
              onChange={(speaker) => choose({ speaker })}
              options={optionsOf('speaker')}
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

/** Two notes through the chosen loudspeaker. */
async function playTone(): Promise<void> {
  const context = new AudioContext();
  const outlet = context.createMediaStreamDestination();
  const player = new Audio();
  player.srcObject = outlet.stream;
  await toChosenSpeaker(player);
  await player.play().catch(() => undefined);
  for (const [at, frequency] of [523, 659].entries()) {
    const note = new OscillatorNode(context, { frequency });
    note.connect(new GainNode(context, { gain: 0.2 })).connect(outlet);
    note.start(context.currentTime + at * 0.4);
    note.stop(context.currentTime + at * 0.4 + 0.35);
  }
  setTimeout(() => void context.close(), 1_200);
}
