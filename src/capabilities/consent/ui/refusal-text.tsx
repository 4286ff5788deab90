import { useLingui } from '@lingui/react/macro';
import type { RefusedBecause } from '#consent/contract';
import { refusalWords } from './words.ts';

/** Why nobody rings, in one sentence. */
export function RefusalText({ because }: { because: RefusedBecause }) {
  const { i18n } = useLingui();
  return i18n._(refusalWords[because].says);
}
