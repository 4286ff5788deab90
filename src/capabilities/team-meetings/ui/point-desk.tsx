import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { agreeTask, decide, getTeamMeeting, type PointView, setDiscussed } from '#team-meetings/contract';
import { Button } from '#web/components/button.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { Fact, Facts } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { Money, useNow } from '#web/components/texts.tsx';
import { changeOf, useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { pathTo } from '#web/paths.ts';
import { useSession } from '#web/session.ts';
import { CallFacts, PointTitle, Reasons } from './point-facts.tsx';
import { TaskLine } from './task-list.tsx';

type Props = { teamMeetingId: string; point: PointView; currency: string; onDone: () => void };

/** One point on the table: what there is to know, what was decided, who does what until when. */
export function PointDesk({ teamMeetingId, point, currency, onDone }: Props) {
  const { t } = useLingui();
  const params = { pointId: point.id };
  const settle = useMutationOf(setDiscussed, {
    change: ({ body }) => [
      changeOf(
        getTeamMeeting,
        (meeting) => ({
          ...meeting,
          points: meeting.points.map((one) =>
            one.id === point.id ? { ...one, discussedAt: body.discussed ? new Date().toISOString() : null } : one,
          ),
        }),
        { params: { teamMeetingId } },
      ),
    ],
  });
  return (
    <>
      <div className="flex flex-col gap-2">
        <h2 className="text-xl" id="point-title">
          <PointTitle point={point} />
        </h2>
        <Reasons currency={currency} point={point} />
      </div>
      <DealFacts point={point} />
      <CallFacts point={point} />
      <DecisionForm key={point.decision} point={point} />
      <Tasks point={point} />
      <div className="flex flex-wrap gap-2">
        {point.discussedAt ? (
          <Button icon="undo" onPress={() => settle.mutate({ params, body: { discussed: false } })}>
            {t`Doch noch offen`}
          </Button>
        ) : (
          <Button
            icon="check"
            onPress={() => {
              settle.mutate({ params, body: { discussed: true } });
              onDone();
            }}
          >
            {t`Besprochen, weiter`}
          </Button>
        )}
      </div>
    </>
  );
}

function DealFacts({ point: { deal, call } }: { point: PointView }) {
  const { t } = useLingui();
  const format = useFormat();
  const { nameOf } = usePeople();
  if (!deal)
    return call ? null : (
      <p className="text-soft">
        <Trans>Ein freies Thema, oder der Abschluss ist nicht mehr da.</Trans>
      </p>
    );
  const states = { open: '', won: t`gewonnen`, lost: t`verloren` };
  return (
    <Facts>
      <Fact name={t`Wert`}>
        <Money cents={deal.valueCents} currency={deal.currency} />
      </Fact>
      {deal.state !== 'open' && <Fact name={t`Stand`}>{states[deal.state]}</Fact>}
      {deal.state === 'open' && (
        <Fact name={t`Chance`}>
          {deal.probability} %,{' '}
          <Plural
            _0="heute in diese Stufe gekommen"
            one="seit # Tag in dieser Stufe"
            other="seit # Tagen in dieser Stufe"
            value={deal.daysInStage}
          />
        </Fact>
      )}
      <Fact name={t`Abschluss erwartet`}>{deal.closeOn ? format.day(deal.closeOn) : t`ohne Datum`}</Fact>
      <Fact name={t`Zuständig`}>{nameOf(deal.ownerId) || t`niemand`}</Fact>
      {deal.contact && (
        <Fact name={t`Mensch`}>
          <Link to={pathTo.contact(deal.contact.id)}>{deal.contact.name}</Link>
        </Fact>
      )}
    </Facts>
  );
}

function DecisionForm({ point }: { point: PointView }) {
  const { t } = useLingui();
  const [text, setText] = useState(point.decision ?? '');
  const save = useMutationOf(decide, { quiet: true, refreshes: ['timeline'] });
  const changed = text.trim() !== '' && text.trim() !== point.decision;
  const submit = () =>
    changed && !save.isPending && save.mutate({ params: { pointId: point.id }, body: { decision: text } });
  useKeys([{ keys: 'mod+Enter', label: t`Entscheidung festhalten`, everywhere: true, run: () => submit() }]);
  return (
    <form
      className="flex max-w-2xl flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        hint={
          point.deal || point.call
            ? t`Steht danach im Verlauf, damit alle wissen, was gilt.`
            : t`Steht danach in der Mitschrift dieser Runde.`
        }
        label={t`Was ist entschieden?`}
        maxLength={2000}
        multiline
        onChange={setText}
        rows={2}
        value={text}
      />
      {save.error && <ErrorNote error={save.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
      {changed && (
        <div className="flex justify-end">
          <Button kind="primary" pending={save.isPending} type="submit">{t`Entscheidung festhalten`}</Button>
        </div>
      )}
    </form>
  );
}

const usualDays = 7;

function Tasks({ point }: { point: PointView }) {
  const { t } = useLingui();
  const format = useFormat();
  const { user } = useSession();
  const people = usePeople();
  const now = useNow();
  const [title, setTitle] = useState('');
  const [ownerId, setOwnerId] = useState(point.deal?.ownerId ?? point.call?.userId ?? user.id);
  const [dueOn, setDueOn] = useState(() => format.isoDayOf(new Date(now.getTime() + usualDays * 86_400_000)));
  const agree = useMutationOf(agreeTask, {
    quiet: true,
    refreshes: ['timeline', 'next-steps', 'deals'],
    done: () => setTitle(''),
  });
  if (!point.deal && !point.call)
    return (
      <Note>
        <Trans>
          Aufgaben stehen an Abschlüssen und Menschen. Zu einem freien Thema halten Sie fest, was entschieden ist.
        </Trans>
      </Note>
    );
  const submit = () =>
    title.trim() !== '' &&
    !agree.isPending &&
    agree.mutate({ params: { pointId: point.id }, body: { title, ownerId, dueOn } });
  return (
    <div className="max-w-2xl">
      <h3 className="font-semibold">{t`Aufgaben`}</h3>
      <ul>
        {point.tasks.map((step) => (
          <TaskLine key={step.id} step={step} />
        ))}
      </ul>
      <form
        className="grid grid-cols-[minmax(0,1fr)_11rem_9rem_auto] items-end gap-2 pt-1 phone:grid-cols-1"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField label={t`Was ist zu tun?`} maxLength={200} onChange={setTitle} value={title} />
        <Select
          label={t`Wer`}
          onChange={setOwnerId}
          options={people.active.map(({ id, name }) => ({ value: id, label: name }))}
          value={ownerId}
        />
        <DateField label={t`Bis wann`} onChange={(day) => day && setDueOn(day)} required value={dueOn} />
        <Button
          disabled={title.trim() === ''}
          icon="plus"
          pending={agree.isPending}
          type="submit"
        >{t`Aufgabe geben`}</Button>
      </form>
      {agree.error && (
        <div className="pt-2">
          <ErrorNote error={agree.error} kept={t`Ihre Eingaben stehen noch hier.`} />
        </div>
      )}
    </div>
  );
}
