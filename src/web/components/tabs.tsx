import { useId, useRef } from 'react';

export type TabEntry<Id extends string = string> = {
  id: Id;
  label: string;
  count?: number;
  content?: React.ReactNode;
};

/** Views of one thing side by side. With `content` in the entries the panel belongs to it; without, the page shows what is chosen. */
export function Tabs<Id extends string>({
  label,
  tabs,
  value,
  onChange,
  end,
}: {
  label: string;
  tabs: readonly TabEntry<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  /** Stands at the end of the line: a button for one more, a menu. */
  end?: React.ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = tabs.find((tab) => tab.id === value);

  function walk(event: React.KeyboardEvent, index: number) {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs[to % tabs.length];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(tab)]?.focus();
  }

  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex items-center border-b border-line">
        <div
          aria-label={label}
          className="-mb-px flex min-w-0 gap-1 overflow-x-auto px-3 [scrollbar-width:none]"
          ref={list}
          role="tablist"
        >
          {tabs.map((tab, index) => (
            <button
              {...(chosen?.content !== undefined && tab === chosen && { 'aria-controls': `${id}-panel` })}
              aria-selected={tab === chosen}
              className="flex h-(--row) shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-soft -outline-offset-2 hover:text-ink aria-selected:border-brass aria-selected:font-medium aria-selected:text-ink"
              id={`${id}-${tab.id}`}
              key={tab.id}
              onClick={() => onChange(tab.id)}
              onKeyDown={(event) => walk(event, index)}
              role="tab"
              tabIndex={tab === chosen || (!chosen && index === 0) ? 0 : -1}
              type="button"
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-xs text-faint tabular-nums">{tab.count}</span>}
            </button>
          ))}
        </div>
        {end && <div className="flex items-center px-1">{end}</div>}
      </div>
      {chosen?.content !== undefined && (
        <div
          aria-labelledby={`${id}-${chosen.id}`}
          className="min-h-0 flex-1 overflow-y-auto"
          id={`${id}-panel`}
          role="tabpanel"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
        >
          {chosen.content}
        </div>
      )}
    </div>
  );
}
