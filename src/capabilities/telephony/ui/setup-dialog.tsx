import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { checkLine, getLineSetup, type LineView, renewWebhook } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog, Dialog } from '#web/components/dialog.tsx';
import { HookAddress } from '#web/components/hook-address.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useKinds } from './kinds.ts';

/** What is to be done at the carrier, with the address to copy, and whether it takes us in. */
export function SetupDialog({ line, onClose }: { line: LineView; onClose: () => void }) {
  const { t } = useLingui();
  const { name, steps } = useKinds()[line.kind];
  const params = { lineId: line.id };
  const setup = useQueryOf(getLineSetup, { params });
  const [renewing, setRenewing] = useState(false);
  const renew = useMutationOf(renewWebhook, { done: () => setRenewing(false) });
  const check = useMutationOf(checkLine, { quiet: true });
  const url = setup.data?.webhookUrl;

  return (
    <>
      <Dialog
        actions={
          <>
            {line.hasSecret && (
              <Button onPress={() => check.mutate({ params })} pending={check.isPending}>{t`Anmeldung prüfen`}</Button>
            )}
            <Button kind="primary" onPress={onClose}>{t`Fertig`}</Button>
          </>
        }
        onClose={onClose}
        open
        title={t`${name} verbinden`}
      >
        <div className="flex flex-col gap-4">
          <ol className="flex list-decimal flex-col gap-1.5 pl-5">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {setup.isPending && <Skeleton lines={1} />}
          {setup.error && <ErrorNote error={setup.error} />}
          {url && <HookAddress url={url} />}
          <p className="text-sm text-faint">
            <Trans>Wer diese Adresse kennt, kann Anrufe melden. Behandeln Sie sie wie ein Passwort.</Trans>{' '}
            <Button kind="plain" onPress={() => setRenewing(true)}>{t`Neue Adresse`}</Button>
          </p>
          <div aria-live="polite">
            {check.error && <ErrorNote error={check.error} />}
            {check.data && <Note kind="allowed">{t`${name} nimmt die Anmeldung an.`}</Note>}
          </div>
        </div>
      </Dialog>
      <ConfirmDialog
        confirm={t`Neue Adresse`}
        danger
        onClose={() => setRenewing(false)}
        onConfirm={() => renew.mutate({ params })}
        open={renewing}
        pending={renew.isPending}
        title={t`Neue Adresse?`}
      >
        <Trans>Die alte gilt sofort nicht mehr: Tragen Sie die neue gleich bei Ihrem Anbieter ein.</Trans>
      </ConfirmDialog>
    </>
  );
}
