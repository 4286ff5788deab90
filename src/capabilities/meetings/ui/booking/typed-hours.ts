import type { DayHours } from '#meetings/contract';

/** 9–12, 13:30–17 → spans. Empty: none. Undefined: that is no hours. */
export function readHours(text: string): DayHours | undefined {
  const parts = text
    .split(/[,;]|\bund\b|\band\b/)
    .map((part) => part.trim())
    .filter(Boolean);
  const spans = parts.map((part) => {
    const [, from, to] = /^(\S+?)\s*(?:[-–—]|bis|to)\s*(\S+)$/.exec(part.replaceAll(/\s*Uhr/g, '')) ?? [];
    return { from: clock(from), to: clock(to) };
  });
  const whole: DayHours = [];
  let until = '00:00';
  for (const { from, to } of spans) {
    if (from === undefined || to === undefined || from === '24:00' || from >= to || from < until) return undefined;
    whole.push({ from, to });
    until = to;
  }
  return whole;
}

function clock(text: string | undefined): string | undefined {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text ?? '') ?? [];
  if (hour === undefined || Number(minute) > 59 || Number(hour) * 60 + Number(minute) > 24 * 60) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}

export function writeHours(spans: DayHours | undefined): string {
  return (spans ?? []).map(({ from, to }) => `${from}–${to}`).join(', ');
}
