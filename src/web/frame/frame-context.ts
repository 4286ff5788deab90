import { createContext } from 'react';

export type Opened = 'commands' | 'keys' | undefined;

export const FrameContext = createContext<{ open: (what: Opened) => void }>({ open: () => {} });
