import { useLingui } from '@lingui/react/macro';
import {
  changeNextStep,
  completeNextStep,
  dropNextStep,
  getToday,
  listNextSteps,
  type NextStepView,
  reopenNextStep,
} from '#next-steps/contract';
import { call } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { type Change, changeOf, changeRowsOf, refresh, useMutationOf } from '#web/data.ts';

const alsoShown = ['timeline', 'contacts', 'deals'];

/** Done, dropped, moved: shown at once, and each can be taken back. */
export function useStepActions() {
  const { t } = useLingui();
  const gone = ({ params: { nextStepId } }: { params: { nextStepId: string } }): Change[] => [
    changeRowsOf(listNextSteps, (row) => (row.id === nextStepId ? undefined : row)),
    changeOf(getToday, (today) => ({ ...today, items: today.items.filter((row) => row.step?.id !== nextStepId) })),
  ];
  const undoClosing = (step: NextStepView) => () =>
    void call(reopenNextStep, { params: { nextStepId: step.id } }).then(() => refresh('next-steps', ...alsoShown));
  const complete = useMutationOf(completeNextStep, {
    change: gone,
    refreshes: alsoShown,
    done: (step) => toast({ message: t`${step.title}: erledigt`, undo: undoClosing(step) }),
  });
  const drop = useMutationOf(dropNextStep, {
    change: gone,
    refreshes: alsoShown,
    done: (step) => toast({ message: t`${step.title}: fallen gelassen`, undo: undoClosing(step) }),
  });
  const change = useMutationOf(changeNextStep, { refreshes: alsoShown });
  return {
    complete: (step: NextStepView) => complete.mutate({ params: { nextStepId: step.id }, ifMatch: step.version }),
    drop: (step: NextStepView) => drop.mutate({ params: { nextStepId: step.id }, ifMatch: step.version }),
    move: (step: NextStepView, dueOn: string) =>
      change.mutate(
        { params: { nextStepId: step.id }, body: { dueOn }, ifMatch: step.version },
        {
          onSuccess: (moved) =>
            toast({
              message: t`${step.title}: verschoben`,
              undo: () =>
                change.mutate({
                  params: { nextStepId: step.id },
                  body: { dueOn: step.dueOn, dueTime: step.dueTime },
                  ifMatch: moved.version,
                }),
            }),
        },
      ),
  };
}
