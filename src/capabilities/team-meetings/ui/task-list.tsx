import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import type { NextStepView } from '#next-steps/contract';
import type { AgreedTask } from '#team-meetings/contract';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';

/** What was agreed, by whom until when, and what became of it. */
export function TaskLine({ step, about }: { step: NextStepView; about?: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { nameOf } = usePeople();
  const today = format.isoDayOf(useNow());
  const { title, dealId, contactId, ownerId, dueOn, doneAt, droppedAt } = step;
  const late = !doneAt && !droppedAt && dueOn < today;
  const state = doneAt
    ? t`erledigt am ${format.dayOf(doneAt)}`
    : droppedAt
      ? t`fallen gelassen`
      : late
        ? t`überfällig seit ${format.day(dueOn)}`
        : t`bis ${format.day(dueOn)}`;
  return (
    <li className="flex items-start gap-2 border-t border-line py-1.5 first:border-t-0">
      <Icon
        className={doneAt ? 'mt-0.5 text-allowed' : late ? 'mt-0.5 text-careful' : 'mt-0.5 text-faint'}
        name={doneAt ? 'check' : droppedAt ? 'close' : late ? 'clock' : 'task'}
      />
      <span className="min-w-0 flex-1">
        <span className="block break-words">{title}</span>
        <span className="text-sm text-soft">
          {nameOf(ownerId)}, {state}
          {about && (
            <>
              {' · '}
              {dealId !== null || contactId !== null ? (
                <Link quiet to={dealId !== null ? pathTo.deal(dealId) : pathTo.contact(contactId ?? '')}>
                  {about}
                </Link>
              ) : (
                about
              )}
            </>
          )}
        </span>
      </span>
    </li>
  );
}

/** The first look goes back. */
export function EarlierTasks({ tasks }: { tasks: readonly AgreedTask[] }) {
  const { t } = useLingui();
  if (tasks.length === 0) return null;
  const done = tasks.filter(({ step }) => step.doneAt !== null).length;
  return (
    <Section
      hint={
        <Trans>
          {done} von {tasks.length} erledigt
        </Trans>
      }
      title={t`Vom letzten Mal`}
    >
      <ul className="max-w-3xl">
        {tasks.map(({ step, pointTitle }) => (
          <TaskLine about={pointTitle} key={step.id} step={step} />
        ))}
      </ul>
    </Section>
  );
}
