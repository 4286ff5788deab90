import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { Component, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '#web/styles.css';
import { Button } from '#web/components/button.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { localeOfPage, speak } from '#web/i18n.ts';
import { listenForKeys } from '#web/keys.ts';
import { GuestPage } from './guest-page.tsx';

/** The page of a room's guests is a bundle of its own (vite.guest.config.ts), without the app around it: so what goes wrong is said here. */
class Unbroken extends Component<{ children: React.ReactNode }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <EmptyState
        action={
          <Button icon="undo" kind="primary" onPress={() => location.reload()}>
            <Trans>Neu laden</Trans>
          </Button>
        }
        icon="careful"
      >
        <Trans>Diese Seite lässt sich gerade nicht zeigen. Einmal neu laden, dann geht es weiter.</Trans>
      </EmptyState>
    );
  }
}

listenForKeys();
await speak(localeOfPage());
const place = document.getElementById('klinke');
if (!place) throw new Error('guest.html has no #klinke');
createRoot(place).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <Unbroken>
        <GuestPage token={location.pathname.split('/').at(-1) ?? ''} />
      </Unbroken>
    </I18nProvider>
  </StrictMode>,
);
