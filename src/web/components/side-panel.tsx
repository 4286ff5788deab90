import { useLingui } from '@lingui/react/macro';
import { useLayoutEffect, useRef } from 'react';
import { IconButton } from '#web/components/button.tsx';
import { useKeys } from '#web/keys.ts';

export type SidePanelProps = {
  title: React.ReactNode;
  /** Its name for screen readers. */
  label: string;
  onClose: () => void;
  /** Shown beside the close button. */
  actions?: React.ReactNode;
  children: React.ReactNode;
};

/** A record beside its list. The list stays in use; at phone width the panel covers it. Escape closes. */
export function SidePanel({ title, label, onClose, actions, children }: SidePanelProps) {
  const { t } = useLingui();
  const panel = useRef<HTMLElement>(null);
  useKeys([{ keys: 'Escape', label: t`Seitenleiste schließen`, run: onClose }]);

  // Whoever opened it by key reads on in it, and comes back to the list when it closes.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const here = panel.current;
    here?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && here?.contains(document.activeElement))
        before.focus({ preventScroll: true });
    };
  }, []);

  return (
    <aside
      aria-label={label}
      className="slide-in flex h-full w-[26rem] shrink-0 flex-col border-l border-line bg-raised -outline-offset-2 max-desk:fixed max-desk:inset-y-0 max-desk:right-0 max-desk:z-20 max-desk:shadow phone:w-full phone:border-l-0 wide:w-[30rem]"
      ref={panel}
      tabIndex={-1}
    >
      <header className="flex h-(--bar) shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</h2>
        {actions}
        <IconButton icon="close" keys="Escape" label={t`Schließen`} onPress={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  );
}
