import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';

export type TabEntry<Id extends string = string> = { id: Id; label: string; count?: number; content?: React.ReactNode };

/** Views of one thing side by side. With `content` in the entries the panels belong to it; without, the page shows what is chosen. */
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
  return (
    <AriaTabs className="flex min-h-0 flex-col" onSelectionChange={(id) => onChange(id as Id)} selectedKey={value}>
      <div className="flex items-center border-b border-line">
        <TabList aria-label={label} className="-mb-px flex min-w-0 gap-1 overflow-x-auto px-3 [scrollbar-width:none]">
          {tabs.map((tab) => (
            <Tab
              className="flex h-(--row) shrink-0 cursor-default items-center gap-1.5 border-b-2 border-transparent px-2 text-soft data-focus-visible:-outline-offset-2 data-hovered:text-ink data-selected:border-brass data-selected:font-medium data-selected:text-ink"
              id={tab.id}
              key={tab.id}
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-xs text-faint tabular-nums">{tab.count}</span>}
            </Tab>
          ))}
        </TabList>
        {end && <div className="flex items-center px-1">{end}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel
          className={tab.content === undefined ? 'sr-only' : 'min-h-0 flex-1 overflow-y-auto'}
          id={tab.id}
          key={tab.id}
        >
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
