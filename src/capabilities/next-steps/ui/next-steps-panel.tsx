import { Trans, useLingui } from '@lingui/react/macro';
import { type ComponentType, useState } from 'react';
import { listNextSteps, type NextStepView } from '#next-steps/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Section } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useListOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { type Days, useDays } from './days.ts';
import { stepIcons } from './names.ts';
import { NextStepDialog } from './next-step-dialog.tsx';
import { useMoveEntries } from './move-entries.ts';
import { useStepActions } from './step-actions.ts';

type Subject = 'contact' | 'company' | 'deal';

export function panelOf(subject: Subject): ComponentType<{ id: string }> {
  return { contact: ContactSteps, company: CompanySteps, deal: DealSteps }[subject];
}

const ContactSteps = ({ id }: { id: string }) => <NextStepsPanel about={{ contactId: id }} />;
const CompanySteps = ({ id }: { id: string }) => <NextStepsPanel about={{ companyId: id }} />;
const DealSteps = ({ id }: { id: string }) => <NextStepsPanel about={{ dealId: id }} />;

/** What comes next with this person, company or deal. */
export function NextStepsPanel({ about }: { about: { contactId?: string; companyId?: string; dealId?: string } }) {
  const { t } = useLingui();
  const may = useMay();
  const steps = useListOf(listNextSteps, { query: about });
  const [editing, setEditing] = useState<NextStepView | 'new' | null>(null);
  return (
    <Section
      actions={
        may('write') && (
          <IconButton icon="plus" label={t`Nächsten Schritt setzen`} onPress={() => setEditing('new')} small />
        )
      }
      title={t`Nächste Schritte`}
    >
      {steps.error && <ErrorNote error={steps.error} onRetry={steps.retry} />}
      {steps.pending && <Skeleton lines={2} />}
      {!steps.pending && steps.rows.length === 0 && (
        <p className="text-soft">
          <Trans>Nichts vereinbart und nichts geplant.</Trans>
        </p>
      )}
      <ul>
        {steps.rows.map((step) => (
          <StepLine key={step.id} onEdit={() => setEditing(step)} step={step} />
        ))}
      </ul>
      {steps.hasMore && <Button kind="plain" onPress={steps.loadMore} pending={steps.loadingMore}>{t`Weitere`}</Button>}
      <NextStepDialog
        about={about}
        key={editing === 'new' || editing === null ? 'new' : editing.id}
        onClose={() => setEditing(null)}
        open={editing !== null}
        {...(editing !== null && editing !== 'new' && { step: editing })}
      />
    </Section>
  );
}

function StepLine({ step, onEdit }: { step: NextStepView; onEdit: () => void }) {
  const { t } = useLingui();
  const days = useDays();
  const may = useMay();
  const actions = useStepActions();
  const moves = useMoveEntries(step, actions.move, days);
  return (
    <li className="flex items-start gap-2 border-t border-line py-1.5 first:border-t-0">
      <Icon className="mt-0.5 text-faint" name={stepIcons[step.kind]} />
      <span className="min-w-0 flex-1">
        <span className="block break-words">{step.title}</span>
        <span className="flex flex-wrap items-center gap-1.5 text-sm text-soft">
          <DueWords days={days} step={step} />
          {step.promised && <Badge icon="flag">{t`vereinbart`}</Badge>}
        </span>
      </span>
      {may('write') && (
        <span className="flex">
          <IconButton icon="check" label={t`${step.title}: erledigt`} onPress={() => actions.complete(step)} small />
          <Menu
            entries={[
              { id: 'edit', label: t`Ändern`, icon: 'edit', run: onEdit },
              ...moves,
              'line',
              { id: 'drop', label: t`Fallen lassen`, icon: 'close', run: () => actions.drop(step) },
            ]}
            label={t`${step.title}: mehr`}
          >
            <IconButton icon="more" label={t`${step.title}: mehr`} small />
          </Menu>
        </span>
      )}
    </li>
  );
}

function DueWords({ step, days }: { step: NextStepView; days: Days }) {
  const { t } = useLingui();
  const format = useFormat();
  const day = step.dueOn === days.today ? t`heute` : format.day(step.dueOn);
  const late = step.dueOn < days.today;
  return (
    <span className={late ? 'inline-flex items-center gap-1 text-careful' : ''}>
      {late && <Icon name="clock" size={12} />}
      {step.dueTime ? t`${day}, ${step.dueTime} Uhr` : day}
      {late && <span className="sr-only">{t`überfällig`}</span>}
    </span>
  );
}
