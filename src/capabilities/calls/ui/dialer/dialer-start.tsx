import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type DialerView, type StartDialer, startDialer } from '#calls/contract';
import { listViews } from '#contacts/contract';
import type { TodayView } from '#next-steps/ui';
import { useUrlSearch } from '#web/address.ts';
import type { InputOf } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { EmptyState, ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { useMay } from '#web/session.ts';
import { Key } from '../key.tsx';
import { usePaces } from './paces.ts';

type People = NonNullable<InputOf<typeof startDialer>['body']>['people'];
type Source = { id: string; name: string; people: People };

/** Which list, and how fast. Whoever begins with a list the team is at joins in. */
export function DialerStart({ onStarted, today }: { onStarted: (view: DialerView) => void; today: TodayView }) {
  const { t } = useLingui();
  const may = useMay();
  const paces = usePaces();
  const sources = useSources(today);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pace, setPace] = useState('5');
  const source = sources?.find(({ id }) => id === chosen) ?? sources?.[0];
  const start = useMutationOf(startDialer, { quiet: true, done: onStarted });
  const begin = () => {
    if (!source) return;
    const paceSeconds: StartDialer['paceSeconds'] = pace === 'hand' ? null : Number(pace);
    start.mutate({ body: { name: source.name.slice(0, 120), paceSeconds, people: source.people } });
  };
  useKeys([{ keys: 'Enter', label: t`Mit dem Telefonieren beginnen`, run: begin }], may('write'));

  if (!may('write'))
    return (
      <Page title={t`Telefonliste`}>
        <EmptyState icon="dialpad">
          <Trans>Mit Leserechten wird hier nicht telefoniert.</Trans>
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t`Telefonliste`}>
      <div className="flex max-w-xl flex-col gap-5">
        <p className="text-soft">
          <Trans>
            Einer nach dem anderen: Klinke zeigt, wer als Nächstes dran ist, überspringt, wen Sie nicht anrufen dürfen,
            und hält jeden Menschen für Sie frei, damit niemand im Team ihn zugleich anruft.
          </Trans>
        </p>
        {start.error && <ErrorNote error={start.error} />}
        <Select
          hint={t`Jede gemerkte Ansicht der Menschen ist eine Liste. Ist das Team schon an ihr, steigen Sie ein.`}
          label={t`Wen möchten Sie anrufen?`}
          onChange={setChosen}
          options={(sources ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={source?.id ?? null}
        />
        <RadioGroup
          hint={t`Beim Tippen und in der Pause wartet die Uhr.`}
          label={t`Der nächste Anruf beginnt`}
          onChange={setPace}
          options={paces}
          row
          value={pace}
        />
        <div>
          <Button disabled={!source} icon="phone" kind="primary" onPress={begin} pending={start.isPending}>
            {t`Beginnen`}
            <Key keys="Enter" />
          </Button>
        </div>
      </div>
    </Page>
  );
}

/** The list one comes from, Heute, and the saved views; `undefined` while nobody knows which there are: nothing is begun that somebody did not see. */
function useSources(today: TodayView): Source[] | undefined {
  const { t } = useLingui();
  const [search] = useUrlSearch();
  const views = useQueryOf(listViews, { query: { subject: 'contact' } }).data?.items;
  if (!views) return undefined;
  const sources: Source[] = [];
  // As the page of people keeps them in its address; the server says what it can't read.
  const { view: saved, sort, open: _open, new: _new, ...filters } = search;
  if (Object.keys(filters).length > 0 && !saved) {
    sources.push({
      id: 'here',
      name: t`Gefilterte Menschen`,
      people: { from: 'list', filters, ...sortIn(sort) },
    });
  }
  const contacts = today.items.flatMap(({ contact, phone, purpose, request }) =>
    contact && phone ? [{ contactId: contact.id, purpose, ...(request && { request }) }] : [],
  );
  if (contacts.length > 0) sources.push({ id: 'today', name: t`Heute`, people: { from: 'named', contacts } });
  for (const { id, name, query } of views)
    sources.push({ id, name, people: { from: 'list', filters: query.filters, ...sortIn(query.sort) } });
  sources.push({ id: 'all', name: t`Alle Menschen`, people: { from: 'list' } });
  const view = sources.findIndex(({ id }) => id === saved);
  return view > 0 ? [...sources.splice(view, 1), ...sources] : sources;
}

function sortIn(sort: string | undefined): { sort?: string } {
  return sort === undefined ? {} : { sort };
}
