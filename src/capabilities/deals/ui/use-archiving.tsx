import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { PipelineView } from '#deals/contract';
import { ApiRefusal } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';

/** Takes a pipeline or a stage out of use. When open deals stand in it, asks first where they shall go. */
export function useArchiving(what: {
  name: string;
  archive: (body: { moveDealsToStageId?: string }) => Promise<unknown>;
  targets: readonly PipelineView[];
  bringBack: () => void;
}): { start: () => void; dialog: React.ReactNode } {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [target, setTarget] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ApiRefusal>();

  async function send(body: { moveDealsToStageId?: string }): Promise<void> {
    setPending(true);
    setRefusal(undefined);
    try {
      await what.archive(body);
      setAsking(false);
      toast({ message: t`${what.name} wird nicht mehr verwendet.`, undo: what.bringBack });
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      if (error.code === 'stage_has_deals') setAsking(true);
      else if (asking) setRefusal(error);
      else toast({ message: error.message, tone: 'refused' });
    } finally {
      setPending(false);
    }
  }

  const options = what.targets.flatMap((pipeline) =>
    pipeline.stages
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, name }) => ({ value: id, label: `${pipeline.name} · ${name}` })),
  );
  const dialog = asking && (
    <Dialog
      actions={
        <>
          <Button onPress={() => setAsking(false)}>{t`Abbrechen`}</Button>
          <Button
            disabled={target === null}
            kind="primary"
            onPress={() => target && void send({ moveDealsToStageId: target })}
            pending={pending}
          >{t`Verschieben und aufräumen`}</Button>
        </>
      }
      onClose={() => setAsking(false)}
      open
      title={t`Wohin mit den offenen Abschlüssen?`}
    >
      <div className="flex flex-col gap-4">
        <p>
          <Trans>In „{what.name}“ stehen noch offene Abschlüsse. Beendete bleiben, wo sie sind.</Trans>
        </p>
        {refusal && <ErrorNote error={refusal} />}
        <Select label={t`Neue Stufe`} onChange={setTarget} options={options} value={target} />
      </div>
    </Dialog>
  );
  return { start: () => void send({}), dialog };
}
