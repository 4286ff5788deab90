import { createContext, use } from 'react';

/** Set by a dialog for what is in it. */
export const InDialog = createContext(false);

/**
 * Whether a field that asks for the focus gets it. In a dialog only from who has keys: a finger would be shown a keyboard over the form, and the
 * dialog itself half a second later, because it waits for that keyboard.
 */
export function useAutoFocus(wanted: boolean | undefined): boolean {
  const inDialog = use(InDialog);
  return wanted === true && !(inDialog && matchMedia('(pointer: coarse)').matches);
}
