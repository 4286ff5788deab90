import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changeNextStep, createNextStep, type NextStepView } from '#next-steps/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { useDays } from './days.ts';
import { useStepTitles } from './names.ts';
import { blankStep, type StepDraft } from './step-draft.ts';
import { StepEditor } from './step-editor.tsx';

type About = { contactId?: string; companyId?: string; dealId?: string };

/** Sets a next step, or changes the one that is given. */
export function NextStepDialog(props: { open: boolean; onClose: () => void; about: About; step?: NextStepView }) {
  const { t } = useLingui();
  return (
    <Dialog
      onClose={props.onClose}
      open={props.open}
      title={props.step ? t`Nächsten Schritt ändern` : t`Nächsten Schritt setzen`}
    >
      <StepForm {...props} />
    </Dialog>
  );
}

function StepForm({ onClose, about, step }: { onClose: () => void; about: About; step?: NextStepView }) {
  const { t } = useLingui();
  const days = useDays();
  const titles = useStepTitles();
  const [draft, setDraft] = useState<StepDraft>(() => step ?? blankStep('call', titles.call, days.workingDayIn(1)));
  const refreshes = ['timeline', 'contacts', 'deals'];
  const create = useMutationOf(createNextStep, { quiet: true, refreshes, done: onClose });
  const change = useMutationOf(changeNextStep, { quiet: true, refreshes, done: onClose });
  const error = create.error ?? change.error;
  const save = () => {
    const { kind, title, dueOn, dueTime, promised } = draft;
    const body = { kind, title, dueOn, dueTime, promised };
    if (step) change.mutate({ params: { nextStepId: step.id }, body, ifMatch: step.version });
    else create.mutate({ body: { ...body, ...about } });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {error && <ErrorNote error={error} kept={t`Ihre Eingaben stehen noch hier.`} />}
      <StepEditor autoFocus onChange={setDraft} value={draft} />
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t`Abbrechen`}</Button>
        <Button
          disabled={draft.title.trim() === ''}
          kind="primary"
          pending={create.isPending || change.isPending}
          type="submit"
        >
          {t`Speichern`}
        </Button>
      </div>
    </form>
  );
}
