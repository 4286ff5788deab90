import { i18n, type Messages } from '@lingui/core';
import { german } from '#web/german.ts';

export const locales = ['de', 'en'] as const;
export type Locale = (typeof locales)[number];

const catalogues: Record<Locale, () => Promise<Messages>> = {
  de: async () => (import.meta.env.DEV ? (await import('./messages/de.po')).messages : german),
  // A small page brings its own.
  en: async () => globalThis.klinkeEnglish ?? (await import('./messages/en.po')).messages,
};

/** theme.js has put the remembered or the browser's language on the page. */
export function localeOfPage(): Locale {
  return document.documentElement.lang === 'en' ? 'en' : 'de';
}

export async function speak(locale: Locale): Promise<void> {
  i18n.loadAndActivate({ locale, messages: await catalogues[locale]() });
  document.documentElement.lang = locale;
}

export async function chooseLocale(locale: Locale): Promise<void> {
  localStorage.setItem('klinke.locale', locale);
  await speak(locale);
}
