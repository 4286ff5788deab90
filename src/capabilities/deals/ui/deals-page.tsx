import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { DealFilter, DealSort, DealState, type PipelineView } from '#deals/contract';
import { ExportMenu } from '#integrations/ui';
import { type Search, useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Chip } from '#web/components/chip.tsx';
import { Menu, type MenuEntry } from '#web/components/menu.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { SidePanel } from '#web/components/side-panel.tsx';
import { Skeleton } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { DealsBoard } from './deals-board.tsx';
import type { ListQuery } from './deals-list.tsx';
import { usePipelines } from './pipelines.ts';

const DealRecord = onDemand(async () => (await import('./deal-record.tsx')).DealRecord);
const DealsList = onDemand(async () => (await import('./deals-list.tsx')).DealsList);
const NewDealDialog = onDemand(async () => (await import('./new-deal-dialog.tsx')).NewDealDialog);

type View = 'board' | 'open' | 'won' | 'lost' | 'all';
type ChangeAddress = ReturnType<typeof useUrlSearch>[1];

/** All chances to sell: as a board, or as a list of the open, won or lost ones. The address holds what is shown. */
export function DealsPage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const go = useGo();
  const may = useMay();
  const { items: pipelines } = usePipelines();
  useKeys([{ keys: 'shift+n', label: t`Neuer Abschluss`, run: () => change({ new: '1' }) }], may('write'));

  const view = viewIn(search);
  const query = queryIn(search, view);
  const pipeline = pipelines.find(({ id }) => id === search['pipelineId']) ?? pipelines[0];
  const openId = search['open'] ?? null;
  const open = (deal: { id: string }) => change({ open: deal.id });
  const isFiltered = ['ownerId', 'pipelineId', 'stageId', 'closing', 'stale'].some((name) => name in query);

  return (
    <Page
      actions={
        <>
          <ExportMenu list="deals" query={query} />
          {may('write') && (
            <Button icon="plus" kind="primary" onPress={() => change({ new: '1' })}>
              <Trans>Neuer Abschluss</Trans>
            </Button>
          )}
        </>
      }
      aside={
        openId && (
          <SidePanel
            actions={
              <Button kind="plain" onPress={() => go(pathTo.deal(openId))}>
                <Trans>Ganze Seite</Trans>
              </Button>
            }
            label={t`Abschluss`}
            onClose={() => change({ open: undefined })}
            title={t`Abschluss`}
          >
            <DealRecord dealId={openId} key={openId} layout="panel" onRemoved={() => change({ open: undefined })} />
          </SidePanel>
        )
      }
      lead={
        <>
          <Tabs
            label={t`Ansicht`}
            onChange={(id) => change({ view: id === 'board' ? undefined : id, sort: undefined, open: undefined })}
            tabs={[
              { id: 'board', label: t`Tafel` },
              { id: 'open', label: t`Offen` },
              { id: 'won', label: t`Gewonnen` },
              { id: 'lost', label: t`Verloren` },
              { id: 'all', label: t`Alle` },
            ]}
            value={view}
          />
          <FilterLine change={change} pipeline={pipeline} pipelines={pipelines} search={search} view={view} />
        </>
      }
      scroll={false}
      title={t`Abschlüsse`}
    >
      {view !== 'board' ? (
        <DealsList
          onClear={isFiltered ? () => go(`${pathTo.deals()}?view=${view}`) : undefined}
          onOpen={open}
          onSort={(sort) => change({ sort })}
          openId={openId}
          query={query}
        />
      ) : pipeline ? (
        <DealsBoard
          key={pipeline.id}
          onNew={() => change({ new: '1' })}
          onOpen={open}
          ownerId={query.ownerId}
          pipeline={pipeline}
        />
      ) : (
        <Skeleton lines={8} />
      )}
      {search['new'] === '1' && may('write') && (
        <NewDealDialog
          onClose={() => change({ new: undefined })}
          onCreated={(id) => change({ new: undefined, open: id })}
          open
          {...(pipeline && { pipelineId: pipeline.id })}
        />
      )}
    </Page>
  );
}

/** Filters as sentences; on the board those that make sense there. */
function FilterLine({
  search,
  change,
  view,
  pipelines,
  pipeline,
}: {
  search: Search;
  change: ChangeAddress;
  view: View;
  pipelines: readonly PipelineView[];
  pipeline: PipelineView | undefined;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const { stageOf } = usePipelines();
  const set = (name: string, value: string | undefined) => change({ [name]: value, open: undefined }, { keep: true });
  const names: Record<string, (value: string) => string> = {
    ownerId: (value) => (value === 'none' ? t`niemand zuständig` : t`zuständig ist ${people.nameOf(value) || '…'}`),
    stageId: (value) => t`Stufe ist ${stageOf(value)?.name ?? '…'}`,
    closing: (value) =>
      value === 'overdue'
        ? t`Datum verstrichen`
        : value === 'undated'
          ? t`ohne Datum`
          : t`Abschluss im ${format.month(value)}`,
    stale: () => t`zu lange in der Stufe`,
    ...(view !== 'board' && {
      pipelineId: (value: string) => t`Pipeline ist ${pipelines.find(({ id }) => id === value)?.name ?? '…'}`,
    }),
  };
  const shown = view === 'board' ? ['ownerId'] : Object.keys(names);
  const entries: MenuEntry[] = [
    {
      heading: t`Zuständig`,
      entries: [
        ...people.active.map(({ id, name }) => ({ id: `owner-${id}`, label: name, run: () => set('ownerId', id) })),
        { id: 'owner-none', label: t`Niemand`, run: () => set('ownerId', 'none') },
      ],
    },
    ...(view === 'board' ? [] : listEntries()),
  ];

  function listEntries(): MenuEntry[] {
    const months = monthsAround(format.isoDayOf(new Date()));
    return [
      {
        heading: t`Stufe`,
        entries: (pipeline?.stages ?? []).map(({ id, name }) => ({ id, label: name, run: () => set('stageId', id) })),
      },
      {
        heading: t`Abschluss`,
        entries: [
          ...months.map((month) => ({ id: month, label: format.month(month), run: () => set('closing', month) })),
          { id: 'undated', label: t`ohne Datum`, run: () => set('closing', 'undated') },
          ...(view === 'open'
            ? [
                { id: 'overdue', label: t`Datum verstrichen`, run: () => set('closing', 'overdue') },
                { id: 'stale', label: t`zu lange in der Stufe`, run: () => set('stale', 'true') },
              ]
            : []),
        ],
      },
      ...(pipelines.length > 1
        ? [
            {
              heading: t`Pipeline`,
              entries: pipelines.map(({ id, name }) => ({ id, label: name, run: () => set('pipelineId', id) })),
            },
          ]
        : []),
    ];
  }

  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-5 py-2 phone:px-4">
      {view === 'board' && pipelines.length > 1 && (
        <div className="w-48">
          <Select
            label={t`Pipeline`}
            labelHidden
            onChange={(id) => set('pipelineId', id)}
            options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            value={pipeline?.id ?? null}
          />
        </div>
      )}
      {shown.map((name) => {
        const value = search[name];
        const words = value && names[name]?.(value);
        return (
          words && (
            <Chip key={name} label={words} onRemove={() => set(name, undefined)}>
              {words}
            </Chip>
          )
        );
      })}
      <div className="first:-ml-3">
        <Menu entries={entries} label={t`Filter hinzufügen`}>
          <Button icon="filter" kind="plain">{t`Filter`}</Button>
        </Menu>
      </div>
    </div>
  );
}

function viewIn(search: Search): View {
  const view = search['view'];
  return view === 'all' || DealState.safeParse(view).success ? (view as View) : 'board';
}

/** What the list asks for: filters from the address that the contract knows, and the order that fits the view. */
function queryIn(search: Search, view: View): ListQuery {
  const { ownerId, pipelineId, stageId, closing, stale } = DealFilter.shape;
  const known = { ownerId, pipelineId, stageId, closing, stale };
  const filters = Object.fromEntries(
    Object.entries(known).flatMap(([name, shape]) =>
      search[name] !== undefined && shape.safeParse(search[name]).success ? [[name, search[name]]] : [],
    ),
  );
  const usual = view === 'won' || view === 'lost' ? '-endedAt' : '-createdAt';
  return {
    ...filters,
    state: view === 'board' ? 'open' : view,
    sort: DealSort.safeParse(search['sort']).data ?? usual,
  };
}

/** The current month and the five after it. */
function monthsAround(today: string): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: 6 }, (_, at) => new Date(Date.UTC(year, month - 1 + at, 1)).toISOString().slice(0, 7));
}
