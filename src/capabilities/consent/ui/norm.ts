import { useLingui } from '@lingui/react/macro';
import { inEnglish } from './norm-in-english.ts';

/** The paragraph a decision rests on, as the reader's language writes it. Laws are kept in German, also in what was decided long ago. */
export function useNorm(): (norm: string) => string {
  const { i18n } = useLingui();
  return (norm) => (i18n.locale === 'en' ? inEnglish(norm) : norm);
}
