import { Trans, useLingui } from '@lingui/react/macro';
import { useRouter } from '@tanstack/react-router';
import { ApiRefusal } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState } from '#web/components/states.tsx';

/** Stands where a page could not be shown; the frame around it goes on working. */
export function ProblemPage({ error }: { error: unknown }) {
  const { t } = useLingui();
  const router = useRouter();
  if (error instanceof ApiRefusal && error.status === 404) return <NotFoundPage />;
  // After an update of the server the pages of the old version are gone.
  const offline = !navigator.onLine || (error instanceof ApiRefusal && error.status === 0);
  const renewed =
    !offline && error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
  return (
    <Page title={t`Das hat nicht geklappt`}>
      <EmptyState
        action={
          <Button icon="undo" kind="primary" onPress={() => (renewed ? location.reload() : void router.invalidate())}>
            {renewed ? <Trans>Neu laden</Trans> : <Trans>Noch einmal</Trans>}
          </Button>
        }
        icon={offline ? 'offline' : 'careful'}
      >
        {renewed ? (
          <Trans>Klinke wurde inzwischen erneuert. Einmal neu laden, dann geht es weiter.</Trans>
        ) : error instanceof ApiRefusal ? (
          error.message
        ) : offline ? (
          <Trans>
            Ohne Netz lässt sich diese Seite nicht öffnen. Die Hausbesuche von heute gehen auch ohne, wenn sie auf
            diesem Gerät schon einmal offen waren.
          </Trans>
        ) : (
          <Trans>Diese Seite lässt sich gerade nicht zeigen. Alles Gespeicherte ist sicher.</Trans>
        )}
      </EmptyState>
    </Page>
  );
}

export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Nicht gefunden`}>
      <EmptyState
        action={
          <Link to="/">
            <Trans>Zum Anfang</Trans>
          </Link>
        }
        icon="search"
      >
        <Trans>Diese Adresse führt zu nichts, oder zu etwas, das es hier nicht mehr gibt.</Trans>
      </EmptyState>
    </Page>
  );
}
