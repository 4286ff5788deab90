import { Trans, useLingui } from '@lingui/react/macro';
import { checkProvider, getProviderSetup, type ProviderView } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { HookAddress } from '#web/components/hook-address.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useProviderKinds } from './kinds.ts';
import { useProviderProblems } from './problem-words.ts';

/** Whether all is well there, and where its messages go. */
export function TryDialog({ provider, onClose }: { provider: ProviderView; onClose: () => void }) {
  const { t } = useLingui();
  const { checks, hookSteps } = useProviderKinds()[provider.kind];
  const problems = useProviderProblems();
  const params = { providerId: provider.id };
  const check = useMutationOf(checkProvider, { quiet: true });
  const { name } = provider;
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Schließen`}</Button>
          <Button kind="primary" onPress={() => check.mutate({ params, body: {} })} pending={check.isPending}>
            {t`Jetzt testen`}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`${name} testen`}
    >
      <div className="flex flex-col gap-4">
        <p>{checks}</p>
        <div aria-live="polite">
          {check.error && <ErrorNote error={check.error} />}
          {check.data?.problem === null && <Note kind="allowed">{t`Alles in Ordnung.`}</Note>}
          {check.data?.problem && <Note kind="careful">{problems[check.data.problem]}</Note>}
        </div>
        {hookSteps.length > 0 && <Messages provider={provider} steps={hookSteps} />}
      </div>
    </Dialog>
  );
}

function Messages({ provider, steps }: { provider: ProviderView; steps: readonly string[] }) {
  const setup = useQueryOf(getProviderSetup, { params: { providerId: provider.id } });
  const url = setup.data?.webhookUrl;
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 className="font-medium">
        <Trans>Damit Klinke erfährt, dass ein Termin stattfand</Trans>
      </h3>
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-sm text-soft">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {setup.isPending && <Skeleton lines={1} />}
      {setup.error && <ErrorNote error={setup.error} />}
      {url && <HookAddress url={url} />}
    </section>
  );
}
