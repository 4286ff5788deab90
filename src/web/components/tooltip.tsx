import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Kbd } from '#web/components/kbd.tsx';

/**
 * A word about the control inside, after a moment's rest or on keyboard focus. For eyes only: the control carries the same word as its name.
 * Our own, because it stands on every page and react-aria's comes with all of its overlays.
 */
export function Tooltip({
  text,
  keys,
  children,
}: {
  text: string;
  keys?: string | undefined;
  children: React.ReactElement;
}) {
  const around = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shown, setShown] = useState(false);
  const show = (after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(true), after);
  };
  const hide = (after = 0) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(false), after);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!shown) return;
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && setShown(false);
    document.addEventListener('keydown', escape);
    return () => document.removeEventListener('keydown', escape);
  }, [shown]);

  return (
    // The portal's events come through here too, so the pointer may rest on the word itself.
    <span
      className="contents"
      onBlur={() => hide()}
      onFocus={(event) => event.target.matches(':focus-visible') && show(0)}
      onPointerDown={() => hide()}
      onPointerOut={() => hide(80)}
      onPointerOver={(event) => event.pointerType === 'mouse' && show(500)}
      ref={around}
    >
      {children}
      {shown && <Word around={around} keys={keys} text={text} />}
    </span>
  );
}

function Word({
  around,
  text,
  keys,
}: {
  around: React.RefObject<HTMLElement | null>;
  text: string;
  keys: string | undefined;
}) {
  const word = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const anchor = around.current?.firstElementChild;
    if (!anchor || !word.current) return;
    const at = anchor.getBoundingClientRect();
    const { width, height } = word.current.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - 8));
    const below = at.bottom + height + 12 < innerHeight;
    word.current.style.left = `${left}px`;
    word.current.style.top = `${below ? at.bottom + 6 : at.top - height - 6}px`;
  }, [around]);
  return createPortal(
    <div
      aria-hidden="true"
      className="appear fixed z-50 flex max-w-72 items-center gap-2 rounded bg-ink px-2 py-1 text-xs text-paper shadow"
      ref={word}
    >
      {text}
      {keys && <Kbd keys={keys} onInk />}
    </div>,
    document.body,
  );
}
