import { i18n } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider as AriaLocale } from 'react-aria-components/I18nProvider';
import { z } from 'zod';
import './styles.css';
import { onSignedOut } from '#web/api.ts';
import { queryClient } from '#web/data.ts';
import { localeOfPage, speak } from '#web/i18n.ts';
import { forgetKept } from '#web/kept.ts';
import { listenForKeys } from '#web/keys.ts';
import { screens } from '#web/pages.ts';
import { regionOf } from '#web/region.ts';
import { ScreensContext } from '#web/registry.ts';
import { askWhoIsThere, router } from '#web/router.tsx';
import { sessionIfAny } from '#web/session.ts';

// Our content security policy forbids making functions from text, which zod would otherwise do.
z.config({ jitless: true });

onSignedOut(() => {
  void forgetKept();
  if (!sessionIfAny()) return;
  const to = router.state.location.href;
  queryClient.clear();
  void router.navigate({ to: '/anmelden', search: { to } as never });
});

// Whoever follows a link to another page hears where they are: reading starts at its heading.
router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) document.getElementById('page-title')?.focus();
});

listenForKeys();
await Promise.all([speak(localeOfPage()), askWhoIsThere(location.pathname).catch(() => undefined)]);
const locale = sessionIfAny()?.user.locale;
if (locale && locale !== localeOfPage()) await speak(locale);

function App() {
  return (
    <I18nProvider i18n={i18n}>
      <Languages>
        <QueryClientProvider client={queryClient}>
          <ScreensContext value={screens}>
            <RouterProvider router={router} />
          </ScreensContext>
        </QueryClientProvider>
      </Languages>
    </I18nProvider>
  );
}

function Languages({ children }: { children: React.ReactNode }) {
  const { i18n: current } = useLingui();
  return <AriaLocale locale={regionOf(current.locale)}>{children}</AriaLocale>;
}

const place = document.getElementById('klinke');
if (!place) throw new Error('index.html has no #klinke');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
