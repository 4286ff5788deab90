import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import type { PointView, TeamMeetingView } from '#team-meetings/contract';
import { Section } from '#web/components/page.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { useFormat } from '#web/format.ts';
import { ForecastLine } from './forecast-line.tsx';
import { PointTitle } from './point-facts.tsx';
import { EarlierTasks, TaskLine } from './task-list.tsx';

/** What was decided, who does what, and what was talked over besides. */
export function Minutes({ meeting }: { meeting: TeamMeetingView }) {
  const { t } = useLingui();
  const format = useFormat();
  const { nameOf } = usePeople();
  const { points, begunAt, begunBy, endedAt, forecast, earlierTasks } = meeting;
  const settled = points.filter(({ decision, tasks }) => decision !== null || tasks.length > 0);
  const talkedOver = points.filter((point) => point.discussedAt !== null && !settled.includes(point));
  const untouched = points.filter((point) => point.discussedAt === null && !settled.includes(point));
  return (
    <div className="max-w-3xl">
      <p className="pb-2 text-soft">
        {endedAt ? (
          <Trans>
            {format.time(begunAt)} bis {format.time(endedAt)}, geleitet von {nameOf(begunBy)}
          </Trans>
        ) : (
          <Trans>
            Läuft seit {format.time(begunAt)}, geleitet von {nameOf(begunBy)}
          </Trans>
        )}
      </p>
      <Section title={t`Entschieden und vereinbart`}>
        {settled.length === 0 ? (
          <EmptyState icon="flag">
            <Trans>In dieser Runde ist nichts festgehalten, was Sie sehen dürfen.</Trans>
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {settled.map((point) => (
              <li className="py-3" key={point.id}>
                <PointTitle point={point} />
                {point.decision !== null && <p className="break-words whitespace-pre-line">{point.decision}</p>}
                <ul>
                  {point.tasks.map((step) => (
                    <TaskLine key={step.id} step={step} />
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Points points={talkedOver} title={t`Besprochen`} />
      <Points points={untouched} title={t`Nicht dazu gekommen`} />
      {forecast && <ForecastLine forecast={forecast} />}
      <EarlierTasks tasks={earlierTasks} />
    </div>
  );
}

function Points({ title, points }: { title: string; points: readonly PointView[] }) {
  if (points.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="divide-y divide-line">
        {points.map((point) => (
          <li className="py-1.5" key={point.id}>
            <PointTitle point={point} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
