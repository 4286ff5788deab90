import { i18n } from '@lingui/core';

export const locales = ['de', 'en'] as const;
export type Locale = (typeof locales)[number];

const catalogues = {
  de: () => import('./messages/de.po'),
  en: () => import('./messages/en.po'),
} satisfies Record<Locale, () => Promise<{ messages: Record<string, string> }>>;

/** theme.js has put the remembered or the browser's language on the page. */
export function localeOfPage(): Locale {
  return document.documentElement.lang === 'en' ? 'en' : 'de';
}

export async function speak(locale: Locale): Promise<void> {
  const { messages } = await catalogues[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}

export async function chooseLocale(locale: Locale): Promise<void> {
  localStorage.setItem('klinke.locale', locale);
  await speak(locale);
}
