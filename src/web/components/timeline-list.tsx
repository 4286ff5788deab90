import { Icon, type IconName } from '#web/components/icon.tsx';
import { DateText, TimeText } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';

export type TimelineEntry = {
  id: string;
  at: string;
  icon: IconName;
  /** What happened, in one sentence. */
  title: React.ReactNode;
  /** Who did it. */
  by?: string | null;
  /** The words that go with it: a note, a wording, a change. */
  detail?: React.ReactNode;
  actions?: React.ReactNode;
};

/** What happened, newest first, a heading for each day. */
export function TimelineList({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  const format = useFormat();
  const days = Map.groupBy(entries, (entry) => format.isoDayOf(entry.at));
  return (
    <div aria-label={label} role="group">
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h3 className="sticky top-0 z-1 bg-paper py-1.5 text-sm font-medium text-faint">
            <DateText value={day} />
          </h3>
          <ol>
            {ofDay.map((entry) => (
              <li
                className="relative flex gap-3 pb-3 before:absolute before:top-6 before:bottom-0 before:left-3 before:w-px before:bg-line last:before:hidden"
                key={entry.id}
              >
                <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-soft">
                  <Icon name={entry.icon} size={12} />
                </span>
                <article className="min-w-0 flex-1 pt-0.5">
                  <header className="flex items-baseline gap-2">
                    <span className="min-w-0 flex-1">{entry.title}</span>
                    {entry.actions && <span className="-my-1 self-start">{entry.actions}</span>}
                    <span className="shrink-0 text-sm text-faint">
                      {entry.by && `${entry.by} · `}
                      <TimeText at={entry.at} />
                    </span>
                  </header>
                  {entry.detail && (
                    <div className="mt-0.5 break-words whitespace-pre-line text-soft">{entry.detail}</div>
                  )}
                </article>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
