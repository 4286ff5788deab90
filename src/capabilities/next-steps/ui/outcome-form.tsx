import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { type DispositionView, removeCall } from '#calls/contract';
import { DispositionChoice, useDispositions } from '#calls/ui';
import {
  getToday,
  type LogOutcome,
  logOutcome,
  type OutcomeView,
  type TodayRow,
  undoOutcome,
} from '#next-steps/contract';
import { ApiRefusal, call } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/choices.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { changeOf, refresh, useMutationOf } from '#web/data.ts';
import { type KeyBinding, useKeys } from '#web/keys.ts';
import { useDays } from './days.ts';
import { useStepTitles } from './names.ts';
import { type StepDraft, StepEditor, suggestedStep } from './step-editor.tsx';

type Draft = { disposition: DispositionView | null; note: string; step: StepDraft | null; closesStep: boolean };

/** What was typed for a row outlives the row's place on the screen: skipping, moving on and a refusal lose nothing. */
const drafts = new Map<string, Draft>();
const alsoShown = ['calls', 'contacts', 'consent', 'deals', 'timeline'];

/** How did it end, and what follows? One Enter logs it, closes the step, sets the next one and goes on. */
export function OutcomeForm({
  row,
  openCall,
  onDone,
}: {
  row: TodayRow;
  /** The call that was started here; without one it is logged as just made elsewhere. */
  openCall: { id: string; startedAt: string } | null;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const days = useDays();
  const titles = useStepTitles();
  const dispositions = useDispositions();
  const noteField = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<Draft>(
    () => drafts.get(row.key) ?? { disposition: null, note: '', step: null, closesStep: true },
  );
  const [refusal, setRefusal] = useState<ApiRefusal | null>(null);
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    drafts.set(row.key, next);
    setDraft(next);
    setRefusal(null);
  };
  const choose = (disposition: DispositionView) => {
    const { next, meaning } = disposition;
    const agreed = meaning === 'callback' || meaning === 'appointment';
    set({ disposition, step: next && suggestedStep(next, agreed, days, titles[next.kind]) });
  };

  const log = useMutationOf(logOutcome, {
    quiet: true,
    refreshes: alsoShown,
    change: () => [
      changeOf(getToday, (today) => ({ ...today, items: today.items.filter((other) => other.key !== row.key) })),
    ],
  });
  const submit = () => {
    const { disposition } = draft;
    if (!disposition || log.isPending) return;
    const body = outcomeOf(row, openCall, disposition.id, draft);
    onDone();
    log
      .mutateAsync({ body })
      // A colleague was faster with the step. The call took place all the same.
      .catch((error: unknown) => {
        if (!(error instanceof ApiRefusal) || error.code !== 'step_closed' || !body.closesStepId) throw error;
        const { closesStepId: _, ...rest } = body;
        return log.mutateAsync({ body: rest });
      })
      .then((outcome) => {
        drafts.delete(row.key);
        toast(saidOf(outcome, disposition));
      })
      .catch((error: unknown) => {
        if (error instanceof ApiRefusal) toast({ message: error.message, tone: 'refused' });
        else throw error;
      });
  };
  const saidOf = (outcome: OutcomeView, disposition: DispositionView) => ({
    message: t`${outcome.call.contactName}: ${disposition.name}`,
    ...(disposition.meaning !== 'objected' && { undo: () => void takeBack(outcome) }),
  });

  const cancel = () => {
    if (!openCall) return;
    drafts.delete(row.key);
    void call(removeCall, { params: { callId: openCall.id } }).then(() => refresh('next-steps', ...alsoShown));
    onDone();
  };

  const keys: KeyBinding[] = dispositions.slice(0, 9).map((disposition, index) => ({
    keys: String(index + 1),
    label: disposition.name,
    run: () => choose(disposition),
  }));
  useKeys([
    ...keys,
    { keys: 'n', label: t`Notiz schreiben`, run: () => noteField.current?.querySelector('textarea')?.focus() },
    { keys: 'Enter', label: t`Festhalten und weiter`, run: submit },
    {
      keys: 'Escape',
      label: t`Notiz verlassen`,
      run: () => noteField.current?.querySelector('textarea')?.blur(),
      everywhere: true,
      hidden: true,
    },
    { keys: 'mod+Enter', label: t`Festhalten und weiter`, run: submit, everywhere: true, hidden: true },
  ]);

  return (
    <form
      className="flex flex-col gap-3 rounded border border-line bg-raised p-4"
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
      {refusal && <ErrorNote error={refusal} />}
      <DispositionChoice
        chosen={draft.disposition?.id ?? null}
        dispositions={dispositions}
        onChoose={choose}
        onConfirm={submit}
      />
      <div ref={noteField}>
        <TextField
          hint={t`n öffnet die Notiz, Esc verlässt sie, Strg+Enter hält fest`}
          label={t`Letzte Worte`}
          multiline
          onChange={(note) => set({ note })}
          rows={2}
          value={draft.note}
        />
      </div>
      {draft.disposition?.meaning === 'objected' && (
        <Note kind="careful">
          <Trans>
            Damit ist ein Widerspruch festgehalten. Danach ruft hier niemand mehr an, und das lässt sich nicht einfach
            zurücknehmen.
          </Trans>
        </Note>
      )}
      {draft.disposition && draft.disposition.meaning !== 'objected' && (
        <div className="flex flex-col gap-3 border-t border-line pt-3">
          <Checkbox
            checked={draft.step !== null}
            label={t`Danach`}
            onChange={(wanted) =>
              set({ step: wanted ? suggestedStep({ kind: 'call', afterDays: 1 }, false, days, titles.call) : null })
            }
          />
          {draft.step && <StepEditor onChange={(step) => set({ step })} value={draft.step} />}
        </div>
      )}
      {row.step && (
        <Checkbox
          checked={draft.closesStep}
          label={t`Erledigt damit: ${row.step.title}`}
          onChange={(closesStep) => set({ closesStep })}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!draft.disposition} kind="primary" pending={log.isPending} type="submit">
          {t`Festhalten und weiter`}
          <Kbd keys="Enter" />
        </Button>
        {openCall && <Button kind="plain" onPress={cancel}>{t`Doch nicht angerufen`}</Button>}
      </div>
    </form>
  );
}

function outcomeOf(
  row: TodayRow,
  openCall: { id: string } | null,
  dispositionId: string,
  draft: Draft,
): LogOutcomeBody {
  const contactId = row.contact?.id ?? '';
  const { step } = draft;
  const closes = row.step && draft.closesStep;
  return {
    call: openCall
      ? { callId: openCall.id }
      : {
          contactId,
          direction: 'outbound',
          startedAt: new Date().toISOString(),
          purpose: row.purpose,
          ...(row.request && { request: row.request }),
        },
    dispositionId,
    ...(draft.note.trim() && { note: draft.note }),
    ...(row.deal && { dealId: row.deal.id }),
    ...(closes && { closesStepId: row.step?.id }),
    ...(step && step.title.trim() && { nextStep: step }),
  } as LogOutcomeBody;
}

type LogOutcomeBody = LogOutcome;

async function takeBack({ call: { id }, moved }: OutcomeView): Promise<void> {
  const body = moved ? { move: { dealId: moved.dealId, stageId: moved.fromStageId } } : {};
  try {
    await call(undoOutcome, { params: { callId: id }, body });
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    toast({ message: error.message, tone: 'refused' });
  }
  refresh('next-steps', ...alsoShown);
}
