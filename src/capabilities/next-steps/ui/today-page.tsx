import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { getToday, type TodayRow, type TodayView } from '#next-steps/contract';
import { useUrlSearch } from '#web/address.ts';
import { IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { usePhone } from '#web/phone-width.ts';
import { TodayList } from './today-list.tsx';
import { TodayStory } from './today-story.tsx';

/** The working day in one list: whom next, why, and the last words. Works by keyboard alone. */
export function TodayPage() {
  const { t } = useLingui();
  const format = useFormat();
  const phone = usePhone();
  const [{ beispiel: awaitsExample }, change] = useUrlSearch();
  // The clock alone makes call-backs due and opens the hours.
  const { data, error, refetch } = useQueryOf(getToday, undefined, {
    refetchMs: awaitsExample ? 2000 : 60_000,
    staleMs: 10_000,
  });
  const exampleIsHere = awaitsExample !== undefined && (data?.items.length ?? 0) > 0;
  useEffect(() => {
    if (exampleIsHere) change({ beispiel: undefined });
  }, [exampleIsHere, change]);
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const rows = inOrder(data?.items ?? [], skipped);
  const { current, choose, openOnPhone, close } = useCurrent(rows);
  const index = current ? rows.indexOf(current) : -1;
  const step = (by: 1 | -1) => choose(rows[Math.min(Math.max(index + by, 0), rows.length - 1)]);
  const skip = () => {
    if (!current) return;
    choose(rows[index + 1] ?? rows[index - 1]);
    setSkipped((before) => new Set(before).add(current.key));
  };

  useKeys([
    { keys: 'j', label: t`Nächste Zeile`, run: () => step(1) },
    { keys: 'k', label: t`Vorige Zeile`, run: () => step(-1) },
    { keys: 'ArrowDown', label: t`Nächste Zeile`, run: () => step(1), hidden: true },
    { keys: 'ArrowUp', label: t`Vorige Zeile`, run: () => step(-1), hidden: true },
    { keys: 's', label: t`Überspringen`, run: skip },
  ]);

  const story = current && (
    <TodayStory
      key={current.key}
      onDone={() => {
        choose(rows[index + 1] ?? rows[index - 1]);
        if (phone && rows.length === 1) close();
      }}
      onSkip={skip}
      row={current}
    />
  );
  return (
    <Page
      actions={rows.length > 0 && data && !(phone && openOnPhone) && <Counts counts={data.counts} />}
      scroll={false}
      title={phone && openOnPhone ? <BackTitle onBack={close} /> : t`Heute`}
      windowTitle={t`Heute`}
      {...(!phone && data && { count: format.dayLong(data.on) })}
    >
      {error && !data ? (
        <div className="p-5">
          <ErrorNote error={error} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <Skeleton lines={12} />
      ) : rows.length === 0 && awaitsExample ? (
        <ExampleComes />
      ) : rows.length === 0 ? (
        <NothingToDo day={data} />
      ) : (
        <div className="flex h-full min-h-0 border-t border-line">
          {!(phone && openOnPhone) && (
            <div className="flex min-h-0 w-[27rem] shrink-0 flex-col border-r border-line max-desk:w-[21rem] phone:w-full phone:border-r-0 wide:w-[32rem]">
              <div className="min-h-0 flex-1 overflow-y-auto">
                <TodayList
                  currentKey={current?.key ?? null}
                  onChoose={(row) => choose(row, true)}
                  rows={rows}
                  skipped={skipped}
                />
                <ListFoot day={data} />
              </div>
            </div>
          )}
          {(!phone || openOnPhone) && <div className="min-w-0 flex-1 overflow-y-auto">{story}</div>}
        </div>
      )}
    </Page>
  );
}

const OrderWords = onDemand(async () => (await import('./reach/order-words.tsx')).OrderWords);
const NothingToDo = onDemand(async () => (await import('./today-empty.tsx')).NothingToDo);
const ExampleComes = onDemand(async () => (await import('./today-empty.tsx')).ExampleComes);

/** The order is the server's; whoever was skipped waits at the end. */
function inOrder(items: readonly TodayRow[], skipped: ReadonlySet<string>): TodayRow[] {
  return items.toSorted((a, b) => Number(skipped.has(a.key)) - Number(skipped.has(b.key)));
}

/** The chosen row stays chosen while the list around it changes; when it is gone, its place in the list is. */
function useCurrent(rows: readonly TodayRow[]) {
  const [chosen, setChosen] = useState<{ key: string; place: number } | null>(null);
  const [openOnPhone, setOpenOnPhone] = useState(false);
  const place = chosen ? rows.findIndex((row) => row.key === chosen.key) : 0;
  const current = place >= 0 ? rows[place] : rows[Math.min(chosen?.place ?? 0, rows.length - 1)];
  return {
    current,
    openOnPhone: openOnPhone && current !== undefined,
    choose: (row: TodayRow | undefined, open = false) => {
      if (!row) return;
      setChosen({ key: row.key, place: rows.indexOf(row) });
      if (open) setOpenOnPhone(true);
    },
    close: () => setOpenOnPhone(false),
  };
}

function BackTitle({ onBack }: { onBack: () => void }) {
  const { t } = useLingui();
  return (
    <span className="flex items-center gap-1">
      <IconButton icon="arrow-left" label={t`Zurück zur Liste`} onPress={onBack} />
      {t`Heute`}
    </span>
  );
}

function Counts({ counts }: { counts: TodayView['counts'] }) {
  return (
    <p className="text-soft tabular-nums">
      <Trans>
        <Plural one="# Anruf" other="# Anrufe" value={counts.callsToday} />,{' '}
        <Plural one="# Schritt" other="# Schritte" value={counts.doneToday} /> erledigt, {counts.open} offen
      </Trans>
    </p>
  );
}

/** Nobody is forgotten: who may not be called is counted, with the way to them. */
function ListFoot({ day }: { day: TodayView }) {
  const { count, more } = day.counts.notCallable;
  return (
    <div className="flex flex-col gap-1 px-4 py-4 text-sm text-soft">
      <OrderWords order={day.order} />
      {day.more && (
        <p>
          <Trans>Mehr passt nicht in einen Tag. Der Rest rückt nach, sobald hier Platz ist.</Trans>
        </p>
      )}
      {count > 0 && (
        <p>
          {more ? (
            <Trans>Mehr als {count} neue Kontakte dürfen Sie noch nicht anrufen.</Trans>
          ) : (
            <Plural
              one="# neuen Kontakt dürfen Sie noch nicht anrufen."
              other="# neue Kontakte dürfen Sie noch nicht anrufen."
              value={count}
            />
          )}{' '}
          <Link to={pathTo.contacts()}>
            <Trans>Ansehen und anschreiben</Trans>
          </Link>
        </p>
      )}
    </div>
  );
}
