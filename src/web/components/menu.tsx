import { cloneElement, useState } from 'react';
import type { ButtonProps } from '#web/components/button.tsx';
import type { IconName } from '#web/components/icon.tsx';
import { onDemand } from '#web/on-demand.tsx';

export type MenuItemEntry = {
  id: string;
  label: string;
  hint?: string;
  icon?: IconName;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Stands before the entry in force, where entries are alternatives. */
  checked?: boolean;
  run: () => void;
};

export type MenuEntry = MenuItemEntry | 'line' | { heading: string; entries: readonly MenuItemEntry[] };

export type MenuProps = {
  /** The button that opens it. */
  children: React.ReactElement<Pick<ButtonProps, 'onPress' | 'onReach' | 'aria-haspopup' | 'aria-expanded'>>;
  entries: readonly MenuEntry[];
  label: string;
};

const load = () => import('#web/components/open-menu.tsx');
const OpenMenu = onDemand(async () => (await load()).OpenMenu, closed);

/** A button and what it opens. The menu itself is fetched when somebody reaches for the button. */
export function Menu(props: MenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <OpenMenu {...props} />;
  return cloneElement(closed(props), { onReach: () => void load(), onPress: () => setWanted(true) });
}

function closed({ children }: MenuProps) {
  return cloneElement(children, { 'aria-haspopup': 'menu', 'aria-expanded': false });
}
