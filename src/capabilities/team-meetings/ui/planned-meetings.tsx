import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { cancelTeamPlan, listTeamPlans, type TeamPlanView } from '#team-meetings/contract';
import { useGo } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Section } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';

const PlanTeamDialog = onDemand(async () => (await import('./plan-team-dialog.tsx')).PlanTeamDialog);

/** When the team meets next, and the room where it does by video. */
export function PlannedMeetings() {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const { data, error, refetch } = useQueryOf(listTeamPlans);
  const [editing, setEditing] = useState<TeamPlanView | 'new' | null>(null);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Section title={t`Nächste Termine`}>
      {data.items.length === 0 && <p className="text-soft">{t`Noch keine Runde geplant.`}</p>}
      <ul className="max-w-3xl">
        {data.items.map((plan) => (
          <PlanLine key={plan.id} onEdit={() => setEditing(plan)} plan={plan} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 pt-1">
        <Button icon="camera" onPress={() => go(pathTo.teamRoom())}>{t`Zum Videoraum des Teams`}</Button>
        {may('manage') && <Button icon="plus" kind="plain" onPress={() => setEditing('new')}>{t`Runde planen`}</Button>}
      </div>
      {editing !== null && (
        <PlanTeamDialog onClose={() => setEditing(null)} {...(editing !== 'new' && { plan: editing })} />
      )}
    </Section>
  );
}

function PlanLine({ plan, onEdit }: { plan: TeamPlanView; onEdit: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const { nameOf } = usePeople();
  const { id: planId, startsAt, endsAt, repeats, memberIds } = plan;
  const cancel = useMutationOf(cancelTeamPlan, {
    refreshes: ['next-steps'],
    done: () => toast({ message: t`Teamrunde abgesagt` }),
  });
  const when = `${format.dateTime(startsAt)}–${format.time(endsAt)}`;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t border-line py-1.5 first:border-t-0">
      <span className="font-medium tabular-nums">{when}</span>
      {repeats === 'weekly' && <Badge>{t`jede Woche`}</Badge>}
      <span className="min-w-0 flex-1 basis-60 text-sm text-soft">
        {memberIds.map(nameOf).filter(Boolean).join(', ')}
      </span>
      {may('manage') && (
        <Menu
          entries={[
            { id: 'edit', label: t`Ändern`, icon: 'edit', run: onEdit },
            'line',
            {
              id: 'cancel',
              label: repeats === 'weekly' ? t`Alle absagen` : t`Absagen`,
              icon: 'close',
              danger: true,
              run: () => cancel.mutate({ params: { planId }, body: {} }),
            },
          ]}
          label={t`${when}: mehr`}
        >
          <IconButton icon="more" label={t`${when}: mehr`} small />
        </Menu>
      )}
    </li>
  );
}
