import { useEffect, useState } from 'react';
import { classNames } from '#web/class-names.ts';
import { useFormat } from '#web/format.ts';
import { formatPhone } from '#web/phone-numbers.ts';

export function Money({ cents, currency, whole }: { cents: number; currency?: string; whole?: boolean }) {
  const format = useFormat();
  return (
    <span className="whitespace-nowrap tabular-nums">
      {whole ? format.wholeMoney(cents, currency) : format.money(cents, currency)}
    </span>
  );
}

/** A day (2026-11-23) or an instant, as 23.11.2026. */
export function DateText({ value }: { value: string }) {
  const format = useFormat();
  return (
    <time className="whitespace-nowrap tabular-nums" dateTime={value}>
      {value.length === 10 ? format.day(value) : format.dayOf(value)}
    </time>
  );
}

/** The time of day of an instant: 14:30. With `withDay`: 23.11.2026, 14:30. */
export function TimeText({ at, withDay }: { at: string; withDay?: boolean }) {
  const format = useFormat();
  return (
    <time className="whitespace-nowrap tabular-nums" dateTime={at}>
      {withDay ? format.dateTime(at) : format.time(at)}
    </time>
  );
}

/** How long ago, or in how long; the exact moment on hover. Keeps up with the clock. */
export function RelativeTime({ at }: { at: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <time className="whitespace-nowrap tabular-nums" dateTime={at} title={format.dateTime(at)}>
      {format.relative(at, now)}
    </time>
  );
}

/** A number to read. The way to call it is the call button, which asks the gate first. */
export function PhoneText({ e164 }: { e164: string }) {
  return <span className="whitespace-nowrap tabular-nums">{formatPhone(e164)}</span>;
}

/** The present minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Initials in a circle, for people. */
export function Avatar({ name, size = 24 }: { name: string; size?: 20 | 24 | 32 | 40 }) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
  const look = {
    20: 'size-5 text-[0.5625rem]',
    24: 'size-6 text-[0.625rem]',
    32: 'size-8 text-xs',
    40: 'size-10 text-base',
  }[size];
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-full border border-line bg-sunken font-semibold text-soft before:content-[attr(data-initials)]',
        look,
      )}
      // Drawn, not written: nobody should hear or copy them beside the name.
      data-initials={initials.toUpperCase() || '?'}
    />
  );
}
