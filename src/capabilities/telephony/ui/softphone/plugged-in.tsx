import type { MyLine } from '#telephony/contract';
import { onDemand } from '#web/on-demand.tsx';
import { Connected } from './connected.tsx';
import { createSoftphone } from './softphone.ts';

const SpeaksSip = onDemand(async () => (await import('../sip-phone/speaks-sip.tsx')).SpeaksSip);

/** The telephone on the server, or one that speaks SIP itself: as the line wants it. */
export function PluggedIn({ line }: { line: NonNullable<MyLine['line']> }) {
  return line.kind === 'sip_wss' ? <SpeaksSip line={line} /> : <Connected create={createSoftphone} />;
}
