import { useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from '#web/class-names.ts';
import { IconButton } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';

export type BoardColumn<Card> = {
  id: string;
  title: string;
  /** Beside the title: how many. */
  count?: number;
  /** Below it: what they are worth. */
  detail?: React.ReactNode;
  cards: readonly Card[];
  hasMore?: boolean;
  loadMore?: () => void;
};

export type BoardProps<Card> = {
  label: string;
  columns: readonly BoardColumn<Card>[];
  cardKey: (card: Card) => string;
  cardLabel: (card: Card) => string;
  renderCard: (card: Card) => React.ReactNode;
  onOpen: (card: Card) => void;
  onMove: (card: Card, toColumn: string) => void;
  /** People who may only look. */
  fixed?: boolean;
};

/** Columns of cards. Move them by dragging, by their menu, or with Alt and the arrow keys; arrows walk, Enter opens. */
export function Board<Card>(props: BoardProps<Card>) {
  const { t } = useLingui();
  const [said, setSaid] = useState('');
  const board = useRef<HTMLDivElement>(null);
  /** The card that was moved takes the focus along to where it lands. */
  const following = useRef<string>(undefined);

  function move(card: Card, to: BoardColumn<Card>) {
    setSaid(t`${props.cardLabel(card)} steht jetzt in ${to.title}.`);
    following.current = props.cardKey(card);
    props.onMove(card, to.id);
  }

  useEffect(() => {
    const key = following.current;
    // Only when it was lost: a dialog that asks why, or wherever one went meanwhile, keeps it.
    if (key === undefined || (document.activeElement ?? document.body) !== document.body) return;
    const landed = board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`);
    landed?.focus();
    if (landed) following.current = undefined;
  });

  return (
    <div
      aria-label={props.label}
      className="flex h-full min-h-0 gap-px overflow-x-auto px-2 phone:px-1 phone:snap-x phone:snap-mandatory"
      ref={board}
      role="group"
    >
      {props.columns.map((column, index) => (
        <Column board={props} column={column} index={index} key={column.id} move={move} />
      ))}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </div>
  );
}

function Column<Card>({
  column,
  index,
  board,
  move,
}: {
  column: BoardColumn<Card>;
  index: number;
  board: BoardProps<Card>;
  move: (card: Card, to: BoardColumn<Card>) => void;
}) {
  const { t } = useLingui();
  const scroller = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef({ board, move, column });
  useLayoutEffect(() => {
    latest.current = { board, move, column };
  });

  // oxlint-disable-next-line react/incompatible-library -- concerns the React compiler, which we don't use
  const virtual = useVirtualizer({
    count: column.cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    overscan: 6,
    gap: 6,
    paddingEnd: 24,
    getItemKey: (at) => board.cardKey(column.cards[at] as Card),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasMore, loadMore } = column;
  useEffect(() => {
    if (hasMore && last >= column.cards.length - 5) loadMore?.();
  }, [last, column.cards.length, hasMore, loadMore]);

  useEffect(() => {
    const element = section.current;
    if (!element || board.fixed) return;
    return withDragging(({ dropTargetForElements }) =>
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data['board'] === latest.current.board.label,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          const { board: now, move: moveNow, column: here } = latest.current;
          const card = now.columns
            .flatMap(({ cards }) => cards)
            .find((one) => now.cardKey(one) === source.data['card']);
          if (card && !here.cards.includes(card)) moveNow(card, here);
        },
      }),
    );
  }, [board.fixed]);

  function walk(at: number, event: React.KeyboardEvent, card: Card) {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const updown = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === 'Enter' && event.target === event.currentTarget) board.onOpen(card);
    else if (sideways && event.altKey && !board.fixed) {
      const to = board.columns[index + sideways];
      if (to) move(card, to);
    } else if (sideways) focusCard(section.current, index + sideways, at);
    else if (updown) focusCard(section.current, index, at + updown);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section
      aria-label={column.title}
      className={classNames(
        'flex h-full w-68 shrink-0 flex-col border-r border-line last:border-r-0 phone:w-[84vw] phone:snap-center',
        over && 'bg-brass-soft',
      )}
      data-column={index}
      ref={section}
    >
      <header className="shrink-0 px-3 pt-2 pb-2">
        <h2 className="flex items-baseline gap-2 font-semibold">
          <span className="truncate">{column.title}</span>
          {column.count !== undefined && (
            <span className="text-sm font-normal text-faint tabular-nums">{column.count}</span>
          )}
        </h2>
        {column.detail && <p className="truncate text-sm text-faint">{column.detail}</p>}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pt-0.5" ref={scroller} tabIndex={-1}>
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const card = column.cards[item.index] as Card;
            const targets = board.columns.filter(({ id }) => id !== column.id);
            return (
              <li
                className="absolute inset-x-0"
                data-index={item.index}
                key={item.key}
                ref={virtual.measureElement}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <CardFrame
                  board={board.label}
                  cardKey={board.cardKey(card)}
                  fixed={board.fixed ?? false}
                  label={board.cardLabel(card)}
                  onKeyDown={(event) => walk(item.index, event, card)}
                  onOpen={() => board.onOpen(card)}
                >
                  {board.renderCard(card)}
                  {!board.fixed && (
                    <span className="absolute top-1 right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 phone:opacity-100">
                      <Menu
                        entries={[
                          {
                            heading: t`Verschieben nach`,
                            entries: targets.map((to) => ({ id: to.id, label: to.title, run: () => move(card, to) })),
                          },
                        ]}
                        label={t`Verschieben`}
                      >
                        <IconButton icon="more" label={t`${board.cardLabel(card)} verschieben`} small />
                      </Menu>
                    </span>
                  )}
                </CardFrame>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function CardFrame({
  board,
  cardKey,
  label,
  fixed,
  onOpen,
  onKeyDown,
  children,
}: {
  board: string;
  cardKey: string;
  label: string;
  fixed: boolean;
  onOpen: () => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
  children: React.ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element || fixed) return;
    return withDragging(({ draggable }) =>
      draggable({
        element,
        getInitialData: () => ({ board, card: cardKey }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
    );
  }, [board, cardKey, fixed]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a card holds a button, so it can't be one
    <div
      aria-label={label}
      className={classNames(
        'group relative cursor-pointer rounded border border-line bg-raised px-3 py-2 hover:border-strong',
        dragged && 'opacity-40',
      )}
      data-card={cardKey}
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest('button, a')) onOpen();
      }}
      onKeyDown={onKeyDown}
      ref={frame}
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys walk from card to card
      tabIndex={0}
    >
      {children}
    </div>
  );
}

const loadDragging = () => import('@atlaskit/pragmatic-drag-and-drop/element/adapter');

/** Cards are read before one is dragged: what it takes comes after them. */
function withDragging(register: (kit: Awaited<ReturnType<typeof loadDragging>>) => () => void): () => void {
  let undo: (() => void) | undefined;
  let left = false;
  void loadDragging().then((kit) => {
    if (!left) undo = register(kit);
  });
  return () => {
    left = true;
    undo?.();
  };
}

function focusCard(from: HTMLElement | null, column: number, at: number): void {
  const cards = from?.parentElement?.querySelectorAll<HTMLElement>(`[data-column="${column}"] li[data-index]`);
  const wanted = [...(cards ?? [])].findLast((item) => Number(item.dataset['index']) <= Math.max(0, at));
  wanted?.querySelector<HTMLElement>('[data-card]')?.focus();
}
