import { useEffect } from 'react';
import { useSession } from '#web/session.ts';
import { forgetDayOfOthers } from './kept-day.ts';

/** On whatever page somebody begins: what was kept here for somebody else, or is too old, goes. */
export function KeptOfOthers() {
  const me = useSession();
  useEffect(() => void forgetDayOfOthers(me), [me]);
  return null;
}
