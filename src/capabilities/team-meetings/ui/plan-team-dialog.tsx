import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { changeTeamPlan, planTeamMeeting, type TeamPlanView } from '#team-meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { instantOf } from '#web/workspace-time.ts';

type Props = { plan?: TeamPlanView; onClose: () => void };

/** Plans a team meeting, or changes the one that is given. */
export function PlanTeamDialog(props: Props) {
  const { t } = useLingui();
  return (
    <Dialog onClose={props.onClose} open title={props.plan ? t`Teamrunde ändern` : t`Teamrunde planen`}>
      <PlanForm {...props} />
    </Dialog>
  );
}

function PlanForm({ plan, onClose }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const { active } = usePeople();
  const [on, setOn] = useState<string | null>(plan ? format.isoDayOf(plan.startsAt) : null);
  const [time, setTime] = useState<string | null>(plan ? format.time(plan.startsAt) : '09:00');
  const [minutes, setMinutes] = useState<number | null>(plan ? minutesOf(plan) : 45);
  const [weekly, setWeekly] = useState(plan ? plan.repeats === 'weekly' : true);
  const [chosen, setChosen] = useState<readonly string[] | null>(plan?.memberIds ?? null);
  // Everybody, until somebody says otherwise.
  const memberIds = (chosen ?? active.map(({ id }) => id)).filter((id) => active.some((one) => one.id === id));
  const more = {
    quiet: true,
    refreshes: ['next-steps'],
    done: () => {
      toast({ message: plan ? t`Teamrunde geändert` : t`Teamrunde geplant` });
      onClose();
    },
  };
  const create = useMutationOf(planTeamMeeting, more);
  const change = useMutationOf(changeTeamPlan, more);
  const error = create.error ?? change.error;
  const ready = on !== null && time !== null && minutes !== null && memberIds.length > 0;
  const save = () => {
    if (on === null || time === null || minutes === null) return;
    const repeats = weekly ? ('weekly' as const) : ('once' as const);
    const body = { startsAt: instantOf(on, time), minutes, repeats, memberIds };
    if (plan) change.mutate({ params: { planId: plan.id }, body, ifMatch: plan.version });
    else create.mutate({ body });
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
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-2">
        <DateField label={t`Tag`} onChange={setOn} required value={on} />
        <TimeField label={t`Uhrzeit`} onChange={setTime} required value={time} />
        <NumberField label={t`Dauer`} max={480} min={5} onChange={setMinutes} unit={t`Min.`} value={minutes} />
      </div>
      <Checkbox
        checked={weekly}
        hint={t`Ist eine Runde vorbei, wird die nächste geplant.`}
        label={t`jede Woche um diese Zeit`}
        onChange={setWeekly}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{t`Wer dabei ist`}</legend>
        {active.map(({ id, name }) => (
          <Checkbox
            checked={memberIds.includes(id)}
            key={id}
            label={name}
            onChange={(checked) => setChosen(checked ? [...memberIds, id] : memberIds.filter((one) => one !== id))}
          />
        ))}
      </fieldset>
      <p className="text-sm text-soft">
        {t`Alle anderen bekommen eine Mail mit dem Termin für ihren Kalender; in Heute steht er bei jedem.`}
      </p>
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t`Abbrechen`}</Button>
        <Button disabled={!ready} kind="primary" pending={create.isPending || change.isPending} type="submit">
          {t`Speichern`}
        </Button>
      </div>
    </form>
  );
}

const minutesOf = ({ startsAt, endsAt }: TeamPlanView): number =>
  Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
