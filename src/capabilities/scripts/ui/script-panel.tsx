import { useLingui } from '@lingui/react/macro';
import { listCalls } from '#calls/contract';
import { Section } from '#web/components/page.tsx';
import { useListOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { ScriptBeside } from './script-beside.tsx';
import { useScript } from './use-script.ts';

/** Beside a person one is on the phone with. */
export function ScriptPanel({ id: contactId }: { id: string }) {
  const { user } = useSession();
  const unfinished = useListOf(listCalls, { query: { contactId, userId: user.id, unfinished: 'true', limit: 1 } });
  const [openCall] = unfinished.rows;
  return openCall ? <Reading callId={openCall.id} key={openCall.id} /> : null;
}

function Reading({ callId }: { callId: string }) {
  const { t } = useLingui();
  const script = useScript({ id: callId });
  if (script.scripts.length === 0) return null;
  return (
    <Section title={t`Leitfaden`}>
      <ScriptBeside atKeys script={script} titled />
    </Section>
  );
}
