import type { DealItem, getBoard, StageView, Sum } from '#deals/contract';
import type { OutputOf } from '#web/api.ts';

type BoardView = OutputOf<typeof getBoard>;

/** A deal that has just come to a stage. */
export function toStage(deal: DealItem, stage: StageView): Partial<DealItem> {
  return {
    stageId: stage.id,
    pipelineId: stage.pipelineId,
    probability: stage.probability,
    weightedCents: Math.round((deal.valueCents * stage.probability) / 100),
    stageSince: new Date().toISOString(),
    daysInStage: 0,
    stale: false,
  };
}

/** The board without the card, or with it on top of another column; what the columns add up to goes with it. */
export function takeFromBoard(board: BoardView, dealId: string, to?: StageView): BoardView {
  const card = board.columns.flatMap(({ cards }) => cards).find(({ id }) => id === dealId);
  if (!card || card.stageId === to?.id) return board;
  const moved = to && { ...card, ...toStage(card, to) };
  return {
    ...board,
    columns: board.columns.map((column) => {
      if (column.stageId === card.stageId) {
        return {
          ...column,
          sums: added(column.sums, card, -1),
          stale: column.stale - Number(card.stale),
          cards: column.cards.filter(({ id }) => id !== dealId),
        };
      }
      if (!moved || column.stageId !== moved.stageId) return column;
      return { ...column, sums: added(column.sums, moved, 1), cards: [moved, ...column.cards] };
    }),
  };
}

function added(sums: readonly Sum[], card: DealItem, sign: 1 | -1): Sum[] {
  const known = sums.some(({ currency }) => currency === card.currency);
  const all = known ? sums : [...sums, { currency: card.currency, deals: 0, valueCents: 0, weightedCents: 0 }];
  return all.map((sum) =>
    sum.currency === card.currency
      ? {
          ...sum,
          deals: sum.deals + sign,
          valueCents: sum.valueCents + sign * card.valueCents,
          weightedCents: sum.weightedCents + sign * card.weightedCents,
        }
      : sum,
  );
}
