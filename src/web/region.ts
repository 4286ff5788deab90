/** Whose way of writing days, times and numbers goes with a language of ours. */
export function regionOf(locale: string): 'en-GB' | 'de-DE' {
  return locale === 'en' ? 'en-GB' : 'de-DE';
}
