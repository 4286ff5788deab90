import { useEffect } from 'react';
import { getMyLine } from '#telephony/contract';
import { useQueryOf } from '#web/data.ts';
import { onDemand } from '#web/on-demand.tsx';
import { installTelephone } from '#web/telephone.ts';

const PluggedIn = onDemand(async () => (await import('./softphone/plugged-in.tsx')).PluggedIn);

/** The telephone of who has a line to speak on in the page; for everybody else nothing is fetched. */
export function Telephone() {
  const { data: mine, isError } = useQueryOf(getMyLine, undefined, { staleMs: 5 * 60_000 });
  const none = isError || mine?.speaksHere === false;
  useEffect(() => {
    if (none) installTelephone(undefined);
  }, [none]);
  return mine?.speaksHere && mine.line ? <PluggedIn key={mine.line.id} line={mine.line} /> : null;
}
