import { useState } from 'react';
import type { ScriptItem } from '#scripts/contract';

const place = 'klinke.script';
const none = 'none';

/** Which script this user reads, kept in this browser: the one of the last call, else the first there is. */
export function useChosenScript(
  scripts: readonly ScriptItem[] | undefined,
): [ScriptItem | null, (scriptId: string | null) => void] {
  const [kept, setKept] = useState(() => localStorage.getItem(place));
  const known = scripts?.find(({ id }) => id === kept);
  const chosen = kept === none ? null : (known ?? scripts?.[0] ?? null);
  const choose = (scriptId: string | null) => {
    localStorage.setItem(place, scriptId ?? none);
    setKept(scriptId ?? none);
  };
  return [chosen, choose];
}
