import { useCallback } from 'react';
import type { MyLine } from '#telephony/contract';
import { Connected } from '../softphone/connected.tsx';
import { createSipPhone } from './phone.ts';

/** The same telephone in the page, but with nobody between it and the telephone system. */
export function SpeaksSip({ line }: { line: NonNullable<MyLine['line']> }) {
  const create = useCallback(() => createSipPhone(line), [line]);
  return <Connected create={create} />;
}
