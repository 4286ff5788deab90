import { useEffect } from 'react';
import { classNames } from '#web/class-names.ts';

/** What every page begins with: its name, a word about it, what one can do here. Sets the title of the window too. */
export function Page({
  title,
  windowTitle,
  count,
  actions,
  lead,
  children,
  scroll = true,
  aside,
}: {
  title: React.ReactNode;
  /** Where `title` is more than text. */
  windowTitle?: string;
  count?: React.ReactNode;
  actions?: React.ReactNode;
  /** Stands between heading and content: tabs, chips. */
  lead?: React.ReactNode;
  children: React.ReactNode;
  /** False where the content scrolls itself (tables, boards). */
  scroll?: boolean;
  /** A SidePanel beside it all. */
  aside?: React.ReactNode;
}) {
  const name = windowTitle ?? (typeof title === 'string' ? title : '');
  useEffect(() => {
    document.title = name ? `${name} · Klinke` : 'Klinke';
  }, [name]);
  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-5 py-2 phone:px-4">
          <h1
            className="min-w-0 truncate text-xl font-semibold tracking-[-0.01em] outline-none"
            id="page-title"
            tabIndex={-1}
          >
            {title}
          </h1>
          {count !== undefined && <span className="text-faint tabular-nums">{count}</span>}
          {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
        {lead}
        <div
          className={classNames(
            'min-h-0 flex-1',
            scroll && 'overflow-y-auto px-5 pb-10 phone:px-4',
            scroll && Boolean(lead) && 'pt-4',
          )}
          // What scrolls must be reachable by keyboard, also where nothing in it takes the focus.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={scroll ? 0 : undefined}
        >
          {children}
        </div>
      </div>
      {aside}
    </div>
  );
}

/** A titled part of a page, divided from the next by a line. */
export function Section({
  title,
  hint,
  actions,
  children,
}: {
  title: string;
  hint?: React.ReactNode;
  actions?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <section className="border-t border-line py-4 first:border-t-0 first:pt-1">
      <header className="mb-2">
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <h2 className="font-semibold">{title}</h2>
          {actions && <div className="flex items-center gap-2">{actions}</div>}
        </div>
        {hint && <p className={classNames('max-w-2xl text-soft', Boolean(actions) && 'pt-1')}>{hint}</p>}
      </header>
      {children}
    </section>
  );
}

/** Names and values of a record, one line each. */
export function Facts({ children }: { children: React.ReactNode }) {
  return <dl className="facts grid grid-cols-[minmax(6rem,auto)_1fr] items-baseline gap-x-4 gap-y-0.5">{children}</dl>;
}

export function Fact({ name, children }: { name: React.ReactNode; children: React.ReactNode }) {
  return (
    <>
      <dt className="py-1 text-sm leading-5 text-faint">{name}</dt>
      <dd className="min-w-0 py-0.5 leading-6">{children}</dd>
    </>
  );
}
