import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listUsers } from '#access/contract';
import { type BoardRow, getCallBoard } from '#calls/contract';
import { ListenIn } from '#telephony/ui';
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
import { useSession } from '#web/session.ts';

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
  const [heard, setHeard] = useState<string | null>(null);
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
              <Person
                heard={heard}
                key={row.userId}
                listenerName={row.listener && nameOf(row.listener.userId)}
                name={nameOf(row.userId)}
                onHear={setHeard}
                row={row}
              />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

type PersonProps = {
  row: BoardRow;
  name: string;
  listenerName: string | null;
  /** Whom we listen to. */
  heard: string | null;
  onHear: (userId: string | null) => void;
};

function Person({ row, name, listenerName, heard, onHear }: PersonProps) {
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
      {heard === row.userId ? (
        <ListenIn name={name} onEnd={() => onHear(null)} userId={row.userId} />
      ) : (
        <Listening listenerName={listenerName} mayAsk={heard === null} onAsk={() => onHear(row.userId)} row={row} />
      )}
    </li>
  );
}

type ListeningProps = { row: BoardRow; listenerName: string | null; mayAsk: boolean; onAsk: () => void };

function Listening({ row: { userId, canListen, listener }, listenerName, mayAsk, onAsk }: ListeningProps) {
  const { t } = useLingui();
  const { user } = useSession();
  if (listener)
    return (
      <p className="flex items-center gap-1.5 text-sm text-soft">
        <Icon name="headset" />
        {listener.mode === 'asks' ? (
          <Trans>{listenerName} möchte mithören</Trans>
        ) : listener.mode === 'join' ? (
          <Trans>{listenerName} spricht mit</Trans>
        ) : (
          <Trans>{listenerName} hört mit</Trans>
        )}
      </p>
    );
  if (userId === user.id || canListen === null) return null;
  if (canListen === 'elsewhere')
    return (
      <p className="text-sm text-faint">
        <Trans>Läuft auf einem anderen Server, hier ist es nicht zu hören.</Trans>
      </p>
    );
  return (
    <div>
      <Button disabled={!mayAsk} icon="headset" onPress={onAsk}>{t`Mithören`}</Button>
    </div>
  );
}

function Standing({ row: { state, since, contact, list } }: { row: BoardRow }) {
  if (state === null || since === null)
    return (
      <span className="text-faint">
        <Trans>nicht am Telefon</Trans>
      </span>
    );
  if (state === 'talking' || state === 'calling')
    return (
      <>
        <Icon className={state === 'talking' ? 'text-brass-deep' : 'text-faint'} name="phone" />
        <span>
          {contact && (
            <>
              <Link quiet to={pathTo.contact(contact.id)}>
                {contact.name}
              </Link>
              ,{' '}
            </>
          )}
          {state === 'talking' ? (
            <Trans>
              im Gespräch, begonnen <RelativeTime at={since} />
            </Trans>
          ) : (
            <Trans>
              Anruf begonnen <RelativeTime at={since} />
            </Trans>
          )}
        </span>
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
