import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from './button.tsx';
import { Note } from './states.tsx';
import { toast } from './toast.tsx';

/** An address of ours that somebody is to enter at a provider, and whether that could reach it at all. */
export function HookAddress({ url }: { url: string }) {
  const { t } = useLingui();
  return (
    <>
      <div className="flex items-start gap-2">
        <code className="min-w-0 flex-1 rounded border border-line bg-sunken p-2 font-mono text-sm break-all">
          {url}
        </code>
        <Button
          icon="copy"
          onPress={() => void navigator.clipboard.writeText(url).then(() => toast({ message: t`Kopiert.` }))}
        >
          <Trans>Kopieren</Trans>
        </Button>
      </div>
      {/^http:|\/\/(localhost|127\.)/.test(url) && (
        <Note kind="careful">
          <Trans>
            Diese Adresse erreicht Ihr Anbieter nicht. Setzen Sie KLINKE_URL auf die öffentliche Adresse mit https.
          </Trans>
        </Note>
      )}
    </>
  );
}
