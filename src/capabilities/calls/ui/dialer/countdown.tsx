import { Trans } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';

/** Counts down to the call. It stands still while somebody types, while a dialog is open, and while the page is out of sight. */
export function Countdown({ seconds, onEnd }: { seconds: number; onEnd: () => void }) {
  const [left, setLeft] = useState(seconds);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => (isHeld() ? now : now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left === 0) end.current();
  }, [left]);
  return (
    <p aria-live="polite" className="tabular-nums text-soft" role="timer">
      <Trans>Anruf in {Math.max(left, 0)} s</Trans>
    </p>
  );
}

function isHeld(): boolean {
  const focused = document.activeElement;
  const typing =
    focused instanceof HTMLElement && (focused.matches('input, textarea, select') || focused.isContentEditable);
  return typing || document.hidden || document.querySelector('[role="dialog"], dialog[open]') !== null;
}
