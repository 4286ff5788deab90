import { t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { DispositionMeaning, DispositionView } from '#calls/contract';
import { DispositionChoice, Key, useCall, useDispositions } from '#calls/ui';
import type { Purpose } from '#consent/contract';
import { listPipelines } from '#deals/contract';
import type { LogOutcome, NextStepView } from '#next-steps/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { Note } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useQueryOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { usePhone } from '#web/phone-width.ts';
import { useDays } from './days.ts';
import { cancelCall, sendOutcome, takeBackOutcome } from './log-outcome.ts';
import { useStepTitles } from './names.ts';
import { type StepDraft, suggestedStep } from './step-draft.ts';

const StepEditor = onDemand(async () => (await import('./step-editor.tsx')).StepEditor);

/** Whom the call was with and what it came from. */
export type OutcomeSubject = {
  contactId: string;
  deal: { id: string; title: string; pipelineId: string; stageId: string } | null;
  step: NextStepView | null;
  purpose: Purpose;
  request: { at: string; about: string } | null;
};
export type OpenCall = { id: string; startedAt: string };

type Draft = {
  disposition: DispositionView | null;
  note: string;
  step: StepDraft | null;
  closesStep: boolean;
  /** Where the deal moves to; null: it stays. */
  stageId: string | null;
};
const blank: Draft = { disposition: null, note: '', step: null, closesStep: true, stageId: null };

/** What was typed outlives its place on the screen: skipping, moving on and a refusal lose nothing. */
const drafts = new Map<string, Draft>();

/** Logs an outcome that needs no more than one press, with what was noted and chosen so far. */
export function logDrafted(
  subject: OutcomeSubject,
  call: OpenCall,
  disposition: DispositionView,
  step: StepDraft | null,
): void {
  const { contactId } = subject;
  const draft = drafts.get(contactId) ?? blank;
  const chosen = { ...draft, disposition, step: draft.disposition ? draft.step : step };
  void log(subject, call, disposition, chosen);
}

async function log(
  subject: OutcomeSubject,
  openCall: OpenCall | null,
  disposition: DispositionView,
  draft: Draft,
  onLogged?: (callId: string) => void,
): Promise<void> {
  const { contactId } = subject;
  const outcome = await sendOutcome(contactId, outcomeOf(subject, openCall, disposition.id, draft));
  if (!outcome) return;
  onLogged?.(outcome.call.id);
  drafts.delete(contactId);
  toast({
    message: t`${outcome.call.contactName}: ${disposition.name}`,
    ...(disposition.meaning !== 'objected' && { undo: () => void takeBackOutcome(outcome) }),
  });
}

/** How did it end, and what follows? One Enter logs it, closes the step, sets the next one and goes on. */
export function OutcomeForm({
  subject,
  openCall,
  onDone,
  onLogged,
  inDialog = false,
  atKeys = true,
  meant = null,
}: {
  subject: OutcomeSubject;
  /** The call that was started here; without one it is logged as just made elsewhere. */
  openCall: OpenCall | null;
  onDone: () => void;
  onLogged?: (callId: string) => void;
  inDialog?: boolean;
  /** The number keys are dispositions; false while they answer a script. */
  atKeys?: boolean;
  /** What the answers to the script make of the call. */
  meant?: DispositionMeaning | null;
}) {
  const { t } = useLingui();
  const { contactId } = subject;
  const days = useDays();
  const phone = usePhone();
  const titles = useStepTitles();
  const dispositions = useDispositions();
  const noteField = useRef<HTMLDivElement>(null);
  const sending = useRef(false);
  const [draft, setDraft] = useState<Draft>(() => drafts.get(contactId) ?? blank);
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    drafts.set(contactId, next);
    setDraft(next);
  };
  const choose = (disposition: DispositionView) => {
    const { next, meaning } = disposition;
    const agreed = meaning === 'callback' || meaning === 'appointment';
    set({ disposition, step: next && suggestedStep(next, agreed, days, titles[next.kind]) });
  };
  useEffect(() => {
    const disposition = dispositions.find(({ meaning }) => meaning === meant);
    if (disposition) choose(disposition);
    // oxlint-disable-next-line react/exhaustive-deps -- what the script says last is taken over once; what the user chooses after that stands
  }, [meant, dispositions]);
  const heard = useCall(openCall?.id ?? null)?.meant;
  useEffect(() => {
    const disposition = dispositions.find(({ meaning }) => meaning === heard);
    if (disposition && !draft.disposition) choose(disposition);
    // oxlint-disable-next-line react/exhaustive-deps -- the line's word counts once, where nobody has chosen
  }, [heard, dispositions]);
  const submit = () => {
    const { disposition } = draft;
    // Where the form stays until it is saved, a second Enter says nothing new.
    if (!disposition || sending.current) return;
    sending.current = true;
    onDone();
    void log(subject, openCall, disposition, draft, onLogged).then(() => (sending.current = false));
  };
  const cancel = ({ id }: OpenCall) => {
    drafts.delete(contactId);
    onDone();
    void cancelCall(id);
  };

  const note = () => noteField.current?.querySelector('textarea');
  useKeys(
    dispositions.slice(0, 9).map((disposition, index) => ({
      keys: String(index + 1),
      label: disposition.name,
      run: () => choose(disposition),
      inDialog,
    })),
    atKeys,
  );
  useKeys([
    { keys: 'n', label: t`Notiz schreiben`, run: () => note()?.focus(), inDialog },
    { keys: 'Enter', label: t`Festhalten und weiter`, run: submit, inDialog },
    { keys: 'mod+Enter', label: t`Festhalten und weiter`, run: submit, everywhere: true, hidden: true },
    ...(inDialog
      ? []
      : [{ keys: 'Escape', label: t`Notiz verlassen`, run: () => note()?.blur(), everywhere: true, hidden: true }]),
  ]);

  return (
    <form
      className={inDialog ? 'flex flex-col gap-3' : 'flex flex-col gap-3 rounded border border-line bg-raised p-4'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 className="flex flex-wrap items-baseline gap-2 font-semibold">
        {openCall ? (
          <Trans>Wie ist der Anruf ausgegangen?</Trans>
        ) : (
          <Trans>Schon angerufen? Wie ist es ausgegangen?</Trans>
        )}
        {openCall && (
          <span className="text-sm font-normal text-faint">
            <Trans>
              begonnen <RelativeTime at={openCall.startedAt} />
            </Trans>
          </span>
        )}
      </h3>
      <DispositionChoice
        atKeys={atKeys}
        chosen={draft.disposition?.id ?? null}
        dispositions={dispositions}
        onChoose={choose}
        onConfirm={submit}
      />
      <div ref={noteField}>
        <TextField
          {...(!phone &&
            !inDialog && { hint: t`n schreibt hier, Esc geht zurück zu den Tasten, Strg+Enter hält fest` })}
          label={t`Notiz`}
          multiline
          onChange={(words) => set({ note: words })}
          rows={2}
          value={draft.note}
        />
      </div>
      {draft.disposition?.meaning === 'objected' && (
        <Note kind="careful">
          <Trans>
            Damit ist ein Widerspruch festgehalten. Danach ruft hier niemand mehr an, und ein Tastendruck nimmt das
            nicht zurück.
          </Trans>
        </Note>
      )}
      {draft.disposition && draft.disposition.meaning !== 'objected' && (
        <div className="flex flex-col gap-3 border-t border-line pt-3">
          <Checkbox
            checked={draft.step !== null}
            label={t`Danach: nächster Schritt`}
            onChange={(wanted) =>
              set({ step: wanted ? suggestedStep({ kind: 'call', afterDays: 1 }, false, days, titles.call) : null })
            }
          />
          {draft.step && <StepEditor onChange={(step) => set({ step })} value={draft.step} />}
        </div>
      )}
      {draft.disposition && subject.deal && (
        <StageChoice deal={subject.deal} onChange={(stageId) => set({ stageId })} stageId={draft.stageId} />
      )}
      {subject.step && (
        <Checkbox
          checked={draft.closesStep}
          label={t`Erledigt damit: ${subject.step.title}`}
          onChange={(closesStep) => set({ closesStep })}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!draft.disposition} kind="primary" type="submit">
          {t`Festhalten und weiter`}
          <Key keys="Enter" />
        </Button>
        {openCall && <Button kind="plain" onPress={() => cancel(openCall)}>{t`Doch nicht angerufen`}</Button>}
      </div>
    </form>
  );
}

/** Where the deal stands after this call. */
function StageChoice({
  deal,
  stageId,
  onChange,
}: {
  deal: NonNullable<OutcomeSubject['deal']>;
  stageId: string | null;
  onChange: (stageId: string | null) => void;
}) {
  const { t } = useLingui();
  const pipelines = useQueryOf(listPipelines, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  const stages = pipelines.find(({ id }) => id === deal.pipelineId)?.stages ?? [];
  return (
    <div className="max-w-72">
      <Select
        label={t`Stufe von ${deal.title}`}
        onChange={(chosen) => onChange(chosen === deal.stageId ? null : chosen)}
        options={stages
          .filter((stage) => stage.archivedAt === null || stage.id === deal.stageId)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={stageId ?? deal.stageId}
      />
    </div>
  );
}

function outcomeOf(
  subject: OutcomeSubject,
  openCall: OpenCall | null,
  dispositionId: string,
  draft: Draft,
): LogOutcome {
  const { contactId, deal, step, purpose, request } = subject;
  const elsewhere = { contactId, direction: 'outbound' as const, startedAt: new Date().toISOString(), purpose };
  const next = draft.disposition?.meaning === 'objected' ? null : draft.step;
  return {
    call: openCall ? { callId: openCall.id } : { ...elsewhere, ...(request && { request }) },
    dispositionId,
    ...(draft.note.trim() && { note: draft.note }),
    ...(deal && { dealId: deal.id }),
    ...(step && draft.closesStep && { closesStepId: step.id }),
    ...(next?.title.trim() && { nextStep: { ...next, note: null } }),
    ...(deal && draft.stageId && { move: { dealId: deal.id, stageId: draft.stageId } }),
  };
}
