import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { type ClassSummary, computeClasses, getClassSummary, listCustomers } from '#scoring/contract';
import { ExportMenu } from '#integrations/ui';
import type { InputOf } from '#web/api.ts';
import { type Search, useGo, useUrlSearch } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { toast } from '#web/components/toast.tsx';
import { refresh, useMutationOf, useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { ClassOverview } from './class-overview.tsx';
import { ConfirmQueue } from './confirm-queue.tsx';
import { classIn, CustomerList } from './customer-list.tsx';

const views = ['uebersicht', 'bestaetigen', 'kunden'] as const;
type View = (typeof views)[number];

/** Who is worth it: what customers are expected to bring and cost, their classes, and the word of people on them. */
export function ValuesPage() {
  const { t } = useLingui();
  const may = useMay();
  const go = useGo();
  const [search, change] = useUrlSearch();
  const view: View = views.find((one) => one === search['ansicht']) ?? 'uebersicht';
  const { data, error, refetch } = useQueryOf(getClassSummary);
  const at = data?.run?.computedAt ?? null;
  const [since, setSince] = useState<string | null>();
  const running = since !== undefined && at === since;
  useQueryOf(getClassSummary, undefined, { refetchMs: running ? 2_000 : false });
  useEffect(() => {
    if (since !== undefined && !running) refresh('scoring');
  }, [running, since]);
  const compute = { running, onStart: () => setSince(at) };
  const computed = data?.run != null && data.run.customers > 0;
  return (
    <Page
      actions={
        <>
          {may('admin') && (
            <IconButton
              icon="settings"
              label={t`Sätze und Grenzen`}
              onPress={() => go(pathTo.settings('kundenwert'))}
            />
          )}
          {computed && <ExportMenu list="customers" query={shown(view, search)} />}
          {may('manage') && computed && <Compute {...compute} />}
        </>
      }
      lead={
        computed && (
          <Tabs
            label={t`Ansicht`}
            onChange={(id) => change({ ansicht: id === 'uebersicht' ? undefined : id }, { keep: true })}
            tabs={[
              { id: 'uebersicht', label: t`Übersicht` },
              { id: 'bestaetigen', label: t`Bestätigen`, count: data.waiting },
              { id: 'kunden', label: t`Kunden`, count: data.run?.customers ?? 0 },
            ]}
            value={view}
          />
        )
      }
      scroll={!computed || view !== 'kunden'}
      title={t`Kundenwert`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && !computed && <Nothing compute={compute} />}
      {data && computed && <Shown summary={data} view={view} />}
    </Page>
  );
}

/** What stands in the list in sight; of the overview, all. */
function shown(view: View, search: Search): InputOf<typeof listCustomers>['query'] {
  if (view === 'bestaetigen') return { waiting: 'true' };
  const wanted = view === 'kunden' ? classIn(search) : undefined;
  return wanted ? { class: wanted } : {};
}

function Shown({ view, summary }: { view: View; summary: ClassSummary }) {
  if (view === 'bestaetigen') return <ConfirmQueue summary={summary} />;
  return view === 'kunden' ? <CustomerList summary={summary} /> : <ClassOverview summary={summary} />;
}

type Running = { running: boolean; onStart: () => void };

function Compute({ running, onStart, first }: Running & { first?: boolean }) {
  const { t } = useLingui();
  const compute = useMutationOf(computeClasses, {
    done: () => {
      onStart();
      toast({ message: t`Wird im Hintergrund gerechnet. Die Zahlen kommen von selbst.` });
    },
  });
  return (
    <Button icon="history" onPress={() => compute.mutate({ body: {} })} pending={compute.isPending || running}>
      {first ? (
        <Trans>Jetzt berechnen</Trans>
      ) : (
        <span className="phone:sr-only">
          <Trans>Neu berechnen</Trans>
        </span>
      )}
    </Button>
  );
}

function Nothing({ compute }: { compute: Running }) {
  const may = useMay();
  return (
    <EmptyState action={may('manage') && <Compute {...compute} first />} icon="trophy">
      <Trans>
        Hier steht, was jeder Kunde noch bringt und was er kostet. Das wird jede Nacht aus gewonnenen und offenen
        Abschlüssen, Gesprächen und Terminen gerechnet, oder jetzt.
      </Trans>
    </EmptyState>
  );
}
