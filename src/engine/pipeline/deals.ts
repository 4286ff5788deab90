/** What is known of deals, row by row; days since 1970-01-01, NaN: none. */
export type Deals = {
  readonly opened: Float64Array;
  readonly closed: Float64Array;
  /** 0: neither won nor lost, 1: won, 2: lost. */
  readonly outcome: Uint8Array;
  /** What a won deal brought. */
  readonly amount: Float64Array;
  /** What it costs by the price list; NaN: not on it. */
  readonly listPrice: Float64Array;
  /** Columns by which deals differ: each level's number. */
  readonly by: readonly { readonly codes: Uint32Array }[];
  readonly changing?: Changing;
};

/** What changes while a deal is open, as it was known at the end of a day. */
export type Changing = {
  readonly stages: number;
  stageAt(deal: number, day: number): number;
  /** The day on which it is to close; NaN: nobody has said. */
  dueAt(deal: number, day: number): number;
  /** Stands for the list price. */
  priceAt(deal: number, day: number): number;
};

/** Never looks past `at`: a deal closed later is open, whatever became of it. A deal that is won or lost without a day is not counted at all: nobody knows when it stopped being open. */
export const isOpen = ({ opened, closed, outcome }: Deals, deal: number, at: number): boolean =>
  (opened[deal] ?? Number.NaN) <= at && (outcome[deal] === 0 || (closed[deal] ?? Number.NaN) > at);

export const wonWithin = ({ closed, outcome }: Deals, deal: number, from: number, to: number): boolean =>
  outcome[deal] === 1 && (closed[deal] ?? 0) > from && (closed[deal] ?? 0) <= to;

export const broughtBy = ({ amount }: Deals, deal: number): number => Math.max(0, amount[deal] || 0);
