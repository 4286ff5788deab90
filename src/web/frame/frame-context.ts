import { createContext } from 'react';

export type Opened = 'commands' | 'keys' | 'notices' | undefined;

export const FrameContext = createContext<{
  open: (what: Opened) => void;
  /** Long work that has ended since one last looked. */
  unseen: number;
}>({ open: () => {}, unseen: 0 });
