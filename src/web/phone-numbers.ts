import { useSyncExternalStore } from 'react';

type Format = (e164: string) => string;

let format: Format | undefined;
const listeners = new Set<() => void>();

/** Writes +495611234567 as +49 561 1234567. The rules of the countries come with the first number that is shown. */
export function usePhoneFormat(): Format {
  const loaded = useSyncExternalStore(subscribe, () => format);
  return loaded ?? plain;
}

const plain: Format = (e164) => e164.replace(/^(\+(?:49|4[138]|1|[2-9]\d))(\d{3})(\d+)$/, '$1 $2 $3');

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1 && !format) void load();
  return () => listeners.delete(listener);
}

async function load(): Promise<void> {
  const [{ parsePhoneNumberFromString }, { default: metadata }] = await Promise.all([
    import('libphonenumber-js/core'),
    import('virtual:phone-metadata'),
  ]);
  const known = new Map<string, string>();
  format = (e164) => {
    let written = known.get(e164);
    if (written === undefined) {
      written = parsePhoneNumberFromString(e164, metadata)?.formatInternational() ?? e164;
      known.set(e164, written);
    }
    return written;
  };
  for (const listener of listeners) listener();
}
