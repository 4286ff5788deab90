import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { levelOf } from '#web/devices.ts';

/** Whether one can be heard. */
export function LevelMeter({ stream }: { stream: MediaStream }) {
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
