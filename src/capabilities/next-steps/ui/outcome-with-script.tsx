import { useLingui } from '@lingui/react/macro';
import { ScriptBeside, TurnHint, useScript, useTurn } from '#scripts/ui';
import { Tabs } from '#web/components/tabs.tsx';
import { usePhone } from '#web/phone-width.ts';
import { type OpenCall, OutcomeForm, type OutcomeSubject } from './outcome-form.tsx';

/** While they speak: what to say, and how it ended. */
export function OutcomeWithScript({
  subject,
  openCall,
  onDone,
}: {
  subject: OutcomeSubject;
  openCall: OpenCall;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const phone = usePhone();
  const script = useScript(openCall);
  const turn = useTurn(script.run, phone);
  const beside = script.scripts.length > 0 && (
    <ScriptBeside atKeys={turn.of === 'script'} script={script} titled={phone} />
  );
  const outcome = (
    <OutcomeForm
      atKeys={turn.of === 'outcome'}
      meant={script.run?.disposition ?? null}
      onDone={onDone}
      openCall={openCall}
      subject={subject}
    />
  );
  if (!beside) return outcome;
  if (phone)
    return (
      <>
        <Tabs
          label={t`Im Anruf`}
          onChange={turn.give}
          tabs={[
            { id: 'script', label: t`Leitfaden` },
            { id: 'outcome', label: t`Ergebnis` },
          ]}
          value={turn.of}
        />
        {turn.of === 'script' ? beside : outcome}
      </>
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_17.5rem] items-start gap-4 max-[1439px]:grid-cols-1">
      {outcome}
      <aside
        aria-label={t`Leitfaden`}
        className="flex min-w-0 flex-col gap-3 border-l border-line pl-4 max-[1439px]:order-first max-[1439px]:border-l-0 max-[1439px]:pl-0"
      >
        {turn.possible && <TurnHint of={turn.of} />}
        {beside}
      </aside>
    </div>
  );
}
