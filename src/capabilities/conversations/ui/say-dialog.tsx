import { Trans, useLingui } from '@lingui/react/macro';
import { Key } from '#calls/ui';
import { listWordings } from '#consent/contract';
import { sayOnRecording } from '#conversations/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { Link } from '#web/components/link.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';

/** The person is on the line: read the text, hear the answer. */
export function SayDialog({ callId, onClose }: { callId: string; onClose: () => void }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listWordings);
  const wording = data?.items.find((one) => one.channel === 'phone' && one.purpose === 'recording' && one.current);
  return (
    <Dialog firm onClose={onClose} open title={t`Um Aufnahme bitten`} width="large">
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && !wording && (
        <p>
          <Trans>
            Noch ist kein Wortlaut für Aufnahmen freigegeben. Das geht in den{' '}
            <Link to="/einstellungen/aufnahme">Einstellungen zur Aufnahme</Link>.
          </Trans>
        </p>
      )}
      {wording && <Question callId={callId} onClose={onClose} text={wording.text} wordingId={wording.id} />}
    </Dialog>
  );
}

function Question({
  callId,
  wordingId,
  text,
  onClose,
}: {
  callId: string;
  wordingId: string;
  text: string;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const say = useMutationOf(sayOnRecording, {
    quiet: true,
    refreshes: ['consent', 'contacts', 'timeline'],
    done: onClose,
  });
  const answer = (says: 'yes' | 'no') =>
    !say.isPending && say.mutate({ params: { callId }, body: { says, wordingId } });
  useKeys([
    { keys: 'j', label: t`Ja`, run: () => void answer('yes'), inDialog: true },
    { keys: 'n', label: t`Nein`, run: () => void answer('no'), inDialog: true },
  ]);
  return (
    <div className="flex flex-col gap-4">
      {say.error && <ErrorNote error={say.error} />}
      <p className="text-soft">
        <Trans>Lesen Sie genau diesen Text vor. Aufgenommen wird erst danach, und nur nach einem Ja:</Trans>
      </p>
      <blockquote className="rounded border-l-4 border-brass bg-sunken px-4 py-3 text-xl leading-relaxed break-words whitespace-pre-line">
        {text}
      </blockquote>
      <div className="flex flex-wrap gap-2">
        <Button icon="allowed" kind="primary" onPress={() => answer('yes')} pending={say.isPending}>
          {t`Ja`} <Key keys="j" />
        </Button>
        <Button icon="refused" onPress={() => answer('no')}>
          {t`Nein`} <Key keys="n" />
        </Button>
      </div>
    </div>
  );
}
