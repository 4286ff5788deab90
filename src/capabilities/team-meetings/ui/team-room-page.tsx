import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { TeamRoom } from '#meetings/ui';
import { listTeamMeetings } from '#team-meetings/contract';
import { Page } from '#web/components/page.tsx';
import { useListOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';

/** Where the team meets by video, with its agenda at hand. */
export function TeamRoomPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Videoraum des Teams`}>
      <div className="flex h-full min-h-0 flex-col">
        <TeamRoom
          before={
            <p className="text-soft">
              <Trans>Hier kommt herein, wer bei Ihnen arbeitet, und sonst niemand.</Trans>
            </p>
          }
          beside={<Agenda />}
        />
      </div>
    </Page>
  );
}

/** Beside the talk, not instead of it. */
function Agenda() {
  const { t } = useLingui();
  const { nameOf } = usePeople();
  const meetings = useListOf(listTeamMeetings, { query: { limit: 20 } });
  const running = meetings.rows.filter(({ endedAt }) => endedAt === null);
  return (
    <section aria-label={t`Tagesordnung`} className="flex flex-col gap-2">
      {running.map(({ id, begunBy }) => (
        <a className="underline" href={pathTo.teamMeeting(id)} key={id} rel="noreferrer" target="_blank">
          {t`Laufende Runde von ${nameOf(begunBy)}`}
        </a>
      ))}
      {running.length === 0 && (
        <a className="underline" href={pathTo.teamMeetings()} rel="noreferrer" target="_blank">
          {t`Zur Tagesordnung`}
        </a>
      )}
    </section>
  );
}
