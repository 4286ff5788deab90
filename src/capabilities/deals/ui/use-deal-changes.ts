import { useLingui } from '@lingui/react/macro';
import {
  changeDeal,
  type ChangeDeal,
  type DealItem,
  getBoard,
  getDeal,
  listDeals,
  loseDeal,
  moveDeal,
  removeDeal,
  reopenDeal,
  restoreDeal,
  type StageView,
  winDeal,
} from '#deals/contract';
import { call } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { type Change, changeOf, changeRowsOf, refresh, useMutationOf } from '#web/data.ts';
import { takeFromBoard, toStage } from './on-board.ts';
import { usePipelines } from './pipelines.ts';

const alsoSeen = ['forecasts', 'timeline', 'nextSteps'] as const;

type Shown = Pick<DealItem, 'id' | 'title' | 'stageId' | 'version'>;

/** All that can be done with a deal, wherever it is shown: at once, and taken back with one press. */
export function useDealChanges() {
  const { t } = useLingui();
  const { stageOf } = usePipelines();
  const again = (work: Promise<unknown>) =>
    void work
      .catch((error: unknown) => toast({ message: error instanceof Error ? error.message : '', tone: 'refused' }))
      .then(() => refresh('deals', ...alsoSeen));

  const move = useMutationOf(moveDeal, {
    change: ({ params, body }) => movedTo(params.dealId, stageOf(body.stageId)),
    refreshes: alsoSeen,
  });
  const change = useMutationOf(changeDeal, {
    quiet: true,
    change: ({ params, body = {} }) => shownAs(params.dealId, plain(body)),
    refreshes: alsoSeen,
  });
  const win = useMutationOf(winDeal, {
    change: ({ params, body = {} }) => ended(params.dealId, 'won', body.valueCents),
    refreshes: alsoSeen,
  });
  const lose = useMutationOf(loseDeal, { change: ({ params }) => ended(params.dealId, 'lost'), refreshes: alsoSeen });
  const reopen = useMutationOf(reopenDeal, { refreshes: alsoSeen });
  const remove = useMutationOf(removeDeal, { change: ({ params }) => gone(params.dealId), refreshes: alsoSeen });

  return {
    move: (deal: Shown, stageId: string) =>
      move.mutate(
        { params: { dealId: deal.id }, body: { stageId }, ifMatch: deal.version },
        {
          onSuccess: ({ id, title }) =>
            toast({
              message: t`${title} steht jetzt in ${stageOf(stageId)?.name ?? ''}.`,
              undo: () => again(call(moveDeal, { params: { dealId: id }, body: { stageId: deal.stageId } })),
            }),
        },
      ),
    change: (deal: Pick<DealItem, 'id' | 'version'>, body: ChangeDeal) =>
      change.mutateAsync({ params: { dealId: deal.id }, body, ifMatch: deal.version }),
    win: (deal: Shown, valueCents: number) =>
      win.mutate(
        { params: { dealId: deal.id }, body: { valueCents }, ifMatch: deal.version },
        {
          onSuccess: ({ id, title }) =>
            toast({
              message: t`${title} ist gewonnen. Glückwunsch!`,
              undo: () => again(call(reopenDeal, { params: { dealId: id } })),
            }),
        },
      ),
    lose: (deal: Shown, body: { lossReasonId: string; note: string | null }) =>
      lose.mutate(
        { params: { dealId: deal.id }, body, ifMatch: deal.version },
        {
          onSuccess: ({ id, title }) =>
            toast({
              message: t`${title} ist verloren.`,
              undo: () => again(call(reopenDeal, { params: { dealId: id } })),
            }),
        },
      ),
    reopen: (deal: Shown, stageId?: string) =>
      reopen.mutate(
        { params: { dealId: deal.id }, body: stageId ? { stageId } : {}, ifMatch: deal.version },
        { onSuccess: ({ title }) => toast({ message: t`${title} ist wieder offen.` }) },
      ),
    remove: (deal: Shown, done?: () => void) =>
      remove.mutate(
        { params: { dealId: deal.id }, ifMatch: deal.version },
        {
          onSuccess: () => {
            done?.();
            toast({
              message: t`${deal.title} ist entfernt.`,
              undo: () => again(call(restoreDeal, { params: { dealId: deal.id } })),
            });
          },
        },
      ),
  };
}

function movedTo(dealId: string, stage: StageView | undefined): Change[] {
  if (!stage) return [];
  const put = <Deal extends DealItem>(deal: Deal): Deal =>
    deal.id === dealId ? { ...deal, ...toStage(deal, stage) } : deal;
  return [
    changeOf(getBoard, (board) => takeFromBoard(board, dealId, stage)),
    changeRowsOf(listDeals, put),
    changeOf(getDeal, put, { params: { dealId } }),
  ];
}

function shownAs(dealId: string, fields: Partial<DealItem>): Change[] {
  const put = <Deal extends DealItem>(deal: Deal): Deal => (deal.id === dealId ? { ...deal, ...fields } : deal);
  return [
    changeOf(getBoard, (board) => ({
      ...board,
      columns: board.columns.map((column) => ({ ...column, cards: column.cards.map(put) })),
    })),
    changeRowsOf(listDeals, put),
    changeOf(getDeal, put, { params: { dealId } }),
  ];
}

function ended(dealId: string, state: 'won' | 'lost', valueCents?: number): Change[] {
  const end = <Deal extends DealItem>(deal: Deal): Deal =>
    deal.id === dealId
      ? { ...deal, state, stale: false, overdue: false, ...(valueCents !== undefined && { valueCents }) }
      : deal;
  return [changeOf(getBoard, (board) => takeFromBoard(board, dealId)), changeOf(getDeal, end, { params: { dealId } })];
}

function gone(dealId: string): Change[] {
  return [
    changeOf(getBoard, (board) => takeFromBoard(board, dealId)),
    changeRowsOf(listDeals, (deal) => (deal.id === dealId ? undefined : deal)),
  ];
}

/** The fields that read the same in the answer; a contact's or company's name is known only to the server. */
function plain({ title, valueCents, currency, closeOn, ownerId }: ChangeDeal): Partial<DealItem> {
  const fields = { title, valueCents, currency, closeOn, ownerId };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
