import { cloneElement, useEffect, useRef, useState } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu as AriaMenu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { classNames } from '#web/class-names.ts';
import { Icon } from '#web/components/icon.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import type { MenuItemEntry, MenuProps } from '#web/components/menu.tsx';

export function OpenMenu({ children, entries, label }: MenuProps) {
  const anchor = useRef<HTMLElement | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(true);
  // Enter on a button comes as a click without a pointer. The library takes that for a screen reader's, waits with the focus, and leaves it on the menu, or, without motion, nowhere.
  useEffect(() => {
    if (!open) return undefined;
    const late = setTimeout(() => {
      if (document.activeElement?.matches('[role^=menuitem]')) return;
      list.current?.querySelector<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])')?.focus();
    }, 50);
    return () => clearTimeout(late);
  }, [open]);
  const show = (next: boolean) => {
    setOpen(next);
    // The button that had the focus before the menu was fetched is gone; an entry may have taken the focus elsewhere.
    if (next) return;
    setTimeout(() => {
      const active = document.activeElement;
      const lost = active === null || active === document.body || active.closest('[role=menu]') !== null;
      if (lost) anchor.current?.focus();
    }, 50);
  };
  return (
    <>
      <span
        className="contents"
        ref={(span) => {
          anchor.current = span?.querySelector('button') ?? null;
        }}
      >
        {cloneElement(children, { 'aria-haspopup': 'menu', 'aria-expanded': open, onPress: () => setOpen(!open) })}
      </span>
      <Popover
        className="appear max-h-[70vh] min-w-52 overflow-auto rounded border border-line bg-raised p-1 shadow"
        isOpen={open}
        offset={4}
        onOpenChange={show}
        triggerRef={anchor}
      >
        <div className="contents" ref={list}>
          <AriaMenu aria-label={label} autoFocus="first" className="outline-none" onClose={() => show(false)}>
            {entries.map((entry, index) => {
              if (entry === 'line') return <Separator className="my-1 border-t border-line" key={index} />;
              if (!('heading' in entry)) return <Entry entry={entry} key={entry.id} />;
              return (
                <MenuSection key={entry.heading}>
                  <Header className="px-2 pt-2 pb-1 text-xs font-medium text-faint">{entry.heading}</Header>
                  {entry.entries.map((inner) => (
                    <Entry entry={inner} key={inner.id} />
                  ))}
                </MenuSection>
              );
            })}
          </AriaMenu>
        </div>
      </Popover>
    </>
  );
}

function Entry({ entry }: { entry: MenuItemEntry }) {
  return (
    <MenuItem
      className={classNames(
        'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 outline-none data-disabled:text-faint data-focused:bg-hover phone:min-h-11',
        entry.danger && 'text-refused',
      )}
      id={entry.id}
      isDisabled={entry.disabled ?? false}
      onAction={entry.run}
      textValue={entry.label}
    >
      {entry.icon && <Icon className={entry.danger ? '' : 'text-faint'} name={entry.icon} />}
      <span className="min-w-0 flex-1">
        {entry.label}
        {entry.hint && <span className="block text-sm text-faint">{entry.hint}</span>}
      </span>
      {entry.checked && <Icon className="text-brass-deep" name="check" />}
      {entry.keys && <Kbd keys={entry.keys} />}
    </MenuItem>
  );
}
