import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { listUsers } from '#access/contract';
import { type BoardRow, getCallBoard } from '#calls/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';

/** Events bring news at once; this is for who goes away without a word. */
const lookAgainMs = 15_000;

/** Who of the team is at the phone, and how the day goes. No times of silence, no ranking: it helps, it does not watch. */
export function BoardPage() {
  const { t } = useLingui();
  const go = useGo();
  const format = useFormat();
  const { data, error, refetch } = useQueryOf(getCallBoard, undefined, { refetchMs: lookAgainMs });
  const users = useQueryOf(listUsers, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  const nameOf = (userId: string) => users.find(({ id }) => id === userId)?.name ?? '';
  const rows = data?.items ?? [];
  const talking = rows.filter(({ state }) => state === 'talking').length;

  return (
    <Page title={t`Team am Telefon`} {...(data && { count: format.dayLong(data.on) })}>
      {error && !data ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={6} />
      ) : rows.length === 0 ? (
        <EmptyState
          action={<Button icon="dialpad" onPress={() => go(pathTo.dialer())}>{t`Zur Telefonliste`}</Button>}
          icon="phone"
        >
          <Trans>Heute hat noch niemand telefoniert. Sobald jemand beginnt, steht es hier.</Trans>
        </EmptyState>
      ) : (
        <>
          <p className="pb-3 text-soft">
            <Plural one="# Mensch ist gerade im Gespräch." other="# sind gerade im Gespräch." value={talking} />
          </p>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] gap-3 phone:grid-cols-1">
            {rows.map((row) => (
              <Person key={row.userId} name={nameOf(row.userId)} row={row} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function Person({ row, name }: { row: BoardRow; name: string }) {
  const { t } = useLingui();
  const figures = [
    { label: t`Anrufe`, value: row.calls },
    { label: t`erreicht`, value: row.reached },
    { label: t`Termine`, value: row.appointments },
  ];
  return (
    <li className="flex flex-col gap-3 rounded border border-line bg-raised p-4">
      <div>
        <h2 className="font-semibold">{name}</h2>
        <p className="flex min-h-6 items-center gap-1.5 text-soft">
          <Standing row={row} />
        </p>
      </div>
      <dl className="grid grid-cols-3 gap-2 border-t border-line pt-3 tabular-nums">
        {figures.map(({ label, value }) => (
          <div className="flex flex-col-reverse" key={label}>
            <dt className="text-sm text-faint">{label}</dt>
            <dd className="text-xl font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Standing({ row: { state, since, contact, list } }: { row: BoardRow }) {
  if (state === null || since === null)
    return (
      <span className="text-faint">
        <Trans>nicht am Telefon</Trans>
      </span>
    );
  if (state === 'talking')
    return (
      <>
        <Icon className="text-brass-deep" name="phone" />
        {contact ? (
          <span>
            <Link quiet to={pathTo.contact(contact.id)}>
              {contact.name}
            </Link>
            ,{' '}
            <Trans>
              Anruf begonnen <RelativeTime at={since} />
            </Trans>
          </span>
        ) : (
          <Trans>
            Anruf begonnen <RelativeTime at={since} />
          </Trans>
        )}
      </>
    );
  if (state === 'paused')
    return (
      <>
        <Icon name="pause" />
        <Trans>
          Pause, begonnen <RelativeTime at={since} />
        </Trans>
      </>
    );
  return (
    <>
      <Icon name="dialpad" />
      <Trans>
        an der Liste „{list}“, begonnen <RelativeTime at={since} />
      </Trans>
    </>
  );
}
